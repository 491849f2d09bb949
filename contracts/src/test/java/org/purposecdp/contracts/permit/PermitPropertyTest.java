package org.purposecdp.contracts.permit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.PolicyBySource;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.contracts.permit.PermitRegister.POLICY;
import static org.purposecdp.contracts.permit.PermitWorld.day;

/** What holds for every person, whatever is on file. */
class PermitPropertyTest {
    private static final PolicyBySource BY_SOURCE = new PolicyBySource(POLICY);

    /** Stands for the purpose that is asked about. */
    private static final String THIS = "THIS";

    /** What permits almost everything, so that what is said besides makes the difference. */
    private static final List<String> GROUNDS =
            List.of(
                    "grant THIS @-70",
                    "grant season @-70",
                    "contract @-70",
                    "vital @-70",
                    "sixteen on day -900",
                    "told THIS-notice v2 @-70");

    /**
     * One question to the rule; the data is of the source that is asked about.
     *
     * @param grounded whether there are {@link #GROUNDS} besides what is on file
     */
    record Question(
            Use use,
            String purpose,
            Channel channel,
            String source,
            boolean grounded,
            int arose,
            int later) {
        Permission of(List<String> onFile) {
            return of(subject(onFile), at());
        }

        Subject subject(List<String> onFile) {
            String here = group().equals("own") ? "" : group() + ": ";
            Stream<String> grounds = grounded ? GROUNDS.stream().map(here::concat) : Stream.of();
            return PermitWorld.subject(
                    Stream.concat(grounds, onFile.stream())
                            .collect(Collectors.joining(" ; "))
                            .replace(THIS, purpose));
        }

        Permission of(Subject subject, Instant at) {
            return of(subject, POLICY, at);
        }

        Permission of(Subject subject, Policy policy, Instant at) {
            Party party =
                    switch (use) {
                        case COLLECT -> Party.source(source);
                        case STORE -> Party.NOBODY;
                        case READ -> Party.client("service-desk");
                        case SEND -> Party.destination("crm");
                    };
            return Permit.permit(
                    subject,
                    source,
                    policy,
                    use,
                    purpose,
                    DataCategory.CONTACT,
                    party,
                    use == Use.SEND ? channel : null,
                    day(arose),
                    at);
        }

        Instant at() {
            return day(arose + later);
        }

        String group() {
            return switch (source) {
                case "web" -> "open";
                case "app" -> "phone";
                default -> "own";
            };
        }

        Question with(Use another) {
            return new Question(another, purpose, channel, source, grounded, arose, later);
        }
    }

    @Property
    void consentIsNeverRetroactive(
            @ForAll("onFile") List<String> onFile, @ForAll("questions") Question question) {
        Question collect = question.with(Use.COLLECT);
        Permission answer = collect.of(onFile);

        if (answer.permitted() && answer.basis() == LegalBasis.CONSENT) {
            assertThat(List.of(day(question.arose()), question.at()))
                    .allMatch(instant -> agreed(onFile, question, question.purpose(), instant));
        }
    }

    /** ePrivacy Art. 5(3), and a source that nobody knows counts as a device's. */
    @Property
    void whatComesFromADeviceRestsOnConsentThereOrAnExemption(
            @ForAll("onFile") List<String> onFile, @ForAll("deviceQuestions") Question question) {
        Permission answer = question.of(onFile);
        Instant when = question.use() == Use.COLLECT ? day(question.arose()) : question.at();

        if (answer.permitted() && !question.purpose().equals("basket")) {
            Stream<String> purposes =
                    Policy.isOfTheDoor(question.purpose())
                            ? POLICY.purposes().stream().map(Purpose::id)
                            : Stream.of(question.purpose());
            assertThat(purposes).anyMatch(purpose -> agreed(onFile, question, purpose, when));
        }
    }

    @Property
    void aNoNeverTurnsADenialIntoAPermission(
            @ForAll("onFile") List<String> onFile,
            @ForAll("noes") String no,
            @ForAll("questions") Question question) {
        if (question.of(plus(onFile, no)).permitted()) {
            assertThat(question.of(onFile).permitted()).isTrue();
        }
    }

    @Property(tries = 3000)
    void aStateYesLiftsNobodysNo(
            @ForAll("onFile") List<String> onFile,
            @ForAll("stateYeses") String yes,
            @ForAll("questions") Question question) {
        Permission before = question.of(onFile);

        if (saysNo(before)) {
            Permission after = question.of(plus(onFile, yes));
            assertThat(after.condition()).isEqualTo(before.condition());
            assertThat(after.ownNo()).isEqualTo(before.ownNo());
        }
    }

    @Property
    void mergingNeverGainsABasis(
            @ForAll("ownSayings") List<String> own,
            @ForAll("otherSayings") List<String> others,
            @ForAll("shopQuestions") Question question) {
        List<String> merged = new ArrayList<>(own);
        merged.addAll(others);

        if (question.of(merged).permitted()) {
            assertThat(question.of(own).permitted()).isTrue();
        }
    }

    @Property
    void theOrderOfWhatIsOnFileDoesNotMatter(
            @ForAll("onFile") List<String> onFile,
            @ForAll Random random,
            @ForAll("questions") Question question) {
        Subject subject = question.subject(onFile);
        Subject shuffled =
                new Subject(
                        subject.profileId(),
                        subject.version(),
                        subject.ended(),
                        subject.ack(),
                        shuffled(subject.nodes(), random),
                        shuffled(subject.decisions(), random),
                        shuffled(subject.facts(), random),
                        shuffled(subject.notices(), random));

        assertThat(question.of(shuffled, question.at()))
                .isEqualTo(question.of(subject, question.at()));
    }

    @Property(tries = 3000)
    void untilThenTimeAloneChangesNothing(
            @ForAll("onFile") List<String> onFile,
            @ForAll("questions") Question question,
            @ForAll("parts") int part) {
        Subject subject = question.subject(onFile);
        Permission now = question.of(subject, question.at());
        Instant end =
                now.until() == null
                        ? question.at().plus(Duration.ofDays(400))
                        : now.until().minusNanos(1);
        Instant between =
                question.at()
                        .plus(Duration.between(question.at(), end).dividedBy(8).multipliedBy(part));

        for (Instant instant : List.of(between, end)) {
            Permission then = question.of(subject, instant);
            assertThat(then.permitted()).as("%s", instant).isEqualTo(now.permitted());
            assertThat(then.condition()).as("%s", instant).isEqualTo(now.condition());
            assertThat(then.ownNo()).as("%s", instant).isEqualTo(now.ownNo());
        }
    }

    @Property
    void onlyAnActOfTheOwnGroupErases(
            @ForAll("onFile") List<String> onFile, @ForAll("questions") Question question) {
        Permission answer = question.of(onFile);

        if (answer.ownNo()) {
            Decision no =
                    question.subject(onFile).decisions().stream()
                            .filter(decision -> decision.id().equals(answer.evidence()))
                            .findFirst()
                            .orElseThrow();
            assertThat(no.act() && no.understood()).isTrue();
            assertThat(no.groups()).contains(question.group());
        }
    }

    /** GDPR Art. 18, 21(1): or a stranger could stop somebody's order. */
    @Property
    void anothersRestrictionStopsNothingHere(
            @ForAll("onFile") List<String> onFile,
            @ForAll("othersRestrictions") String restriction,
            @ForAll("shopQuestions") Question question) {
        Permission before = question.of(onFile);
        Permission after = question.of(plus(onFile, restriction));

        assertThat(after.permitted()).isEqualTo(before.permitted());
        assertThat(after.condition()).isEqualTo(before.condition());
    }

    @Property
    void restrictedDataIsKeptAndNothingElse(
            @ForAll("onFile") List<String> onFile, @ForAll("questions") Question question) {
        List<String> restricted =
                plus(
                        onFile,
                        (question.group().equals("own") ? "" : question.group() + ": ")
                                + "restrict * @200");
        Question after =
                new Question(
                        question.use(),
                        question.purpose(),
                        question.channel(),
                        question.source(),
                        question.grounded(),
                        question.arose(),
                        200 - question.arose());

        if (question.use() == Use.STORE) {
            assertThat(after.of(restricted).permitted()).isEqualTo(after.of(onFile).permitted());
        } else if (!question.purpose().equals("claims")) {
            assertThat(after.of(restricted).permitted()).isFalse();
            assertThat(after.of(restricted).condition())
                    .isNotIn(
                            Condition.NO_CONSENT,
                            Condition.NO_FACT,
                            Condition.FACT_ENDED,
                            Condition.NOTICE_NOT_GIVEN,
                            Condition.NO_TERMINAL_CONSENT);
        }
    }

    @Property
    void aSourceThatNobodyKnowsCountsAsADevices(
            @ForAll("onFile") List<String> onFile, @ForAll("shopQuestions") Question question) {
        Subject subject = question.subject(onFile);
        Policy unknown = with(sourceless(question.source()));
        Policy device =
                with(
                        Stream.concat(
                                        sourceless(question.source()).stream(),
                                        Stream.of(device(question.source())))
                                .toList());

        assertThat(question.of(subject, unknown, question.at()))
                .isEqualTo(question.of(subject, device, question.at()));
    }

    /** But an objection to one direct marketing, and consents at the door. */
    @Property
    void decisionsOnOtherPurposesSayNothing(
            @ForAll("onFile") List<String> onFile,
            @ForAll("decisions") String decision,
            @ForAll("questions") Question question) {
        List<Decision> decisions = question.subject(List.of(decision)).decisions();
        Decision said = decisions.get(decisions.size() - 1);
        boolean concerns =
                said.concerns(question.purpose())
                        || said.kind() == Kind.OBJECT
                        || Policy.isOfTheDoor(question.purpose());

        if (!concerns) {
            // At the end, so that what is evidence keeps its id.
            assertThat(question.of(plus(onFile, decision))).isEqualTo(question.of(onFile));
        }
    }

    /** And nothing else of the policy: what was said of other sources concerns nobody here. */
    @Property
    void whatIsOfASourceIsJudgedByWhatConcernsIt(
            @ForAll("onFile") List<String> onFile, @ForAll("questions") Question question) {
        Subject subject = question.subject(onFile);
        for (Use use : List.of(Use.COLLECT, Use.STORE)) {
            assertThat(ofSource(question, use, subject, BY_SOURCE.of(question.source())))
                    .isEqualTo(ofSource(question, use, subject, POLICY));
        }
    }

    private static Permission ofSource(Question question, Use use, Subject subject, Policy policy) {
        return Permit.permit(
                subject,
                question.source(),
                policy,
                use,
                question.purpose(),
                DataCategory.CONTACT,
                Party.source(question.source()),
                null,
                day(question.arose()),
                question.at());
    }

    private static boolean saysNo(Permission answer) {
        return answer.condition() == Condition.RESTRICTED
                || answer.condition() != null && answer.condition().isRefusal();
    }

    /**
     * Told otherwise than the rule does: a "yes" of this group, and no "no" that it did not lift.
     */
    private static boolean agreed(
            List<String> onFile, Question question, String purpose, Instant instant) {
        List<Decision> said =
                question.subject(onFile).decisions().stream()
                        .filter(decision -> decision.concerns(purpose))
                        .filter(decision -> decision.channel() == null)
                        .filter(decision -> decision.inForce(instant))
                        .toList();
        List<Decision> yeses =
                said.stream()
                        .filter(decision -> decision.kind() == Kind.GRANT)
                        .filter(decision -> decision.groups().contains(question.group()))
                        .toList();
        return !yeses.isEmpty()
                && said.stream()
                        .filter(decision -> decision.kind().refuses())
                        .filter(decision -> decision.groups().contains(question.group()))
                        .allMatch(
                                no ->
                                        said.stream()
                                                .filter(yes -> yes.kind() == Kind.GRANT)
                                                .filter(Decision::act)
                                                .anyMatch(yes -> yes.at().isAfter(no.at())));
    }

    private static List<String> plus(List<String> onFile, String more) {
        List<String> both = new ArrayList<>(onFile);
        both.add(more);
        return both;
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    private static List<Source> sourceless(String id) {
        return POLICY.sources().stream().filter(source -> !source.id().equals(id)).toList();
    }

    private static Source device(String id) {
        return new Source(id, 1, false, SourceKind.PUBLIC, true, List.of());
    }

    private static Policy with(List<Source> sources) {
        return new Policy(
                POLICY.version(),
                POLICY.at(),
                POLICY.purposes(),
                POLICY.activities(),
                POLICY.notices(),
                POLICY.catalogue(),
                POLICY.identityRules(),
                sources);
    }

    @Provide
    Arbitrary<Question> questions() {
        return questions("shop", "till", "kiosk", "web", "web", "app", "lost");
    }

    @Provide
    Arbitrary<Question> shopQuestions() {
        return questions("shop", "till", "kiosk");
    }

    @Provide
    Arbitrary<Question> deviceQuestions() {
        return questions("web", "app", "lost");
    }

    private static Arbitrary<Question> questions(String... sources) {
        return Combinators.combine(
                        Arbitraries.of(Use.values()),
                        purposes(),
                        Arbitraries.of(Channel.values()).injectNull(0.1),
                        Arbitraries.of(sources),
                        Arbitraries.of(true, true, false),
                        Arbitraries.integers().between(-60, 60),
                        Arbitraries.integers().between(0, 60))
                .as(Question::new);
    }

    @Provide
    Arbitrary<Integer> parts() {
        return Arbitraries.integers().between(0, 8);
    }

    @Provide
    Arbitrary<List<String>> onFile() {
        return said(who(), sayings());
    }

    @Provide
    Arbitrary<List<String>> ownSayings() {
        return said(Arbitraries.of("", "", "open: ", "phone: "), sayings());
    }

    /** Whatever another group says, its consents and facts among it. */
    @Provide
    Arbitrary<List<String>> otherSayings() {
        return said(Arbitraries.of("other: "), sayings());
    }

    @Provide
    Arbitrary<String> noes() {
        return Combinators.combine(
                        who(),
                        decision(
                                "refuse",
                                "withdraw",
                                "object",
                                "object just to",
                                "restrict",
                                "unclear",
                                "state refuse"))
                .as(String::concat);
    }

    @Provide
    Arbitrary<String> stateYeses() {
        return Combinators.combine(who(), decision("state grant")).as(String::concat);
    }

    @Provide
    Arbitrary<String> othersRestrictions() {
        return Combinators.combine(
                        Arbitraries.of("other: ", "open: ", "phone: "), decision("restrict"))
                .as(String::concat);
    }

    @Provide
    Arbitrary<String> decisions() {
        return Combinators.combine(who(), anyDecision()).as(String::concat);
    }

    private static Arbitrary<String> who() {
        return Arbitraries.of(
                "", "", "", "open: ", "open: ", "phone: ", "other: ", "both: ", "bearer: ");
    }

    private static Arbitrary<List<String>> said(Arbitrary<String> who, Arbitrary<String> what) {
        return Combinators.combine(who, what).as(String::concat).list().ofMaxSize(12);
    }

    private static Arbitrary<String> sayings() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, anyDecision()),
                Tuple.of(2, fact()),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "sixteen on day -900", "sixteen on day 20", "sixteen on day 30")),
                Tuple.of(2, told()));
    }

    private static Arbitrary<String> anyDecision() {
        return decision(
                "grant",
                "grant",
                "grant",
                "state grant",
                "refuse",
                "state refuse",
                "unclear",
                "withdraw",
                "object",
                "object just to",
                "restrict",
                "unrestrict");
    }

    private static Arbitrary<String> decision(String... kinds) {
        return Combinators.combine(
                        Arbitraries.of(kinds),
                        Arbitraries.oneOf(
                                Arbitraries.just(THIS),
                                Arbitraries.just(THIS),
                                Arbitraries.of("*", "offers", "shots", "season"),
                                purposes()),
                        Arbitraries.of("", "", "", " by EMAIL", " by ADVERTISING"),
                        when(),
                        Arbitraries.of("", "", "..25", "..60"),
                        Arbitraries.of("", "", "", " from 10"),
                        Arbitraries.of("", " v2"))
                .as(
                        (kind, purpose, by, day, to, from, version) ->
                                kind + " " + purpose + by + " @" + day + to + from + version);
    }

    private static Arbitrary<String> fact() {
        return Combinators.combine(
                        Arbitraries.of("contract", "vital"),
                        when(),
                        Arbitraries.of("", "..20", "..40"))
                .as((what, day, end) -> what + " @" + day + end);
    }

    private static Arbitrary<String> told() {
        return Combinators.combine(
                        Arbitraries.of(THIS, THIS, "watch", "insight"),
                        Arbitraries.of(1, 2),
                        when())
                .as(
                        (purpose, version, day) ->
                                "told " + purpose + "-notice v" + version + " @" + day);
    }

    private static Arbitrary<Integer> when() {
        return Arbitraries.integers().between(-20, 60);
    }

    private static Arbitrary<String> purposes() {
        return Arbitraries.of(
                POLICY.activities().stream().map(Activity::purpose).distinct().toList());
    }
}
