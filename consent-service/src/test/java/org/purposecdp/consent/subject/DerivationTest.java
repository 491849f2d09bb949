package org.purposecdp.consent.subject;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.Subject;

import static org.assertj.core.api.Assertions.assertThat;

class DerivationTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T10:00:00Z");

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
    void grantByAPublicNodeCountsForThatNodeAndIsNotProven() {
        Subject subject = derive(List.of(web, shop), byNode("d1", Kind.GRANT, "n1", false));

        assertThat(subject.decisions())
                .singleElement()
                .matches(yes -> yes.groups().equals(Set.of("n1")))
                .matches(yes -> !yes.proven());
    }

    @Test
    void grantByAPublicNodeNeverSpeaksForAGroup() {
        HeldNode intruder = node("n4", "n2", SourceKind.PUBLIC, "email");

        Subject subject = derive(List.of(shop, intruder), byNode("d1", Kind.GRANT, "n4", false));

        assertThat(subject.decisions()).isEmpty();
    }

    @Test
    void decisionOfSomebodyElsesNodeIsLeftOut() {
        Subject subject = derive(List.of(shop), byNode("d1", Kind.REFUSE, "n1", false));

        assertThat(subject.decisions()).isEmpty();
    }

    @Test
    void onlyTheLatestOfOneMatterIsKept() {
        Subject subject =
                derive(
                        List.of(shop),
                        at(MONDAY, byIdentifier("d1", Kind.REFUSE, "email")),
                        at(TUESDAY, byIdentifier("d2", Kind.WITHDRAW, "email")),
                        at(MONDAY, byIdentifier("d3", Kind.OBJECT, "email")));

        assertThat(subject.decisions()).extracting(Decision::id).containsExactly("d3", "d2");
    }

    @Test
    void mergingKeepsTheNoOfEachSide() {
        StoredDecision no = byNode("d1", Kind.REFUSE, "n1", false);
        StoredDecision yes = byNode("d2", Kind.GRANT, "n2", true);

        Subject merged = derive(List.of(web, shop), no, yes);

        assertThat(merged.decisions()).extracting(Decision::id).containsExactly("d1", "d2");
    }

    @Test
    void orderOfNodesAndOfTheFileDoesNotMatter() {
        StoredDecision no = byNode("d1", Kind.REFUSE, "n1", false);
        StoredDecision yes = byIdentifier("d2", Kind.GRANT, "loyalty");

        assertThat(derive(List.of(till, web, shop), yes, no))
                .isEqualTo(derive(List.of(web, shop, till), no, yes));
    }

    @Test
    void contractEndsByALaterWordEvenThroughAnotherIdentifier() {
        StoredFact bought = fact(1, "email", null);
        StoredFact returned = fact(2, "loyalty", TUESDAY);

        Subject subject =
                Derivation.derive(
                        "p",
                        1,
                        false,
                        List.of(shop, till),
                        new OnFile(List.of(), List.of(bought, returned), List.of()));

        assertThat(subject.facts()).hasSize(2).allMatch(fact -> TUESDAY.equals(fact.to()));
    }

    @Test
    void factKnownByAPublicClaimOnlyIsLeftOut() {
        Subject subject =
                Derivation.derive(
                        "p",
                        1,
                        false,
                        List.of(web),
                        new OnFile(List.of(), List.of(fact(1, "email", null)), List.of()));

        assertThat(subject.facts()).isEmpty();
    }

    @Test
    void firstTimeThatANoticeVersionWasGivenCounts() {
        Subject subject =
                Derivation.derive(
                        "p",
                        1,
                        false,
                        List.of(shop),
                        new OnFile(
                                List.of(),
                                List.of(),
                                List.of(
                                        new StoredNotice("privacy", 1, TUESDAY, "email"),
                                        new StoredNotice("privacy", 1, MONDAY, "email"))));

        assertThat(subject.notices()).singleElement().matches(given -> given.at().equals(MONDAY));
    }

    @Test
    void clusterWithoutNodesHasEnded() {
        assertThat(derive(List.of()).ended()).isTrue();
    }

    private void isOfTheShopsGroup(Decision decision) {
        assertThat(decision.groups()).containsExactly("n2");
        assertThat(decision.proven()).isTrue();
    }

    private static Subject derive(List<HeldNode> nodes, StoredDecision... decisions) {
        return Derivation.derive(
                "p", 1, false, nodes, new OnFile(Arrays.asList(decisions), List.of(), List.of()));
    }

    private static HeldNode node(String id, String group, SourceKind kind, String... identifiers) {
        return new HeldNode(id, 1, group, kind, Arrays.asList(identifiers));
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
                null,
                pseudonym,
                "desk");
    }

    private static StoredDecision byNode(String id, Kind kind, String node, boolean proven) {
        return new StoredDecision(
                id, kind, "marketing", null, MONDAY, MONDAY, null, 0, proven, node, null, "web");
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
                decision.nodeId(),
                decision.pseudonym(),
                decision.origin());
    }

    private static StoredFact fact(long sequence, String pseudonym, Instant to) {
        return new StoredFact(
                sequence, "f" + sequence, Fact.Kind.CONTRACT, "order", MONDAY, to, pseudonym);
    }
}
