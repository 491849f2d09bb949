package org.purposecdp.contracts.permit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Subject;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every use, channel, group and proof, and for two activities side by side. */
class PermitChannelPropertyTest {
    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
    private static final int DAYS = 500;
    private static final Policy POLICY = policy();

    /** What is on file, in the words of {@code permit-stories.yaml}. */
    record OnFile(List<String> decisions, List<String> facts, List<String> notices) {
        OnFile and(OnFile other) {
            return new OnFile(
                    join(decisions, other.decisions),
                    join(facts, other.facts),
                    join(notices, other.notices));
        }

        OnFile in(String group) {
            return new OnFile(
                    decisions.stream().map(line -> line.replace("in own", "in " + group)).toList(),
                    facts.stream().map(line -> line.replace("in own", "in " + group)).toList(),
                    notices.stream().map(line -> line.replace("in own", "in " + group)).toList());
        }

        OnFile shuffled(Random random) {
            List<List<String>> lists = new ArrayList<>();
            for (List<String> lines : List.of(decisions, facts, notices)) {
                List<String> copy = new ArrayList<>(lines);
                Collections.shuffle(copy, random);
                lists.add(copy);
            }
            return new OnFile(lists.get(0), lists.get(1), lists.get(2));
        }

        Subject subject() {
            return PermitStories.subject(
                    new PermitStories.Given(decisions, facts, notices, null, null, null));
        }

        private static List<String> join(List<String> one, List<String> other) {
            List<String> both = new ArrayList<>(one);
            both.addAll(other);
            return both;
        }
    }

    record Question(String purpose, Use use, Channel channel, int day) {
        Permission of(OnFile onFile) {
            return at(onFile, FIRST.plus(Duration.ofDays(day)));
        }

        Permission at(OnFile onFile, Instant at) {
            Party party =
                    switch (use) {
                        case COLLECT -> Party.source("shop");
                        case STORE -> Party.NOBODY;
                        case READ -> Party.client("service-desk");
                        case SEND -> Party.destination("mailer");
                    };
            return Permit.permit(
                    onFile.subject(),
                    "own",
                    POLICY,
                    use,
                    purpose,
                    DataCategory.CONTACT,
                    party,
                    use == Use.SEND ? channel : null,
                    FIRST.plus(Duration.ofDays(day)),
                    at);
        }
    }

    @Property
    void mergingGainsNothing(
            @ForAll("ownFiles") OnFile own,
            @ForAll("ownFiles") OnFile other,
            @ForAll("questions") Question question) {
        if (question.of(own.and(other.in("linked"))).permitted()) {
            assertThat(question.of(own).permitted()).isTrue();
        }
    }

    @Property
    void oneMoreNoGainsNothing(
            @ForAll("files") OnFile onFile,
            @ForAll("refusals") String no,
            @ForAll("questions") Question question) {
        OnFile more = onFile.and(new OnFile(List.of(no), List.of(), List.of()));

        if (question.of(more).permitted()) {
            assertThat(question.of(onFile).permitted()).isTrue();
        }
    }

    @Property
    void orderDoesNotMatter(
            @ForAll("files") OnFile onFile,
            @ForAll Random random,
            @ForAll("questions") Question question) {
        assertThat(question.of(onFile.shuffled(random))).isEqualTo(question.of(onFile));
    }

    @Property
    void theAnswerStaysUntilThen(
            @ForAll("files") OnFile onFile, @ForAll("questions") Question question) {
        Permission now = question.of(onFile);
        Instant start = FIRST.plus(Duration.ofDays(question.day()));
        Instant end = now.until() == null ? start.plus(Duration.ofDays(4000)) : now.until();

        for (long part = 1; part <= 8; part++) {
            Instant between =
                    start.plus(
                            Duration.between(start, end.minusNanos(1))
                                    .dividedBy(8)
                                    .multipliedBy(part));
            Permission then = question.at(onFile, between);
            assertThat(then.permitted()).as("at %s", between).isEqualTo(now.permitted());
            assertThat(then.ownNo()).as("at %s", between).isEqualTo(now.ownNo());
        }
    }

    @Provide
    Arbitrary<Question> questions() {
        return Combinators.combine(
                        purposes(),
                        Arbitraries.of(Use.values()),
                        Arbitraries.of(Channel.values()).injectNull(0.1),
                        Arbitraries.integers().between(0, DAYS))
                .as(Question::new);
    }

    @Provide
    Arbitrary<OnFile> ownFiles() {
        return files(Arbitraries.just("own"));
    }

    @Provide
    Arbitrary<OnFile> files() {
        return files(Arbitraries.of("own", "own", "linked", "own,linked", "nowhere"));
    }

    @Provide
    Arbitrary<String> refusals() {
        return decisions(
                Arbitraries.of("REFUSE", "WITHDRAW", "OBJECT", "OBJECT just to", "RESTRICT"),
                Arbitraries.of("own", "linked", "own,linked", "nowhere"));
    }

    private static Arbitrary<OnFile> files(Arbitrary<String> groups) {
        Arbitrary<String> decisions =
                decisions(
                        Arbitraries.of(
                                "GRANT",
                                "GRANT",
                                "GRANT",
                                "GRANT",
                                "REFUSE",
                                "WITHDRAW",
                                "OBJECT",
                                "OBJECT just to",
                                "RESTRICT",
                                "UNRESTRICT"),
                        groups);
        Arbitrary<String> facts =
                Combinators.combine(
                                Arbitraries.of("CONTRACT", "VITAL_INTEREST", "BIRTH_DATE"),
                                dates(),
                                Arbitraries.of("", " to 2025-09-09", " to 2026-02-02"),
                                groups)
                        .as(
                                (kind, from, to, in) ->
                                        kind + " from " + born(kind, from) + to + " in " + in);
        Arbitrary<String> notices =
                Combinators.combine(Arbitraries.of(1, 2, 3), dates(), groups)
                        .as((version, at, in) -> "privacy/" + version + " on " + at + " in " + in);
        return Combinators.combine(
                        decisions.list().ofMaxSize(8),
                        facts.list().ofMaxSize(4),
                        notices.list().ofMaxSize(3))
                .as(OnFile::new);
    }

    private static String born(String kind, String date) {
        return kind.equals("BIRTH_DATE")
                ? date.replace("2025", "2009").replace("2026", "1990")
                : date;
    }

    private static Arbitrary<String> decisions(Arbitrary<String> kinds, Arbitrary<String> groups) {
        Arbitrary<String> when =
                Combinators.combine(dates(), Arbitraries.of("", "", " state")).as(String::concat);
        Arbitrary<String> until = Arbitraries.of("", "", " until 2025-09-09", " until 2026-02-02");
        return Combinators.combine(
                        when,
                        kinds,
                        Arbitraries.oneOf(purposes(), Arbitraries.just("*")),
                        Arbitraries.of("", "", " by EMAIL", " by SMS", " by PHONE"),
                        until,
                        Arbitraries.of(" under privacy/1", " under privacy/3", " under cookies/1"),
                        groups,
                        Arbitraries.of("", " unproven"))
                .as(
                        (at, kind, purpose, by, to, under, in, proof) ->
                                at + " " + kind + " " + purpose + by + to + under + " in " + in
                                        + proof);
    }

    private static Arbitrary<String> purposes() {
        return Arbitraries.of("newsletter", "survey", "games", "service", "offers", "analytics");
    }

    private static Arbitrary<String> dates() {
        return Arbitraries.integers()
                .between(0, DAYS)
                .map(day -> FIRST.plus(Duration.ofDays(day)).toString().substring(0, 10));
    }

    /** The stories' register; offers have a soft opt-in, newsletter and games a second activity. */
    private static Policy policy() {
        try {
            ObjectNode register = PermitStories.read().policy();
            Policy first = Json.MAPPER.convertValue(register, Policy.class);
            List<Activity> activities = new ArrayList<>();
            for (Activity activity : first.activities()) {
                activities.add(with(activity, activity.id(), activity.notice(), activity.from()));
                if (List.of("newsletter", "games").contains(activity.purpose())) {
                    activities.add(
                            with(
                                    activity,
                                    "z-" + activity.id(),
                                    "cookies",
                                    FIRST.plus(Duration.ofDays(200))));
                }
            }
            List<Notice> notices = new ArrayList<>(first.notices());
            notices.add(new Notice("cookies", List.of(new Notice.Version(1, false, FIRST))));
            return new Policy(
                    first.version(),
                    first.at(),
                    first.purposes(),
                    activities,
                    notices,
                    first.catalogue(),
                    first.identityRules(),
                    first.sources());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Activity with(Activity activity, String id, String notice, Instant from) {
        return new Activity(
                id,
                activity.purpose(),
                activity.categories(),
                activity.basis(),
                activity.sources(),
                activity.readers(),
                activity.recipients(),
                activity.retention(),
                new NoticeVersion(notice, 1),
                activity.noticeWithin(),
                activity.law(),
                activity.assessment(),
                activity.terminalExemption(),
                activity.despiteRestriction(),
                activity.specialCondition(),
                activity.purpose().equals("offers"),
                from,
                activity.to());
    }
}
