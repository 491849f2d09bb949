package org.purposecdp.local.demo.generator;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Who is in the audience, which messages go out, and what a purpose may see of somebody. */
final class Campaigns {
    private static final String PURPOSE = "marketing";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final World world;

    Campaigns(World world) {
        this.world = world;
    }

    List<Person> audience() {
        return world.seen().stream().filter(person -> interest(person).isPresent()).toList();
    }

    /** What they last said they like, as far as marketing may know, if the audience is for that. */
    private Optional<Part> interest(Person person) {
        return world.partsOf(person).stream()
                .filter(part -> part.merged(PURPOSE))
                .filter(part -> part.said.traits().containsKey("interest"))
                .filter(part -> isOf(part, RegisterBook.category("interest")))
                .max(Comparator.comparing(part -> part.said.at()))
                .filter(
                        part ->
                                RegisterBook.audienceInterests()
                                        .contains(part.said.traits().get("interest")));
    }

    /** By outcome and reason: one for each in the audience, one for each cart left behind. */
    Map<String, Integer> deliveries() {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (Person person : world.seen()) {
            interest(person).ifPresent(part -> count(part, outcomes));
            world.partsOf(person).stream()
                    .filter(part -> Objects.equals(part.said.event(), "Cart Abandoned"))
                    .filter(part -> part.category.equals("behavioural"))
                    .filter(part -> part.merged(PURPOSE))
                    .forEach(part -> count(part, outcomes));
        }
        return outcomes;
    }

    private void count(Part part, Map<String, Integer> outcomes) {
        PlainRule.Answer answer = world.rule(part.said, PURPOSE).send("EMAIL");
        outcomes.merge(
                answer.yes() ? "DELIVERED" : "SUPPRESSED " + answer.reason(), 1, Integer::sum);
    }

    /** Traits by last word, events by count and sums, out of what rests on the purpose. */
    ObjectNode view(Person person, String purpose) {
        Map<String, Part> latest = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, Map<String, BigDecimal>> sums = new TreeMap<>();
        for (Part part : world.partsOf(person)) {
            if (!part.merged(purpose)) {
                continue;
            }
            Part.traits(part.said).keySet().stream()
                    .filter(trait -> isOf(part, RegisterBook.category(trait)))
                    .forEach(trait -> latest.merge(trait, part, Campaigns::later));
            String event = part.said.event();
            if (event != null && isOf(part, RegisterBook.eventCategory(event))) {
                counts.merge(event, 1, Integer::sum);
                add(part.said, sums.computeIfAbsent(event, any -> new TreeMap<>()));
            }
        }
        ObjectNode view = JSON.createObjectNode();
        ObjectNode traits = view.putObject("traits");
        latest.forEach(
                (trait, part) ->
                        traits.set(trait, JSON.valueToTree(Part.traits(part.said).get(trait))));
        ObjectNode events = view.putObject("events");
        counts.forEach(
                (event, count) ->
                        events.putObject(event)
                                .put("count", count)
                                .set("sums", JSON.valueToTree(sums.get(event))));
        return view;
    }

    private static boolean isOf(Part part, Optional<String> category) {
        return category.filter(part.category::equals).isPresent();
    }

    private static Part later(Part one, Part other) {
        return other.said.at().isAfter(one.said.at()) ? other : one;
    }

    private static void add(Said said, Map<String, BigDecimal> sums) {
        said.properties()
                .forEach(
                        (name, value) -> {
                            if (value instanceof Number number) {
                                sums.merge(
                                        name, new BigDecimal(number.toString()), BigDecimal::add);
                            }
                        });
    }
}
