package org.purposecdp.local.demo;

import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One person as two purposes see them, beside each other. */
final class SideBySide {
    private static final String FORMAT = "%-32s %s";

    private final People people;
    private final Figures figures;

    SideBySide(People people, Figures figures) {
        this.people = people;
        this.figures = figures;
    }

    void show(JsonNode expected) {
        JsonNode service = view("service-desk", "service", expected);
        JsonNode marketing = view("marketing", "marketing", expected);
        figures.title(
                expected.path("name").asText()
                        + ", asked for by two clients, each for its purpose");
        figures.say("", String.format(FORMAT, "service", "marketing"));
        for (String kind : new String[] {"traits", "events"}) {
            Set<String> names = new TreeSet<>();
            service.path(kind).fieldNames().forEachRemaining(names::add);
            marketing.path(kind).fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                figures.say(
                        name,
                        String.format(
                                FORMAT,
                                shown(service.path(kind).path(name)),
                                shown(marketing.path(kind).path(name))));
            }
        }
        compare("service", service, expected);
        compare("marketing", marketing, expected);
    }

    /** Values, counts and sums only, as the expectation has them. */
    private JsonNode view(String client, String purpose, JsonNode expected) {
        JsonNode identifier = expected.path("identifier");
        JsonNode answer =
                people.view(
                        client,
                        purpose,
                        identifier.path("namespace").asText(),
                        identifier.path("value").asText());
        ObjectNode view = Platform.JSON.createObjectNode();
        ObjectNode traits = view.putObject("traits");
        answer.path("traits")
                .properties()
                .forEach(trait -> traits.set(trait.getKey(), trait.getValue().path("value")));
        ObjectNode events = view.putObject("events");
        answer.path("events")
                .properties()
                .forEach(
                        event -> {
                            ObjectNode shown = events.putObject(event.getKey());
                            shown.set("count", event.getValue().path("count"));
                            shown.set("sums", event.getValue().path("sums"));
                        });
        return view;
    }

    private void compare(String purpose, JsonNode got, JsonNode expected) {
        JsonNode wanted = expected.path("views").path(purpose);
        if (!Figures.same(got, wanted)) {
            figures.differs("the view for " + purpose + ": " + got + ", expected " + wanted);
        }
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return "-";
        }
        if (value.has("count")) {
            StringBuilder text = new StringBuilder(value.path("count").asText()).append(" times");
            value.path("sums")
                    .properties()
                    .forEach(
                            sum ->
                                    text.append(", ")
                                            .append(sum.getKey())
                                            .append(' ')
                                            .append(sum.getValue().asText()));
            return text.toString();
        }
        return value.isObject()
                ? value.path("street").asText() + ", " + value.path("city").asText()
                : value.asText();
    }
}
