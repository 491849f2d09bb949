package org.purposecdp.contracts.permit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.NoticeGiven;
import org.purposecdp.contracts.subject.Subject;

/** The people of {@code permit/table.md}, as its column "on file" words them. */
final class PermitWorld {
    private static final Instant DAY_0 = Instant.parse("2026-06-01T00:00:00Z");
    private static final Pattern WHO = Pattern.compile("(other|open|phone|both|bearer): (.*)");
    private static final Pattern SAYING =
            Pattern.compile(
                    "(?<state>state |act"
                            + " )?(?<kind>grant|refuse|withdraw|object|restrict|unrestrict|unclear)(?<just>"
                            + " just to)? (?<purpose>\\S+)(?: by (?<channel>\\S+))?"
                            + " @(?<at>-?\\d+)(?:\\.\\.(?<to>-?\\d+))?(?: from (?<from>-?\\d+))?(?:"
                            + " v(?<version>\\d+))?(?: under (?<notice>\\S+))?");
    private static final Pattern FACT =
            Pattern.compile("(contract|vital) @(-?\\d+)(?:\\.\\.(-?\\d+))?");
    private static final Pattern SIXTEEN = Pattern.compile("sixteen on day (-?\\d+)");
    private static final Pattern TOLD = Pattern.compile("told (\\S+) v(\\d+) @(-?\\d+)");

    private final List<Decision> decisions = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<NoticeGiven> told = new ArrayList<>();

    private PermitWorld() {}

    static Instant day(int day) {
        return DAY_0.plus(Duration.ofDays(day));
    }

    private static Instant day(String day) {
        return day == null ? null : day(Integer.parseInt(day));
    }

    /** The Subject that the words of the column "on file" describe. */
    static Subject subject(String words) {
        if (words.equals("nobody")) {
            return null;
        }
        if (words.equals("blocked")) {
            return Subject.blocked("profile", 7, false);
        }
        PermitWorld world = new PermitWorld();
        Arrays.stream(words.split(" ; "))
                .filter(saying -> !Set.of("", "ended", "stranger").contains(saying))
                .forEach(world::put);
        return new Subject(
                "profile",
                7,
                words.endsWith("ended"),
                false,
                words.equals("stranger") ? List.of(node("elsewhere", "own")) : nodes(),
                world.decisions,
                world.facts,
                world.told);
    }

    /** A node of each source, which its id is; browsers and apps are groups of their own. */
    private static List<Subject.Node> nodes() {
        return List.of(
                node("shop", "own"),
                node("till", "own"),
                node("kiosk", "own"),
                node("lost", "own"),
                node("linked", "other"),
                node("web", "open"),
                node("app", "phone"));
    }

    private static Subject.Node node(String source, String group) {
        return new Subject.Node(source, 1, group, source, List.of());
    }

    private void put(String words) {
        Matcher said = WHO.matcher(words);
        String who = said.matches() ? said.group(1) : "own";
        String saying = said.matches() ? said.group(2) : words;
        String id = "e" + (decisions.size() + facts.size() + told.size());
        Set<String> groups =
                switch (who) {
                    case "both" -> Set.of("own", "other");
                    case "bearer" -> Set.of();
                    default -> Set.of(who);
                };
        Matcher decision = SAYING.matcher(saying);
        Matcher fact = FACT.matcher(saying);
        Matcher sixteen = SIXTEEN.matcher(saying);
        Matcher notice = TOLD.matcher(saying);
        if (decision.matches()) {
            decisions.add(decision(id, decision, who, groups));
        } else if (fact.matches()) {
            Fact.Kind kind =
                    fact.group(1).equals("vital") ? Fact.Kind.VITAL_INTEREST : Fact.Kind.CONTRACT;
            facts.add(new Fact(id, kind, day(fact.group(2)), day(fact.group(3)), groups));
        } else if (sixteen.matches()) {
            Instant born = day(sixteen.group(1)).atZone(ZoneOffset.UTC).minusYears(16).toInstant();
            facts.add(new Fact(id, Fact.Kind.BIRTH_DATE, born, null, groups));
        } else if (notice.matches()) {
            told.add(
                    new NoticeGiven(
                            notice.group(1),
                            Integer.parseInt(notice.group(2)),
                            day(notice.group(3)),
                            groups));
        } else {
            throw new IllegalArgumentException("the table says '" + words + "'");
        }
    }

    private static Decision decision(String id, Matcher words, String who, Set<String> groups) {
        String purpose = words.group("purpose");
        String kind = words.group("kind");
        boolean unclear = kind.equals("unclear");
        String notice = words.group("notice");
        String version = words.group("version");
        return new Decision(
                id,
                unclear
                        ? Decision.Kind.REFUSE
                        : Decision.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                purpose,
                words.group("channel") == null ? null : Channel.valueOf(words.group("channel")),
                day(words.group("at")),
                day(words.group("from")),
                day(words.group("to")),
                notice == null ? purpose + "-notice" : notice,
                version == null ? 1 : Integer.parseInt(version),
                !Set.of("open", "phone").contains(who),
                words.group("state") == null ? !unclear : words.group("state").equals("act "),
                !unclear,
                words.group("just") != null,
                groups,
                who.equals("bearer") ? Set.of("shop", "web") : Set.of());
    }
}
