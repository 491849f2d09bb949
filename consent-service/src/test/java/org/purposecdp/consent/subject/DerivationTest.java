package org.purposecdp.consent.subject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.consent.word.Statement;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.NoticeGiven;
import org.purposecdp.contracts.subject.Subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class DerivationTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T10:00:00Z");
    private static final Policy POLICY =
            new Policy(
                    1,
                    MONDAY,
                    List.of(new Purpose("marketing", "Offers", true, null, null, null, null, null)),
                    null,
                    null,
                    null,
                    null,
                    null);

    private final HeldNode web = node("n1", "n1", SourceKind.PUBLIC, "email");
    private final HeldNode shop = node("n2", "n2", SourceKind.SERVER, "email", "loyalty");
    private final HeldNode till = node("n3", "n2", SourceKind.SERVER, "loyalty");

    @Test
    void grantForAnIdentifierHoldsInTheGroupsOfProvenBearersOnly() {
        Subject subject = derive(List.of(web, shop, till), byIdentifier("d1", Kind.GRANT, "email"));

        assertThat(subject.decisions()).singleElement().satisfies(this::isOfTheShopsGroup);
    }

    @Test
    void grantForAnIdentifierThatOnlyAPublicKeyClaimsHoldsNowhere() {
        Subject subject = derive(List.of(web), byIdentifier("d1", Kind.GRANT, "email"));

        assertThat(subject.decisions()).isEmpty();
    }

    @Test
    void refusalForAnIdentifierThatOnlyAPublicKeyClaimsIsKeptWithoutGroups() {
        Subject subject = derive(List.of(web), byIdentifier("d1", Kind.REFUSE, "email"));

        assertThat(subject.decisions()).singleElement().matches(no -> no.groups().isEmpty());
    }

    @Test
    void yesOfAPublicNodeCountsForThatNodeAndIsNotProven() {
        Subject subject = derive(List.of(web, shop), List.of(said("n1", Word.YES)));

        assertThat(subject.decisions())
                .singleElement()
                .matches(yes -> yes.groups().equals(Set.of("n1")))
                .matches(yes -> !yes.proven());
    }

    @Test
    void yesOfAPublicNodeNeverSpeaksForAGroup() {
        HeldNode intruder = node("n4", "n2", SourceKind.PUBLIC, "email");

        Subject subject = derive(List.of(shop, intruder), List.of(said("n4", Word.YES)));

        assertThat(subject.decisions()).isEmpty();
    }

    @Test
    void wordOfSomebodyElsesNodeIsLeftOut() {
        Subject subject = derive(List.of(shop), List.of(said("n1", Word.NO)));

        assertThat(subject.decisions()).isEmpty();
    }

    @Test
    void everyDecisionIsKeptSinceDataMayHaveArisenUnderAnEarlierOne() {
        Subject subject =
                derive(
                        List.of(shop),
                        at(MONDAY, byIdentifier("d1", Kind.GRANT, "email")),
                        at(TUESDAY, byIdentifier("d2", Kind.GRANT, "email")));

        assertThat(subject.decisions()).extracting(Decision::id).containsExactly("d1", "d2");
    }

    @Test
    void oneDecisionWrittenDownTwiceIsOne() {
        Subject subject =
                derive(
                        List.of(shop),
                        byIdentifier("d2", Kind.REFUSE, "email"),
                        byIdentifier("d1", Kind.REFUSE, "email"));

        assertThat(subject.decisions()).extracting(Decision::id).containsExactly("d1");
    }

    @Test
    void pastTheBoundTheOldestYesGoesAndNeverANo() {
        List<StoredDecision> many = new ArrayList<>();
        many.add(at(MONDAY.minusSeconds(9_999), byIdentifier("no", Kind.WITHDRAW, "email")));
        for (int i = 0; i < 2_005; i++) {
            many.add(at(MONDAY.plusSeconds(i), byIdentifier("yes" + i, Kind.GRANT, "email")));
        }

        Subject subject = derive(List.of(shop), many.toArray(StoredDecision[]::new));

        assertThat(subject.decisions())
                .hasSize(2_000)
                .extracting(Decision::id)
                .contains("no", "yes2004", "yes6")
                .doesNotContain("yes5");
    }

    @Test
    void upToTheBoundNothingGoes() {
        List<StoredDecision> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add(at(MONDAY.plusSeconds(i), byIdentifier("yes" + i, Kind.GRANT, "email")));
        }

        assertThat(derive(List.of(shop), many.toArray(StoredDecision[]::new)).decisions())
                .hasSize(2_000);
    }

    @Test
    void pastTheBoundTheEndOfARestrictionGoesAndTheRestrictionStays() {
        List<StoredDecision> many = new ArrayList<>();
        many.add(at(MONDAY, byIdentifier("restricted", Kind.RESTRICT, "email")));
        many.add(at(MONDAY.plusSeconds(1), byIdentifier("freed", Kind.UNRESTRICT, "email")));
        for (int i = 0; i < 1_999; i++) {
            many.add(at(TUESDAY.plusSeconds(i), byIdentifier("no" + i, Kind.WITHDRAW, "email")));
        }

        assertThat(derive(List.of(shop), many.toArray(StoredDecision[]::new)).decisions())
                .hasSize(2_000)
                .extracting(Decision::id)
                .contains("restricted", "no0", "no1998")
                .doesNotContain("freed");
    }

    @Test
    void decisionsAreToldInTheOrderInWhichTheyWereMade() {
        Subject subject =
                derive(
                        List.of(shop),
                        at(TUESDAY, byIdentifier("d1", Kind.GRANT, "email")),
                        byIdentifier("d3", Kind.WITHDRAW, "email"),
                        byIdentifier("d2", Kind.REFUSE, "loyalty"));

        assertThat(subject.decisions()).extracting(Decision::id).containsExactly("d2", "d3", "d1");
    }

    @Test
    void decisionForAnIdentifierIsOfNoGroupThatDoesNotBearIt() {
        HeldNode desk = node("n5", "n5", SourceKind.SERVER, "phone");

        for (Kind kind : Kind.values()) {
            assertThat(derive(List.of(shop, desk), byIdentifier("d1", kind, "email")).decisions())
                    .singleElement()
                    .matches(told -> told.groups().equals(Set.of("n2")))
                    .matches(told -> told.nodes().isEmpty());
        }
        assertThat(derive(List.of(desk), byIdentifier("d1", Kind.OBJECT, "email")).decisions())
                .isEmpty();
    }

    @Test
    void restrictionAndObjectionHoldForWhoeverBearsTheIdentifier() {
        Subject subject =
                derive(
                        List.of(web, shop),
                        byIdentifier("d1", Kind.RESTRICT, "email"),
                        byIdentifier("d2", Kind.OBJECT, "email"),
                        byIdentifier("d3", Kind.WITHDRAW, "email"));

        assertThat(subject.decisions())
                .extracting(Decision::nodes)
                .containsExactly(Set.of("n1"), Set.of("n1"), Set.of());
    }

    @Test
    void grantForAPublicNodesIdentifierTakesHoldWithTheFirstProvenBearer() {
        StoredDecision grant = byIdentifier("d1", Kind.GRANT, "email");

        assertThat(derive(List.of(web), grant).decisions()).isEmpty();
        assertThat(derive(List.of(web, shop), grant).decisions())
                .singleElement()
                .satisfies(this::isOfTheShopsGroup);
    }

    @Test
    void mergingKeepsTheNoOfEachSide() {
        Subject merged =
                derive(List.of(web, shop), List.of(said("n1", Word.NO), said("n2", Word.YES)));

        assertThat(merged.decisions())
                .extracting(Decision::kind)
                .containsExactly(Kind.REFUSE, Kind.GRANT);
    }

    @Test
    void orderOfNodesAndOfTheFileDoesNotMatter() {
        StoredDecision no = byIdentifier("d1", Kind.REFUSE, "email");
        StoredDecision yes = byIdentifier("d2", Kind.GRANT, "loyalty");

        assertThat(derive(List.of(till, web, shop), yes, no))
                .isEqualTo(derive(List.of(web, shop, till), no, yes));
    }

    @Test
    void contractEndsByALaterWordEvenThroughAnotherIdentifier() {
        StoredFact bought = fact(1, "email", null);
        StoredFact returned = fact(2, "loyalty", TUESDAY);

        assertThat(facts(List.of(shop, till), bought, returned))
                .hasSize(2)
                .allMatch(fact -> TUESDAY.equals(fact.to()));
    }

    @Test
    void endThatALaterWordTakesBackEndsOnlyWhatWasSaidBefore() {
        StoredFact returned = fact(1, "email", TUESDAY);
        StoredFact boughtAgain = fact(2, "loyalty", null);

        assertThat(facts(List.of(shop, till), boughtAgain, returned))
                .extracting(Fact::to)
                .containsExactly(TUESDAY, null);
    }

    @Test
    void ofSeveralEndsTheEarliestHolds() {
        assertThat(facts(List.of(shop), fact(1, "email", TUESDAY), fact(2, "loyalty", MONDAY)))
                .extracting(Fact::to)
                .containsExactly(MONDAY, MONDAY);
    }

    @Test
    void newestWordByOneIdentifierTakesThePlaceOfTheOlderOnes() {
        assertThat(facts(List.of(shop), fact(2, "email", null), fact(1, "email", TUESDAY)))
                .singleElement()
                .matches(fact -> fact.id().equals("f2") && fact.to() == null);
    }

    @Test
    void endOfOneContractEndsNoOther() {
        StoredFact order = fact(1, "email", null);
        StoredFact otherOrder = fact(2, Fact.Kind.CONTRACT, "order-2", "email", TUESDAY);
        StoredFact vital = fact(3, Fact.Kind.VITAL_INTEREST, "order", "email", MONDAY);

        assertThat(facts(List.of(shop), vital, otherOrder, order))
                .extracting(Fact::id, Fact::to)
                .containsExactly(tuple("f1", null), tuple("f2", TUESDAY), tuple("f3", MONDAY));
    }

    @Test
    void factIsKnownOfTheGroupsThatProveItsIdentifierAndOfNoOther() {
        HeldNode partner = node("n4", "n4", SourceKind.AUTHENTICATING, "email");
        HeldNode desk = node("n5", "n5", SourceKind.SERVER, "phone");

        assertThat(facts(List.of(web, shop, partner, desk), fact(1, "email", null)))
                .singleElement()
                .matches(fact -> fact.groups().equals(Set.of("n2", "n4")));
    }

    @Test
    void factKnownByAPublicClaimOnlyIsLeftOut() {
        assertThat(facts(List.of(web), fact(1, "email", null))).isEmpty();
    }

    @Test
    void firstTimeThatANoticeVersionWasGivenCounts() {
        StoredNotice later = new StoredNotice("privacy", 1, TUESDAY, "email");
        StoredNotice first = new StoredNotice("privacy", 1, MONDAY, "loyalty");

        assertThat(notices(List.of(shop), later, first))
                .containsExactly(new NoticeGiven("privacy", 1, MONDAY, Set.of("n2")));
    }

    @Test
    void everyNoticeVersionAndGroupIsToldInOrder() {
        HeldNode desk = node("n5", "n5", SourceKind.SERVER, "phone");

        assertThat(
                        notices(
                                List.of(web, shop, desk),
                                new StoredNotice("terms", 1, MONDAY, "email"),
                                new StoredNotice("privacy", 2, MONDAY, "email"),
                                new StoredNotice("privacy", 1, TUESDAY, "email"),
                                new StoredNotice("privacy", 1, MONDAY, "phone")))
                .containsExactly(
                        new NoticeGiven("privacy", 1, MONDAY, Set.of("n5")),
                        new NoticeGiven("privacy", 1, TUESDAY, Set.of("n2")),
                        new NoticeGiven("privacy", 2, MONDAY, Set.of("n2")),
                        new NoticeGiven("terms", 1, MONDAY, Set.of("n2")));
    }

    @Test
    void noticeThatOnlyAPublicKeyClaimsIsLeftOut() {
        assertThat(notices(List.of(web), new StoredNotice("privacy", 1, MONDAY, "email")))
                .isEmpty();
    }

    /** Else one guest's "no" would erase, and one guest's "yes" admit, everybody's data. */
    @Test
    void whatIsSaidByAnIdentifierOfNobodyErasesNothingAndPermitsNothing() {
        for (Kind yes : List.of(Kind.GRANT, Kind.UNRESTRICT)) {
            assertThat(ofNobody(byIdentifier("d1", yes, "email")).decisions()).isEmpty();
        }
        for (Kind no : List.of(Kind.REFUSE, Kind.WITHDRAW)) {
            assertThat(ofNobody(byIdentifier("d1", no, "email")).decisions())
                    .singleElement()
                    .matches(told -> told.groups().isEmpty() && !told.proven());
        }
        for (Kind no : List.of(Kind.OBJECT, Kind.RESTRICT)) {
            assertThat(ofNobody(byIdentifier("d1", no, "email")).decisions())
                    .singleElement()
                    .matches(told -> told.groups().isEmpty())
                    .matches(told -> told.nodes().equals(Set.of("n1", "n2")));
        }
    }

    @Test
    void factsAndNoticesByAnIdentifierOfNobodyAreNobodys() {
        OnFile file =
                new OnFile(
                        List.of(),
                        List.of(),
                        List.of(fact(1, "email", null)),
                        List.of(new StoredNotice("privacy", 1, MONDAY, "email")),
                        Set.of("email"));

        Subject subject = Derivation.derive("p", 1, false, List.of(web, shop, till), file, POLICY);

        assertThat(subject.facts()).isEmpty();
        assertThat(subject.notices()).isEmpty();
    }

    private Subject ofNobody(StoredDecision decision) {
        OnFile file =
                new OnFile(List.of(decision), List.of(), List.of(), List.of(), Set.of("email"));
        return Derivation.derive("p", 1, false, List.of(web, shop, till), file, POLICY);
    }

    @Test
    void clusterWithoutNodesHasEnded() {
        assertThat(derive(List.of()).ended()).isTrue();
        assertThat(derive(List.of(shop)).ended()).isFalse();
    }

    @Test
    void nodesAndTheirIdentifiersAreToldInOrder() {
        HeldNode held = node("n2", "n2", SourceKind.SERVER, "loyalty", "email");

        assertThat(derive(List.of(till, held, web)).nodes())
                .containsExactly(
                        new Subject.Node("n1", 1, "n1", "shop", List.of("email")),
                        new Subject.Node("n2", 1, "n2", "shop", List.of("email", "loyalty")),
                        new Subject.Node("n3", 1, "n2", "shop", List.of("loyalty")));
    }

    private void isOfTheShopsGroup(Decision decision) {
        assertThat(decision.groups()).containsExactly("n2");
        assertThat(decision.proven()).isTrue();
    }

    private static Subject derive(List<HeldNode> nodes, StoredDecision... decisions) {
        return derive(nodes, List.of(), decisions);
    }

    private static Subject derive(
            List<HeldNode> nodes, List<Statement> statements, StoredDecision... decisions) {
        return Derivation.derive(
                "p",
                1,
                false,
                nodes,
                new OnFile(Arrays.asList(decisions), statements, List.of(), List.of(), Set.of()),
                POLICY);
    }

    private static List<Fact> facts(List<HeldNode> nodes, StoredFact... facts) {
        return derive(nodes, List.of(facts), List.of()).facts();
    }

    private static List<NoticeGiven> notices(List<HeldNode> nodes, StoredNotice... notices) {
        return derive(nodes, List.of(), List.of(notices)).notices();
    }

    private static Subject derive(
            List<HeldNode> nodes, List<StoredFact> facts, List<StoredNotice> notices) {
        OnFile file = new OnFile(List.of(), List.of(), facts, notices, Set.of());
        return Derivation.derive("p", 1, false, nodes, file, POLICY);
    }

    private static Statement said(String node, Word word) {
        return new Statement(
                "r-" + node,
                node,
                "shop",
                Set.of(),
                false,
                Map.of("marketing", word),
                MONDAY,
                MONDAY);
    }

    private static HeldNode node(String id, String group, SourceKind kind, String... identifiers) {
        return new HeldNode(id, 1, group, "shop", kind, Arrays.asList(identifiers));
    }

    private static StoredDecision byIdentifier(String id, Kind kind, String pseudonym) {
        return new StoredDecision(
                id,
                kind,
                "marketing",
                null,
                MONDAY,
                MONDAY,
                null,
                0,
                true,
                false,
                pseudonym,
                "desk");
    }

    private static StoredDecision at(Instant at, StoredDecision decision) {
        return new StoredDecision(
                decision.id(),
                decision.kind(),
                decision.purpose(),
                decision.channel(),
                at,
                at,
                decision.notice(),
                decision.noticeVersion(),
                decision.proven(),
                decision.justThis(),
                decision.pseudonym(),
                decision.origin());
    }

    private static StoredFact fact(long sequence, String pseudonym, Instant to) {
        return fact(sequence, Fact.Kind.CONTRACT, "order", pseudonym, to);
    }

    private static StoredFact fact(
            long sequence, Fact.Kind kind, String reference, String pseudonym, Instant to) {
        return new StoredFact(sequence, "f" + sequence, kind, reference, MONDAY, to, pseudonym);
    }
}
