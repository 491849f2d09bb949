package org.purposecdp.contracts.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.record.SourceKind;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyBySourceTest {
    private final Policy policy =
            policy(
                    List.of(activity("orders", "shop"), activity("visits", "web")),
                    List.of(
                            source("shop", 1, SourceKind.SERVER),
                            source("web", 1, SourceKind.PUBLIC)));

    /** Or whoever adds a source would have every profile folded anew. */
    @Test
    void whatConcernsAnotherSourceLeavesAPrintAsItIs() {
        Policy more = with(policy, activity("till-sales", "till"));
        Policy changed = with(policy, source("web", 2, SourceKind.SERVER));

        assertThat(print(more, "shop")).isEqualTo(print(policy, "shop"));
        assertThat(print(changed, "shop")).isEqualTo(print(policy, "shop"));
        assertThat(print(changed, "web")).isNotEqualTo(print(policy, "web"));
    }

    @Test
    void anActivityThatNamesItChangesIt() {
        assertThat(print(with(policy, activity("letters", "shop")), "shop"))
                .isNotEqualTo(print(policy, "shop"));
    }

    @Test
    void aNewerVersionOfTheSameSourceDoesNot() {
        assertThat(print(with(policy, source("shop", 2, SourceKind.SERVER)), "shop"))
                .isEqualTo(print(policy, "shop"));
    }

    /** Of whichever source: an objection to one may be one to others. */
    @Test
    void aPurposeChangesEach() {
        Policy more =
                new Policy(
                        2,
                        null,
                        List.of(purpose("post")),
                        policy.activities(),
                        policy.notices(),
                        null,
                        null,
                        policy.sources());

        assertThat(print(more, "shop")).isNotEqualTo(print(policy, "shop"));
        assertThat(print(more, "web")).isNotEqualTo(print(policy, "web"));
    }

    /** What was folded before the policy knew of it is told from what was folded since. */
    @Test
    void aSourceThatBecomesKnownIsPrintedOtherwise() {
        Policy known = with(policy, source("till", 1, SourceKind.SERVER));

        Set<String> before = new PolicyBySource(policy).prints(List.of("till"));
        assertThat(new PolicyBySource(known).prints(List.of("till"))).isNotEqualTo(before);
        assertThat(new PolicyBySource(known).formerPrints()).containsAll(before);
        assertThat(new PolicyBySource(policy).formerPrints()).doesNotContainAnyElementsOf(before);
    }

    /** Or two instances would take each other's for changed, and fold everybody for ever. */
    @Test
    void aPrintIsTheSameInEachProcess() {
        Activity many = activity("orders", "web");
        Activity shuffled =
                new Activity(
                        many.id(),
                        many.purpose(),
                        many.categories(),
                        many.basis(),
                        Set.of("web", "till", "shop", "kiosk", "app", "desk", "blog", "fair"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null);

        assertThat(shuffled.sources())
                .containsExactly("app", "blog", "desk", "fair", "kiosk", "shop", "till", "web");
        assertThat(print(with(policy, shuffled), "web"))
                .isEqualTo("k:web:2cd67957-d039-384b-82d8-d33fc8244133");
    }

    @Test
    void whatTheRuleReadsOfASourceIsWhatNamesIt() {
        Policy shop = new PolicyBySource(policy).of("shop");

        assertThat(shop.activities()).extracting(Activity::id).containsExactly("orders");
        assertThat(shop.sources()).extracting(Source::id).containsExactly("shop");
        assertThat(shop.purposes()).isEqualTo(policy.purposes());
    }

    private static Policy policy(List<Activity> activities, List<Source> sources) {
        return new Policy(
                1, null, List.of(purpose("orders")), activities, List.of(), null, null, sources);
    }

    private static Policy with(Policy policy, Activity activity) {
        List<Activity> activities = new ArrayList<>(policy.activities());
        activities.add(activity);
        return policy(activities, policy.sources());
    }

    private static Policy with(Policy policy, Source source) {
        List<Source> sources = new ArrayList<>(policy.sources());
        sources.removeIf(one -> one.id().equals(source.id()));
        sources.add(source);
        return policy(policy.activities(), sources);
    }

    private static Purpose purpose(String id) {
        return new Purpose(id, id, false, null, null, null, null, null);
    }

    private static Source source(String id, long version, SourceKind kind) {
        return new Source(id, version, false, kind, false, List.of());
    }

    private static Activity activity(String id, String source) {
        return new Activity(
                id,
                "orders",
                Set.of(DataCategory.CONTACT),
                LegalBasis.CONTRACT,
                Set.of(source),
                null,
                null,
                null,
                null,
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

    private static String print(Policy policy, String source) {
        return new PolicyBySource(policy).prints(List.of(source)).iterator().next();
    }
}
