package org.purposecdp.consent.word;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.purposecdp.contracts.permit.Party;
import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.permit.Permit;
import org.purposecdp.contracts.permit.Use;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Subject;

/** The person of {@code words/table.md}, and what the rule makes of their words. */
final class People {
    static final String MARKETING = "marketing";

    private static final Instant DAY_0 = Instant.parse("2026-06-01T00:00:00Z");
    private static final Pattern SAID =
            Pattern.compile("(\\w+) (yes|no|unclear) @(\\d+)(?: heard @(\\d+))?( act)?");
    private static final Pattern DECIDED = Pattern.compile("desk (grant|withdraw) @(\\d+)");

    /** Node → source, device key. */
    private record Of(String source, String device, SourceKind kind, String group) {}

    private static final Map<String, Of> NODES =
            Map.of(
                    "phone", new Of("web", "p", SourceKind.PUBLIC, "phone"),
                    "phone2", new Of("web", "p", SourceKind.PUBLIC, "phone2"),
                    "laptop", new Of("web", "l", SourceKind.PUBLIC, "laptop"),
                    "shop", new Of("shop", "s", SourceKind.SERVER, "own"),
                    "shop2", new Of("shop", "s", SourceKind.SERVER, "own"),
                    "tablet", new Of("shop", "t", SourceKind.SERVER, "own"),
                    "till", new Of("till", "s", SourceKind.SERVER, "own"),
                    "stranger", new Of("shop", "x", SourceKind.SERVER, "other"));

    static final Policy POLICY =
            policy(
                    new Purpose(
                            MARKETING,
                            "Offers",
                            true,
                            null,
                            null,
                            Set.of("Advertising"),
                            null,
                            null));

    private People() {}

    static Instant day(int day) {
        return DAY_0.plus(Duration.ofDays(day));
    }

    static Set<String> nodes() {
        return NODES.keySet();
    }

    static Policy policy(Purpose purpose) {
        return new Policy(
                1,
                DAY_0,
                List.of(purpose),
                List.of(
                        new Activity(
                                "a",
                                purpose.id(),
                                Set.of(DataCategory.CONTACT),
                                LegalBasis.CONSENT,
                                Set.of("web", "shop", "till"),
                                null,
                                null,
                                null,
                                new NoticeVersion("terms", 1),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                false,
                                null,
                                null)),
                List.of(new Notice("terms", List.of(new Notice.Version(1, true, day(-99))))),
                null,
                null,
                null);
    }

    /** In the words of the table. */
    static List<Statement> statements(String words) {
        List<Statement> statements = new ArrayList<>();
        for (String saying : sayings(words)) {
            Matcher said = SAID.matcher(saying);
            if (said.matches()) {
                String heard = said.group(4) == null ? said.group(3) : said.group(4);
                statements.add(
                        statement(
                                "r" + statements.size(),
                                said.group(1),
                                Word.valueOf(said.group(2).toUpperCase(Locale.ROOT)),
                                Integer.parseInt(said.group(3)),
                                Integer.parseInt(heard),
                                said.group(5) != null));
            } else if (!DECIDED.matcher(saying).matches()) {
                throw new IllegalArgumentException("the table says '" + saying + "'");
            }
        }
        return statements;
    }

    static Statement statement(String id, String node, Word word, int day, int heard, boolean act) {
        Of of = NODES.get(node);
        return new Statement(
                id,
                node,
                of.source(),
                Set.of(of.device()),
                act,
                Map.of("Advertising", word),
                day(day),
                day(heard));
    }

    static List<Decision> decided(String words) {
        List<Decision> decided = new ArrayList<>();
        for (String saying : sayings(words)) {
            Matcher desk = DECIDED.matcher(saying);
            if (desk.matches()) {
                decided.add(
                        desk(
                                Decision.Kind.valueOf(desk.group(1).toUpperCase(Locale.ROOT)),
                                Integer.parseInt(desk.group(2))));
            }
        }
        return decided;
    }

    static Decision desk(Decision.Kind kind, int day) {
        return new Decision(
                "desk-" + kind + day,
                kind,
                MARKETING,
                null,
                day(day),
                null,
                null,
                "terms",
                1,
                true,
                true,
                true,
                false,
                Set.of("own"),
                Set.of());
    }

    private static List<String> sayings(String words) {
        return words.isBlank() ? List.of() : Arrays.asList(words.strip().split(" ; "));
    }

    static Permission ask(
            List<Statement> statements, List<Decision> decided, String node, int day) {
        return ask(statements, decided, node, day, POLICY);
    }

    static Permission ask(
            List<Statement> statements,
            List<Decision> decided,
            String node,
            int day,
            Policy policy) {
        List<Decision> all = new ArrayList<>(decided);
        all.addAll(Words.decisions(statements, speakers(), policy));
        Subject subject =
                new Subject(
                        "p",
                        1,
                        false,
                        false,
                        NODES.entrySet().stream()
                                .map(
                                        entry ->
                                                new Subject.Node(
                                                        entry.getKey(),
                                                        1,
                                                        entry.getValue().group(),
                                                        entry.getValue().source(),
                                                        null))
                                .toList(),
                        all,
                        null,
                        null);
        return Permit.permit(
                subject,
                node,
                policy,
                Use.STORE,
                MARKETING,
                DataCategory.CONTACT,
                Party.NOBODY,
                null,
                day(day),
                day(day));
    }

    static List<Speaker> speakers() {
        return NODES.entrySet().stream()
                .map(
                        entry ->
                                new Speaker(
                                        entry.getKey(),
                                        entry.getValue().group(),
                                        entry.getValue().kind(),
                                        !entry.getValue().group().equals("own")))
                .toList();
    }
}
