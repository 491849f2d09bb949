package org.purposecdp.local.demo.generator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** All files of one seed: rounds of decisions and records, and what must come of them. */
final class Production {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 60;
    private static final int AGAIN = 240;

    private final long seed;
    private final Map<String, StringBuilder> files = new LinkedHashMap<>();
    private final World world = new World();
    private final ObjectNode expected = JSON.createObjectNode();
    private final Set<String> messages = new LinkedHashSet<>();
    private int lines;
    private int decisions;

    private Production(long seed) {
        this.seed = seed;
    }

    /** File name → content, UTF-8. */
    static Map<String, byte[]> of(long seed) {
        Production production = new Production(seed);
        production.write();
        Map<String, byte[]> files = new LinkedHashMap<>();
        production.files.forEach(
                (name, text) -> files.put(name, text.toString().getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    private void write() {
        Random random = new Random(seed);
        List<Person> people = Cast.of(random);
        Script script = new Script(random);
        Diary diary = new Diary(random);
        expected.put("seed", seed).put("base", Times.BASE.toString());
        expected.putObject("settled");

        List<Decided> first = script.beforeAnybodyIsSeen(people);
        decisions(1, first);
        List<Said> records = diary.firstRecords(people);
        records(2, records, repeats(records, AT_ONCE, random));
        unreadable();
        List<Decided> second = new ArrayList<>(script.afterTheFirstRecords(people));
        second.addAll(script.returns(people, first));
        decisions(3, second);
        List<Said> later = diary.laterRecords(people);
        records(4, later, List.of());
        decisions(5, script.afterTheLaterRecords(people));
        List<Said> again = new ArrayList<>(world.worthRepeating());
        records.addAll(later);
        again.addAll(repeats(records, AGAIN, random));
        records(6, diary.lastRecords(people), again);
        withdrawal(people);
        people(records);
        outcomes();
        if (!world.worthRepeating().isEmpty()) {
            throw new IllegalStateException("a second run would not come to the same");
        }
        expected();
    }

    private void decisions(int step, List<Decided> decided) {
        StringBuilder file = file(step + "-decisions.ndjson");
        for (Decided one : decided) {
            line(file, one.line(String.format("demo-%05d", ++decisions)));
        }
        world.files(decided);
        settled(step);
    }

    /** Each source's records in the order of time, repeats where their senders would send them. */
    private void records(int step, List<Said> said, List<Said> repeats) {
        List<Said> inOrder = new ArrayList<>(said);
        inOrder.sort(Comparator.comparing(Said::at));
        boolean beside = step == 2;
        Map<Said, Integer> count = new HashMap<>();
        repeats.forEach(one -> count.merge(one, 1, Integer::sum));
        List<Said> sent = new ArrayList<>();
        for (Said one : inOrder) {
            sent.add(one);
            for (int i = 0; beside && i < count.getOrDefault(one, 0); i++) {
                sent.add(one);
            }
        }
        if (!beside) {
            sent.addAll(repeats);
        }
        for (Said one : sent) {
            boolean ours = RegisterBook.byRecords(one.source());
            line(
                    file(step + "-records-" + one.source() + ".ndjson"),
                    ours ? one.recordLine() : one.segmentLine());
            lines++;
            messages.add(one.messageId());
        }
        world.hears(sent);
        settled(step);
    }

    private static List<Said> repeats(List<Said> said, int many, Random random) {
        List<Said> repeats = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            repeats.add(said.get(random.nextInt(said.size())));
        }
        return repeats;
    }

    /** Events that no SDK should send: left out of their batch, and told by their outcome. */
    private void unreadable() {
        StringBuilder file = file("2-records-web.ndjson");
        Map<String, String> bad = new TreeMap<>();
        bad.put("web-bad-1", "NO_IDENTIFIER");
        bad.put("web-bad-2", "NO_IDENTIFIER");
        bad.put("web-bad-3", "BAD_TIMESTAMP");
        bad.put("web-bad-4", "UNKNOWN_TYPE");
        bad.put("web-bad-5", "NO_EVENT_NAME");
        bad.forEach(
                (messageId, reason) -> {
                    ObjectNode line = JSON.createObjectNode();
                    line.put("type", reason.equals("UNKNOWN_TYPE") ? "purchase" : "track");
                    if (!reason.equals("NO_EVENT_NAME")) {
                        line.put("event", "Product Viewed");
                    }
                    if (!reason.equals("NO_IDENTIFIER")) {
                        line.put("anonymousId", "b1-bad");
                    }
                    line.put("messageId", messageId);
                    line.put(
                            "timestamp",
                            reason.equals("BAD_TIMESTAMP")
                                    ? "the day before yesterday"
                                    : Times.daysAgo(3).toString());
                    line(file, line);
                    lines++;
                });
        expected.set("unreadable", JSON.valueToTree(bad));
    }

    /** While people watch: somebody in the audience, with everything granted, withdraws. */
    private void withdrawal(List<Person> people) {
        Campaigns campaigns = new Campaigns(world);
        List<Person> audience = campaigns.audience();
        expected.set("deliveries", JSON.valueToTree(campaigns.deliveries()));
        List<Person> open =
                audience.stream()
                        .filter(person -> person.story() == Story.CONSENTS && !person.each(4))
                        .toList();
        Person seen =
                open.stream()
                        .max(Comparator.comparingInt(person -> world.partsOf(person).size()))
                        .orElseThrow();
        ObjectNode view = expected.putObject("seen");
        view.put("name", seen.firstName() + " " + seen.lastName());
        identifier(view, seen);
        ObjectNode views = view.putObject("views");
        views.set("service", campaigns.view(seen, "service"));
        views.set("marketing", campaigns.view(seen, "marketing"));
        Person leaving = open.stream().filter(person -> person != seen).findFirst().orElseThrow();
        ObjectNode withdrawal = expected.putObject("withdrawal");
        withdrawal.put("name", leaving.firstName() + " " + leaving.lastName());
        identifier(withdrawal, leaving);
        withdrawal.put("purpose", "marketing");
        world.files(List.of(Decided.decision(leaving, "WITHDRAW", "marketing", Times.BASE)));
        expected.put("audience", campaigns.audience().size());
        forged(people);
    }

    private static void identifier(ObjectNode node, Person person) {
        node.putObject("identifier")
                .put("namespace", person.key().getKey())
                .put("value", person.key().getValue());
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

    private void people(List<Said> records) {
        Map<String, Set<Person>> bearers = new HashMap<>();
        for (Said said : records) {
            said.identifiers()
                    .forEach(
                            (namespace, value) ->
                                    bearers.computeIfAbsent(
                                                    namespace + ":" + value, any -> new HashSet<>())
                                            .add(said.person()));
        }
        Map<Person, Set<String>> identifiers = new LinkedHashMap<>();
        for (Said said : records) {
            said.identifiers()
                    .forEach(
                            (namespace, value) -> {
                                String identifier = namespace + ":" + value;
                                if (bearers.get(identifier).size() == 1) {
                                    identifiers
                                            .computeIfAbsent(
                                                    said.person(), any -> new LinkedHashSet<>())
                                            .add(identifier);
                                }
                            });
        }
        StringBuilder file = file("people.ndjson");
        int total = 0;
        List<Person> seen = new ArrayList<>(world.seen());
        seen.sort(Comparator.comparing(Person::id));
        for (Person person : seen) {
            Set<String> own = identifiers.get(person);
            total += own.size();
            ObjectNode line = JSON.createObjectNode();
            line.put("person", person.id()).put("story", person.story().name());
            if (person.story().role != Story.Role.VISITOR) {
                line.put("name", person.firstName() + " " + person.lastName());
                line.put("language", person.language());
            }
            line.set("identifiers", JSON.valueToTree(own));
            line(file, line);
        }
        long shared = bearers.values().stream().filter(some -> some.size() > 1).count();
        expected.putObject("people")
                .put("found", seen.size())
                .put("identifiers", total)
                .put("shared", shared);
    }

    private void outcomes() {
        StringBuilder file = file("outcomes.ndjson");
        world.outcomes()
                .forEach(
                        (messageId, parts) -> {
                            ObjectNode line = JSON.createObjectNode();
                            line.put("messageId", messageId);
                            parts.forEach((category, part) -> line.put(category, part.outcome()));
                            line(file, line);
                        });
    }

    private void settled(int step) {
        ((ObjectNode) expected.path("settled"))
                .set(Integer.toString(step), JSON.valueToTree(world.counts()));
    }

    private void expected() {
        expected.putObject("records")
                .put("sent", lines)
                .put("distinct", messages.size())
                .put("decisions", decisions);
        expected.set("parts", JSON.valueToTree(world.counts()));
        try {
            file("expected.json")
                    .append(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(expected))
                    .append('\n');
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private StringBuilder file(String name) {
        return files.computeIfAbsent(name, any -> new StringBuilder());
    }

    private static void line(StringBuilder file, JsonNode node) {
        try {
            file.append(JSON.writeValueAsString(node)).append('\n');
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
