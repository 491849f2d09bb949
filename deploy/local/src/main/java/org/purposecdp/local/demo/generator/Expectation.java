package org.purposecdp.local.demo.generator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What must come of it: {@code expected.json}, {@code outcomes.ndjson}, {@code people.ndjson}. */
final class Expectation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARKETING = "marketing";

    private final World world;
    private final Files files;
    private final ObjectNode expected = JSON.createObjectNode();

    Expectation(World world, Files files, long seed) {
        this.world = world;
        this.files = files;
        expected.put("seed", seed).put("base", Times.BASE.toString());
        expected.putObject("settled");
    }

    /** Where all stands after a step. */
    void settled(int step) {
        ((ObjectNode) expected.path("settled"))
                .set(Integer.toString(step), JSON.valueToTree(world.counts()));
    }

    void unreadable(Map<String, String> reasons) {
        expected.set("unreadable", JSON.valueToTree(reasons));
    }

    /** While people watch: somebody in the audience, with everything granted, withdraws. */
    void inTheEnd(List<Person> people, List<Said> records) {
        Campaigns campaigns = new Campaigns(world);
        expected.set("deliveries", JSON.valueToTree(campaigns.deliveries()));
        List<Person> open =
                campaigns.audience().stream()
                        .filter(person -> person.story() == Story.CONSENTS && !person.each(4))
                        .toList();
        Person seen =
                open.stream()
                        .max(Comparator.comparingInt(person -> world.partsOf(person).size()))
                        .orElseThrow();
        ObjectNode views = named("seen", seen).putObject("views");
        views.set("service", campaigns.view(seen, "service"));
        views.set(MARKETING, campaigns.view(seen, MARKETING));

        Person leaving = open.stream().filter(person -> person != seen).findFirst().orElseThrow();
        named("withdrawal", leaving).put("purpose", MARKETING);
        world.files(List.of(Decided.decision(leaving, "WITHDRAW", MARKETING, Times.BASE)));
        expected.put("audience", campaigns.audience().size());
        if (!world.worthRepeating().isEmpty()) {
            throw new IllegalStateException("a second run would not come to the same");
        }
        forged(people);
        people(records);
    }

    private ObjectNode named(String field, Person person) {
        ObjectNode node = expected.putObject(field);
        node.put("name", person.firstName() + " " + person.lastName());
        node.putObject("identifier")
                .put("namespace", person.key().getKey())
                .put("value", person.key().getValue());
        return node;
    }

    /** What the grants of strangers on the web page must not have opened. */
    private void forged(List<Person> people) {
        List<Part> closed =
                people.stream()
                        .filter(person -> person.story() == Story.IMPERSONATED)
                        .flatMap(person -> world.partsOf(person).stream())
                        .filter(part -> part.said.source().equals("shop"))
                        .filter(part -> part.category.equals("behavioural"))
                        .toList();
        if (closed.stream().anyMatch(part -> part.outcome().startsWith(Part.MERGED))) {
            throw new IllegalStateException("a stranger's grant has opened something");
        }
        ObjectNode forged = expected.putObject("forged");
        forged.put("grants", Story.IMPERSONATED.people);
        forged.set(
                "closed",
                JSON.valueToTree(closed.stream().map(part -> part.said.messageId()).toList()));
    }

    /** Everybody seen, with the identifiers that are theirs alone. */
    private void people(List<Said> records) {
        Map<String, Set<Person>> bearers = new HashMap<>();
        records.forEach(
                said ->
                        identifiers(said)
                                .forEach(
                                        identifier ->
                                                bearers.computeIfAbsent(
                                                                identifier, any -> new HashSet<>())
                                                        .add(said.person())));
        Map<Person, Set<String>> own = new LinkedHashMap<>();
        for (Said said : records) {
            Set<String> ofPerson = own.computeIfAbsent(said.person(), any -> new LinkedHashSet<>());
            identifiers(said).stream()
                    .filter(identifier -> bearers.get(identifier).size() == 1)
                    .forEach(ofPerson::add);
        }
        List<Person> seen = new ArrayList<>(world.seen());
        seen.sort(Comparator.comparing(Person::id));
        seen.forEach(person -> files.line("people.ndjson", line(person, own.get(person))));
        expected.putObject("people")
                .put("found", seen.size())
                .put("identifiers", own.values().stream().mapToInt(Set::size).sum());
    }

    private static List<String> identifiers(Said said) {
        return said.identifiers().entrySet().stream()
                .map(identifier -> identifier.getKey() + ":" + identifier.getValue())
                .toList();
    }

    private static ObjectNode line(Person person, Set<String> identifiers) {
        ObjectNode line = JSON.createObjectNode();
        line.put("person", person.id()).put("story", person.story().name());
        if (person.story().role != Story.Role.VISITOR) {
            line.put("name", person.firstName() + " " + person.lastName());
            line.put("language", person.language());
        }
        line.set("identifiers", JSON.valueToTree(identifiers));
        return line;
    }

    void write(int sent, int distinct, int decisions) {
        world.outcomes()
                .forEach(
                        (messageId, parts) -> {
                            ObjectNode line = JSON.createObjectNode();
                            line.put("messageId", messageId);
                            parts.forEach((category, part) -> line.put(category, part.outcome()));
                            files.line("outcomes.ndjson", line);
                        });
        world.leftAtTheDoor()
                .forEach(
                        messageId ->
                                files.line(
                                        "outcomes.ndjson",
                                        JSON.createObjectNode().put("messageId", messageId)));
        expected.putObject("records")
                .put("sent", sent)
                .put("leftAtTheDoor", world.leftAtTheDoor().size())
                .put("distinct", distinct)
                .put("decisions", decisions);
        expected.set("parts", JSON.valueToTree(world.counts()));
        files.pretty("expected.json", expected);
    }
}
