package org.purposecdp.contracts.permit;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.NoticeGiven;
import org.purposecdp.contracts.subject.Subject;

/** The rows of {@code permit-stories.yaml} and the register they share. */
record PermitStories(ObjectNode policy, List<Row> rows) {
    static final String NEVER = "never";
    private static final String OWN = "own";
    private static final String LINKED = "linked";
    private static final ObjectMapper YAML =
            Json.configure(new YAMLMapper())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Pattern DECISION =
            Pattern.compile(
                    "(?<at>\\S+)(?<state> state)?(?<unclear> unclear)? (?<kind>[A-Z]+)"
                            + "(?<just> just to)? (?<purpose>\\S+)( by (?<channel>[A-Z_]+))?"
                            + "( until (?<to>\\S+))?( under (?<notice>[^/ ]+)/(?<version>\\d+))?"
                            + "( in (?<groups>\\S+))?(?<unproven> unproven)?");
    private static final Pattern FACT =
            Pattern.compile(
                    "(?<kind>[A-Z_]+) from (?<from>\\S+)( to (?<to>\\S+))?( in (?<groups>\\S+))?");
    private static final Pattern NOTICE =
            Pattern.compile(
                    "(?<notice>[^/ ]+)/(?<version>\\d+) on (?<at>\\S+)( in (?<groups>\\S+))?");

    static PermitStories read() throws IOException {
        try (InputStream in =
                PermitStories.class.getResourceAsStream("/permit/permit-stories.yaml")) {
            return YAML.readValue(in, PermitStories.class);
        }
    }

    /** One line of the table. */
    record Row(String story, Given given, Ask ask, Expect expect) {
        @Override
        public String toString() {
            return story;
        }
    }

    /** What is known of the person, and how the register differs for this row. */
    record Given(
            List<String> decisions,
            List<String> facts,
            List<String> notices,
            ObjectNode activity,
            ObjectNode purpose,
            String subject) {}

    record Ask(
            Use use,
            String purpose,
            DataCategory category,
            String party,
            Channel channel,
            String arose,
            String at,
            String of) {}

    record Expect(
            boolean permitted,
            LegalBasis basis,
            Condition condition,
            boolean ownNo,
            String until) {}

    Permission answer(Row row) {
        Ask ask = row.ask();
        return Permit.permit(
                subject(row.given()),
                ask.of() == null ? OWN : ask.of(),
                policyOf(row),
                ask.use(),
                ask.purpose(),
                ask.category(),
                party(ask.party()),
                ask.channel(),
                instant(ask.arose() == null ? ask.at() : ask.arose()),
                instant(ask.at()));
    }

    Policy policyOf(Row row) {
        ObjectNode changed = policy.deepCopy();
        change(changed, "activities", "purpose", row.ask().purpose(), row.given().activity());
        change(changed, "purposes", "id", row.ask().purpose(), row.given().purpose());
        return YAML.convertValue(changed, Policy.class);
    }

    private static void change(
            ObjectNode policy, String list, String key, String value, ObjectNode change) {
        if (change != null) {
            policy.get(list)
                    .forEach(
                            entry -> {
                                if (entry.get(key).asText().equals(value)) {
                                    ((ObjectNode) entry).setAll(change);
                                }
                            });
        }
    }

    static Subject subject(Given given) {
        if ("none".equals(given.subject())) {
            return null;
        }
        if ("blocked".equals(given.subject())) {
            return Subject.blocked(OWN, 3, false);
        }
        return new Subject(
                OWN,
                3,
                "ended".equals(given.subject()),
                false,
                List.of(
                        new Subject.Node(OWN, 1, OWN, "shop", List.of()),
                        new Subject.Node(LINKED, 1, LINKED, "web", List.of())),
                lines(given.decisions()).stream().map(PermitStories::decision).toList(),
                lines(given.facts()).stream().map(PermitStories::fact).toList(),
                lines(given.notices()).stream().map(PermitStories::notice).toList());
    }

    private static List<String> lines(List<String> lines) {
        return Objects.requireNonNullElse(lines, List.of());
    }

    private static Decision decision(String line) {
        Matcher words = matched(DECISION, line);
        String channel = words.group("channel");
        String version = words.group("version");
        return new Decision(
                line,
                Decision.Kind.valueOf(words.group("kind")),
                words.group("purpose"),
                channel == null ? null : Channel.valueOf(channel),
                instant(words.group("at")),
                null,
                words.group("to") == null ? null : instant(words.group("to")),
                words.group("notice"),
                version == null ? 0 : Integer.parseInt(version),
                words.group("unproven") == null,
                words.group("state") == null && words.group("unclear") == null,
                words.group("unclear") == null,
                words.group("just") != null,
                groups(words),
                Set.of());
    }

    private static Fact fact(String line) {
        Matcher words = matched(FACT, line);
        String to = words.group("to");
        return new Fact(
                line,
                Fact.Kind.valueOf(words.group("kind")),
                instant(words.group("from")),
                to == null ? null : instant(to),
                groups(words));
    }

    private static NoticeGiven notice(String line) {
        Matcher words = matched(NOTICE, line);
        return new NoticeGiven(
                words.group("notice"),
                Integer.parseInt(words.group("version")),
                instant(words.group("at")),
                groups(words));
    }

    private static Matcher matched(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not readable: " + line);
        }
        return matcher;
    }

    private static Set<String> groups(Matcher words) {
        String groups = words.group("groups");
        if (groups == null) {
            return Set.of(OWN);
        }
        return groups.equals("nowhere") ? Set.of() : Set.copyOf(Arrays.asList(groups.split(",")));
    }

    private static Party party(String words) {
        String[] kindAndId = words.split(" ");
        return switch (kindAndId[0]) {
            case "source" -> Party.source(kindAndId[1]);
            case "client" -> Party.client(kindAndId[1]);
            case "destination" -> Party.destination(kindAndId[1]);
            case "nobody" -> Party.NOBODY;
            default -> throw new IllegalArgumentException("no such party: " + words);
        };
    }

    /** A date stands for its first instant. */
    static Instant instant(String words) {
        return Instant.parse(words.contains("T") ? words : words + "T00:00:00Z");
    }
}
