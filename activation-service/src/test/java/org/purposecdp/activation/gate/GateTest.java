package org.purposecdp.activation.gate;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Subject;

import static org.assertj.core.api.Assertions.assertThat;

class GateTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final Set<DataCategory> CATEGORIES =
            Set.of(DataCategory.CONTACT, DataCategory.TRANSACTIONAL);

    private final Policy policy =
            new Policy(
                    3,
                    AT,
                    List.of(
                            new Purpose("offers", "Offers", true, null, null, Set.of(), null, null),
                            new Purpose("care", "Care", false, null, null, Set.of(), null, null)),
                    List.of(
                            activity("offers-by-mail", "offers", CATEGORIES),
                            activity("care-by-mail", "care", CATEGORIES)),
                    List.of(
                            new Notice(
                                    "offers-notice",
                                    List.of(new Notice.Version(1, true, Instant.EPOCH)))),
                    new Catalogue(
                            Map.of("email", DataCategory.CONTACT, "city", DataCategory.LOCATION),
                            Map.of("Order Completed", DataCategory.TRANSACTIONAL),
                            null),
                    IdentityRules.DEFAULT,
                    List.of(new Source("shop", 1, false, SourceKind.SERVER, false, null)));

    private static Activity activity(String id, String purpose, Set<DataCategory> categories) {
        return new Activity(
                id,
                purpose,
                categories,
                LegalBasis.CONSENT,
                Set.of("shop"),
                Set.of("marketing"),
                Set.of("mailer"),
                null,
                new NoticeVersion("offers-notice", 1),
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null);
    }

    @Test
    void anOrderOfSomeoneWhoConsentedIsSentWithThePermittedTraitsOnly() {
        Verdict verdict = decide(order(Channel.POST), known(view(4, null), anna(4, yes("g1", 1))));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Send.class,
                        send -> {
                            assertThat(send.traits()).containsOnlyKeys("email");
                            assertThat(send.evidence()).isEqualTo("yes-1");
                            assertThat(send.nodes()).containsExactly("n1");
                            assertThat(send.subjectVersion()).isEqualTo(4);
                        });
    }

    @Test
    void aPurposeThatNeverHadAnythingToShowIsDecidedNotWaitedFor() {
        Subject refusing = anna(4, decision("no-1", Decision.Kind.REFUSE, null, "g1", 1));
        assertThat(
                        decide(
                                order(Channel.POST),
                                new Known(null, 4, refusing, false, Map.of("n1", "p1"))))
                .isInstanceOfSatisfying(
                        Verdict.Suppress.class,
                        no -> assertThat(no.reason()).isEqualTo("CONSENT_REFUSED"));
        assertThat(
                        decide(
                                order(Channel.POST),
                                new Known(null, 0, refusing, false, Map.of("n1", "p1"))))
                .isInstanceOf(Verdict.Wait.class);
    }

    @Test
    void withdrawnConsentSuppressesDelivery() {
        Subject subject =
                anna(4, yes("g1", 1), decision("no-2", Decision.Kind.WITHDRAW, null, "g1", 2));
        assertThat(decide(order(Channel.POST), known(view(4, null), subject)))
                .isInstanceOfSatisfying(
                        Verdict.Suppress.class,
                        no -> {
                            assertThat(no.reason()).isEqualTo("CONSENT_WITHDRAWN");
                            assertThat(no.evidence()).isEqualTo("no-2");
                        });
    }

    @Test
    void aChannelWithoutConsentOfItsOwnSuppressesDelivery() {
        Verdict verdict = decide(order(Channel.EMAIL), known(view(4, null), anna(4, yes("g1", 1))));
        assertThat(reason(verdict)).isEqualTo("NO_CHANNEL_CONSENT");
    }

    @Test
    void offersGoNowhereWhileNobodyHasSaidByWhatChannel() {
        Known known = known(view(4, null), anna(4, yes("g1", 1)));
        assertThat(reason(decide(order(null), known))).isEqualTo("NO_CHANNEL");
        Subject cared = anna(4, decision("yes-1", Decision.Kind.GRANT, "care", null, "g1", 1));
        assertThat(decide(about("care", null), known(view(4, null), cared)))
                .isInstanceOfSatisfying(
                        Verdict.Send.class, send -> assertThat(send.channels()).isEmpty());
    }

    @Test
    void whereNoMessageComesOfItTheReceiverIsToldByWhatOneMightBeSent() {
        Subject subject =
                anna(
                        4,
                        yes("g1", 1),
                        decision("sms", Decision.Kind.GRANT, "offers", Channel.SMS, "g1", 1),
                        decision("post", Decision.Kind.REFUSE, "offers", Channel.POST, "g1", 1));
        Map<Channel, Boolean> channels =
                Map.of(
                        Channel.EMAIL, false,
                        Channel.SMS, true,
                        Channel.PUSH, false,
                        Channel.PHONE, true,
                        Channel.AUTOMATED_CALL, false,
                        Channel.POST, false);
        Known known = known(view(4, null), subject);

        assertThat(decide(order(Channel.NONE), known))
                .isInstanceOfSatisfying(
                        Verdict.Send.class,
                        send -> assertThat(send.channels()).isEqualTo(channels));
        Ask member =
                new Ask(
                        "p1",
                        "n1",
                        "offers",
                        "mailer",
                        Channel.NONE,
                        false,
                        null,
                        Set.of("email"),
                        Set.of("Order Completed"));
        assertThat(decide(member, known))
                .isInstanceOfSatisfying(
                        Verdict.Send.class,
                        send -> assertThat(send.channels()).isEqualTo(channels));
        assertThat(decide(order(Channel.SMS), known))
                .isInstanceOfSatisfying(
                        Verdict.Send.class, send -> assertThat(send.channels()).isEmpty());
    }

    @Test
    void aClientMayKnowOfAMemberOnlyWhatItMayReadOfAllTheRuleLooksAt() {
        Known known = known(view(4, null), anna(4, yes("g1", 1)));

        assertThat(glance("marketing", "email").permits("p1", "n1", known, AT)).isTrue();
        assertThat(glance("till", "email").permits("p1", "n1", known, AT)).isFalse();
        assertThat(glance("marketing", "city").permits("p1", "n1", known, AT)).isFalse();
        assertThat(glance("marketing", "shoeSize").permits("p1", "n1", known, AT)).isFalse();
        assertThat(glance("marketing").permits("p1", "n1", known, AT)).isFalse();
    }

    @Test
    void nobodyIsCountedOfWhomOurCopiesDoNotAgreeOrWhoWithdrew() {
        Glance glance = glance("marketing", "email");
        Subject anna = anna(4, yes("g1", 1));
        Subject withdrawn =
                anna(4, yes("g1", 1), decision("no", Decision.Kind.WITHDRAW, null, "g1", 2));
        View view = view(4, null).view;
        Map<String, String> holders = Map.of("n1", "p1");

        assertThat(glance.permits("p1", "n1", known(view(3, null), anna), AT)).isFalse();
        assertThat(glance.permits("p1", "n1", known(view(4, AT), anna), AT)).isFalse();
        assertThat(glance.permits("p1", "n1", new Known(view, 4, anna, true, holders), AT))
                .isFalse();
        assertThat(glance.permits("p1", "n1", new Known(view, 4, null, false, holders), AT))
                .isFalse();
        assertThat(
                        glance.permits(
                                "p1",
                                "n1",
                                new Known(view, 4, anna, false, Map.of("n1", "p9")),
                                AT))
                .isFalse();
        assertThat(glance.permits("p1", "n1", known(view(4, null), withdrawn), AT)).isFalse();
    }

    private Glance glance(String client, String... traits) {
        return new Glance(client, "offers", Set.of(traits), Set.of(), policy);
    }

    @Test
    void anUnknownDestinationHasNoActivity() {
        Ask ask =
                new Ask(
                        "p1",
                        "n1",
                        "offers",
                        "elsewhere",
                        Channel.POST,
                        true,
                        DataCategory.TRANSACTIONAL,
                        Set.of(),
                        Set.of());
        assertThat(reason(decide(ask, known(view(4, null), anna(4, yes("g1", 1))))))
                .isEqualTo("NO_ACTIVITY");
    }

    @Test
    void aViewOfAnotherSubjectVersionWaits() {
        assertThat(decide(order(Channel.POST), known(view(3, null), anna(4, yes("g1", 1)))))
                .isInstanceOf(Verdict.Wait.class);
    }

    @Test
    void aViewPastItsTimeWaits() {
        assertThat(decide(order(Channel.POST), known(view(4, AT), anna(4, yes("g1", 1)))))
                .isInstanceOf(Verdict.Wait.class);
        assertThat(
                        decide(
                                order(Channel.POST),
                                known(view(4, AT.plusSeconds(1)), anna(4, yes("g1", 1)))))
                .isInstanceOf(Verdict.Send.class);
    }

    @Test
    void withoutSubjectOrViewItWaits() {
        assertThat(decide(order(Channel.POST), new Known(null, 0, null, false, Map.of())))
                .isInstanceOf(Verdict.Wait.class);
        assertThat(
                        decide(
                                order(Channel.POST),
                                new Known(null, 0, anna(4), false, Map.of("n1", "p1"))))
                .isInstanceOf(Verdict.Wait.class);
    }

    @Test
    void aBlockedSubjectSendsNothing() {
        Known known =
                new Known(view(4, null).view, 4, anna(4, yes("g1", 1)), true, Map.of("n1", "p1"));
        assertThat(decide(order(Channel.POST), known)).isInstanceOf(Verdict.Wait.class);
    }

    @Test
    void aContributingNodeHeldBySomebodyElseWaits() {
        View view = new View(Map.of(), Map.of(), Map.of("n1", 1L, "n2", 1L), null);
        Map<String, String> holders = new HashMap<>(Map.of("n1", "p1", "n2", "p9"));
        assertThat(
                        decide(
                                order(Channel.POST),
                                new Known(view, 4, anna(4, yes("g1", 1)), false, holders)))
                .isInstanceOf(Verdict.Wait.class);
    }

    @Test
    void aDeliveryFollowsItsNode() {
        Known known =
                new Known(view(4, null).view, 4, anna(4, yes("g1", 1)), false, Map.of("n1", "p9"));
        assertThat(decide(order(Channel.POST), known)).isEqualTo(new Verdict.Move("p9"));
    }

    @Test
    void anEndedProfilesDeliveryIsSuppressed() {
        Subject ended =
                new Subject("p1", 5, true, false, List.of(), List.of(), List.of(), List.of());
        assertThat(reason(decide(order(Channel.POST), known(view(4, null), ended))))
                .isEqualTo("PROFILE_ENDED");
    }

    @Test
    void anEventOfAnEndedProfileFollowsItsNodeToTheSuccessor() {
        Subject ended =
                new Subject("p1", 5, true, false, List.of(), List.of(), List.of(), List.of());
        Known known = new Known(view(4, null).view, 4, ended, false, Map.of("n1", "p9"));
        assertThat(decide(order(Channel.POST), known)).isEqualTo(new Verdict.Move("p9"));
        assertThat(reason(decide(member(Set.of("email"), Set.of()), known)))
                .isEqualTo("PROFILE_ENDED");
    }

    @Test
    void anAudienceTellsOfAllThatItsRuleLooksAt() {
        Known known = known(view(4, null), anna(4, yes("g1", 1)));
        assertThat(decide(member(Set.of("email"), Set.of("Order Completed")), known))
                .isInstanceOf(Verdict.Send.class);
        assertThat(reason(decide(member(Set.of("email", "city"), Set.of()), known)))
                .isEqualTo("NO_ACTIVITY");
        assertThat(reason(decide(member(Set.of("shoeSize"), Set.of()), known)))
                .isEqualTo("NOT_IN_CATALOGUE");
        assertThat(reason(decide(member(Set.of(), Set.of()), known))).isEqualTo("NOT_IN_CATALOGUE");
    }

    private record Stored(View view, long subjectVersion) {}

    private static Stored view(long subjectVersion, Instant until) {
        View.Trait email =
                new View.Trait(
                        "anna@example.org",
                        DataCategory.CONTACT,
                        LegalBasis.CONSENT,
                        "offers-by-mail",
                        "shop",
                        "n1",
                        AT);
        View.Trait city =
                new View.Trait(
                        "Espoo", DataCategory.LOCATION, LegalBasis.CONSENT, "x", "shop", "n1", AT);
        return new Stored(
                new View(Map.of("email", email, "city", city), Map.of(), Map.of("n1", 1L), until),
                subjectVersion);
    }

    private static Known known(Stored stored, Subject subject) {
        return new Known(stored.view, stored.subjectVersion, subject, false, Map.of("n1", "p1"));
    }

    private static Subject anna(long version, Decision... decisions) {
        return new Subject(
                "p1",
                version,
                false,
                false,
                List.of(new Subject.Node("n1", 1, "g1", "shop", List.of())),
                List.of(decisions),
                List.of(),
                List.of());
    }

    private static Decision yes(String group, int day) {
        return decision("yes-" + day, Decision.Kind.GRANT, null, group, day);
    }

    private static Decision decision(
            String id, Decision.Kind kind, Channel channel, String group, int day) {
        return decision(id, kind, "offers", channel, group, day);
    }

    private static Decision decision(
            String id, Decision.Kind kind, String purpose, Channel channel, String group, int day) {
        return new Decision(
                id,
                kind,
                purpose,
                channel,
                Instant.parse("2026-02-0" + day + "T00:00:00Z"),
                null,
                null,
                "offers-notice",
                1,
                true,
                true,
                true,
                false,
                Set.of(group),
                Set.of());
    }

    private static Ask order(Channel channel) {
        return about("offers", channel);
    }

    private static Ask about(String purpose, Channel channel) {
        return new Ask(
                "p1",
                "n1",
                purpose,
                "mailer",
                channel,
                true,
                DataCategory.TRANSACTIONAL,
                Set.of(),
                Set.of());
    }

    private static Ask member(Set<String> traits, Set<String> events) {
        return new Ask("p1", "n1", "offers", "mailer", Channel.POST, false, null, traits, events);
    }

    private Verdict decide(Ask ask, Known known) {
        return Gate.decide(ask, known, policy, AT);
    }

    private static String reason(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Suppress.class);
        return ((Verdict.Suppress) verdict).reason();
    }
}
