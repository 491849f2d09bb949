package org.purposecdp.local.demo.generator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** All files of one seed: steps of decisions and records by turns, and what must come of them. */
final class Production {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 60;
    private static final int AGAIN = 240;

    private final Files files = new Files();
    private final World world = new World();
    private final Expectation expectation;
    private final Set<String> messages = new LinkedHashSet<>();
    private int sent;
    private int decisions;

    private Production(long seed) {
        this.expectation = new Expectation(world, files, seed);
    }

    /** File name → content, UTF-8. */
    static Map<String, byte[]> of(long seed) {
        Production production = new Production(seed);
        production.write(new Random(seed));
        return production.files.bytes();
    }

    private void write(Random random) {
        List<Person> people = Cast.of(random);
        Script script = new Script(random);
        Diary diary = new Diary(random);

        List<Decided> first = script.beforeAnybodyIsSeen(people);
        decisions(1, first);
        List<Said> records = diary.firstRecords(people);
        records(2, records, repeats(records, AT_ONCE, random));
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

        expectation.unreadable(unreadable());
        somebodyToTryOn();
        expectation.inTheEnd(people, records.stream().filter(Said::taken).toList());
        expectation.write(sent, messages.size(), decisions);
    }

    private void decisions(int step, List<Decided> decided) {
        decided.forEach(one -> write(step, one));
        world.files(decided);
        expectation.settled(step);
    }

    private void write(int step, Decided decided) {
        files.line(
                step + "-decisions.ndjson", decided.line(String.format("demo-%05d", ++decisions)));
    }

    /**
     * Each source's records in the order of time. Repeats follow at once in the first round, as
     * from a sender that got no answer, and come after all else in the others.
     */
    private void records(int step, List<Said> said, List<Said> repeats) {
        List<Said> inOrder = new ArrayList<>(said);
        inOrder.sort(Comparator.comparing(Said::at));
        Map<Said, Integer> atOnce = new HashMap<>();
        if (step == 2) {
            repeats.forEach(one -> atOnce.merge(one, 1, Integer::sum));
        }
        List<Said> lines = new ArrayList<>();
        for (Said one : inOrder) {
            for (int i = 0; i <= atOnce.getOrDefault(one, 0); i++) {
                lines.add(one);
            }
        }
        if (step != 2) {
            lines.addAll(repeats);
        }
        lines.forEach(one -> write(step, one));
        world.hears(lines);
        expectation.settled(step);
    }

    private void write(int step, Said said) {
        boolean ours = RegisterBook.byRecords(said.source());
        files.line(
                step + "-records-" + said.source() + ".ndjson",
                ours ? said.recordLine() : said.segmentLine());
        sent++;
        messages.add(said.messageId());
    }

    private static List<Said> repeats(List<Said> said, int many, Random random) {
        List<Said> repeats = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            repeats.add(said.get(random.nextInt(said.size())));
        }
        return repeats;
    }

    /**
     * Somebody who has consented to everything, for people to try things on. Nothing is expected of
     * them, so that whatever was tried the next run still comes out right.
     */
    private void somebodyToTryOn() {
        Person person = Cast.toTryOn();
        new Script(new Random(0))
                .beforeAnybodyIsSeen(List.of(person))
                .forEach(decided -> write(1, decided));
        for (Said said : Diary.toTryOn(person, 0)) {
            if (RegisterBook.audienceInterests().contains(said.traits().get("interest"))) {
                throw new IllegalStateException("they would be in the audience");
            }
            write(2, said);
        }
    }

    /** Events that no SDK should send: left out of their batch, and told by their outcome. */
    private Map<String, String> unreadable() {
        Map<String, String> bad = new TreeMap<>();
        bad.put("web-bad-1", "NO_IDENTIFIER");
        bad.put("web-bad-2", "NO_IDENTIFIER");
        bad.put("web-bad-3", "BAD_TIMESTAMP");
        bad.put("web-bad-4", "UNKNOWN_TYPE");
        bad.put("web-bad-5", "NO_EVENT_NAME");
        bad.forEach(this::unreadable);
        return bad;
    }

    private void unreadable(String messageId, String reason) {
        ObjectNode line = JSON.createObjectNode();
        line.put("type", reason.equals("UNKNOWN_TYPE") ? "purchase" : "track");
        if (!reason.equals("NO_EVENT_NAME")) {
            line.put("event", "Product Viewed");
        }
        if (!reason.equals("NO_IDENTIFIER")) {
            line.put("anonymousId", "b1-bad");
        }
        line.put("messageId", messageId);
        line.putObject("context")
                .putObject("consent")
                .putObject("categoryPreferences")
                .put("Analytics", true);
        boolean dated = !reason.equals("BAD_TIMESTAMP");
        line.put("timestamp", dated ? Times.daysAgo(3).toString() : "the day before yesterday");
        files.line("2-records-web.ndjson", line);
        sent++;
    }
}
