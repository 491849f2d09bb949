package org.purposecdp.activation.audience;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.purposecdp.contracts.profile.View;

/** A tree of conditions on one view. Pure: the same view gives the same answer. */
public sealed interface Rule {
    boolean matches(View view);

    /** Names of the traits and events that the answer may tell something of. */
    Inputs inputs();

    /** What a rule looks at. */
    record Inputs(Set<String> traits, Set<String> events) {
        public static final Inputs NONE = new Inputs(Set.of(), Set.of());

        public Inputs {
            traits = traits == null ? Set.of() : Set.copyOf(traits);
            events = events == null ? Set.of() : Set.copyOf(events);
        }

        static Inputs of(List<Rule> rules) {
            Set<String> traits = new HashSet<>();
            Set<String> events = new HashSet<>();
            Stream<Inputs> all = rules.stream().map(Rule::inputs);
            all.forEach(
                    inputs -> {
                        traits.addAll(inputs.traits());
                        events.addAll(inputs.events());
                    });
            return new Inputs(traits, events);
        }
    }

    /** Every one of them holds. */
    record All(List<Rule> rules) implements Rule {
        @Override
        public boolean matches(View view) {
            return rules.stream().allMatch(rule -> rule.matches(view));
        }

        @Override
        public Inputs inputs() {
            return Inputs.of(rules);
        }
    }

    /** At least one of them holds. */
    record Any(List<Rule> rules) implements Rule {
        @Override
        public boolean matches(View view) {
            return rules.stream().anyMatch(rule -> rule.matches(view));
        }

        @Override
        public Inputs inputs() {
            return Inputs.of(rules);
        }
    }

    /** It does not hold. */
    record Not(Rule rule) implements Rule {
        @Override
        public boolean matches(View view) {
            return !rule.matches(view);
        }

        @Override
        public Inputs inputs() {
            return rule.inputs();
        }
    }

    /** A trait compares so with a value; a trait that the view lacks compares with nothing. */
    record TraitIs(String trait, Comparison comparison, Object value) implements Rule {
        @Override
        public boolean matches(View view) {
            View.Trait held = view.traits().get(trait);
            return held != null && comparison.holds(held.value(), value);
        }

        @Override
        public Inputs inputs() {
            return new Inputs(Set.of(trait), Set.of());
        }
    }

    /** Events of a name were seen so many times; of one never seen, none. */
    record EventCount(String event, Comparison comparison, Object value) implements Rule {
        @Override
        public boolean matches(View view) {
            View.EventSum sum = view.events().get(event);
            return comparison.holds(sum == null ? 0L : sum.count(), value);
        }

        @Override
        public Inputs inputs() {
            return new Inputs(Set.of(), Set.of(event));
        }
    }
}
