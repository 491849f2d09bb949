package org.purposecdp.activation.audience;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.profile.View;

import static org.assertj.core.api.Assertions.assertThat;

class RulePropertyTest {
    @Property
    void orderOfConditionsDoesNotMatter(
            @ForAll("rules") List<Rule> rules, @ForAll("views") View view, @ForAll long seed) {
        List<Rule> shuffled = new ArrayList<>(rules);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(new Rule.All(shuffled).matches(view))
                .isEqualTo(new Rule.All(rules).matches(view));
        assertThat(new Rule.Any(shuffled).matches(view))
                .isEqualTo(new Rule.Any(rules).matches(view));
    }

    @Property
    void notAllIsAnyNot(@ForAll("rules") List<Rule> rules, @ForAll("views") View view) {
        List<Rule> negated = rules.stream().<Rule>map(Rule.Not::new).toList();
        assertThat(new Rule.Not(new Rule.All(rules)).matches(view))
                .isEqualTo(new Rule.Any(negated).matches(view));
    }

    @Property
    void onlyNamedInputsMatter(@ForAll("rules") List<Rule> rules, @ForAll("views") View view) {
        Rule rule = new Rule.All(rules);
        Map<String, View.Trait> named =
                view.traits().entrySet().stream()
                        .filter(each -> rule.inputs().traits().contains(each.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        View narrowed = new View(named, view.events(), view.nodes(), view.until());
        assertThat(rule.matches(narrowed)).isEqualTo(rule.matches(view));
    }

    @Property
    void numbersCompareByValueWhateverTheirForm(@ForAll int a, @ForAll int b) {
        BigDecimal decimal = new BigDecimal(b).setScale(3);
        assertThat(Comparison.GT.holds(a, decimal)).isEqualTo(a > b);
        assertThat(Comparison.LTE.holds((long) a, decimal)).isEqualTo(a <= b);
        assertThat(Comparison.EQ.holds(b, decimal)).isTrue();
    }

    @Provide
    Arbitrary<List<Rule>> rules() {
        Arbitrary<Rule> leaf =
                Arbitraries.of("a", "b", "c")
                        .flatMap(
                                name ->
                                        Arbitraries.of(Comparison.EQ, Comparison.GT, Comparison.NE)
                                                .flatMap(
                                                        op ->
                                                                Arbitraries.integers()
                                                                        .between(0, 4)
                                                                        .map(
                                                                                value ->
                                                                                        new Rule
                                                                                                .TraitIs(
                                                                                                name,
                                                                                                op,
                                                                                                value))));
        return leaf.list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<View> views() {
        Arbitrary<View.Trait> trait =
                Arbitraries.integers()
                        .between(0, 4)
                        .map(
                                value ->
                                        new View.Trait(
                                                value,
                                                DataCategory.DEMOGRAPHIC,
                                                LegalBasis.CONSENT,
                                                "a",
                                                "web",
                                                "n",
                                                Instant.EPOCH));
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), trait)
                .map(traits -> new View(traits, Map.of(), Map.of("n", 1L), null));
    }
}
