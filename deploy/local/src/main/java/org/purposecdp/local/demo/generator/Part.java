package org.purposecdp.local.demo.generator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.purposecdp.local.demo.generator.PlainRule.Answer;

/** One category of one record, and where it stands. */
final class Part {
    static final String MERGED = "MERGED";
    static final String HELD = "HELD";
    static final String REFUSED = "REFUSED";
    static final String ERASED = "ERASED";

    /** Merged once, and out of sight for a "no" from elsewhere or a contract's end. */
    static final String HIDDEN = "HIDDEN";

    final Said said;
    final String category;
    private String state;
    private String reason;

    /** Why it was refused before, while a repeat of it is judged. */
    private String before;

    private Set<String> seenBy = new TreeSet<>();
    private Set<String> restsOn = new TreeSet<>();

    private Part(Said said, String category) {
        this.said = said;
        this.category = category;
    }

    /** What no category covers is refused outright. */
    static Map<String, Part> of(Said said) {
        Map<String, Part> parts = new TreeMap<>();
        boolean uncatalogued = false;
        for (String trait : traits(said).keySet()) {
            String category = RegisterBook.category(trait).orElse(null);
            uncatalogued |= category == null;
            if (category != null) {
                parts.computeIfAbsent(category, any -> new Part(said, any));
            }
        }
        if (said.event() != null) {
            String category = RegisterBook.eventCategory(said.event()).orElse(null);
            uncatalogued |= category == null;
            if (category != null) {
                parts.computeIfAbsent(category, any -> new Part(said, any));
            }
        }
        if (uncatalogued) {
            Part part = new Part(said, "uncatalogued");
            part.state = REFUSED;
            part.reason = "NOT_IN_CATALOGUE";
            parts.put("uncatalogued", part);
        }
        return parts;
    }

    /** Identifiers that the catalogue names are traits too; one that was written out stays so. */
    static Map<String, Object> traits(Said said) {
        Map<String, Object> traits = new LinkedHashMap<>();
        said.identifiers()
                .forEach(
                        (namespace, value) -> {
                            if (RegisterBook.category(namespace).isPresent()) {
                                traits.put(namespace, value);
                            }
                        });
        traits.putAll(said.traits());
        return traits;
    }

    String outcome() {
        return reason == null ? state : state + " " + reason;
    }

    boolean merged(String purpose) {
        return MERGED.equals(state) && seenBy.contains(purpose);
    }

    boolean refused() {
        return REFUSED.equals(state) && !category.equals("uncatalogued");
    }

    /** Judged as things stand now; what was merged, hidden or erased before is no news. */
    void judge(OnePerson person) {
        if (category.equals("uncatalogued") || REFUSED.equals(state) || ERASED.equals(state)) {
            return;
        }
        Map<String, PlainRule> rules = new TreeMap<>();
        for (String purpose : RegisterBook.purposes()) {
            if (RegisterBook.covers(purpose, said.source(), category)) {
                rules.put(purpose, rule(person, purpose));
            }
        }
        if (permitted(rules)) {
            return;
        }
        if (MERGED.equals(state) || HIDDEN.equals(state)) {
            keep(rules);
        } else {
            admit(rules, person);
        }
    }

    private PlainRule rule(OnePerson person, String purpose) {
        return new PlainRule(person, person.node(said.node()), purpose, said.at());
    }

    /** A repeat of what was refused is judged again. */
    void repeat() {
        if (refused()) {
            state = null;
            before = reason;
        }
    }

    /** What it would be if it came now. */
    String judgedAnew(OnePerson person) {
        Part fresh = new Part(said, category);
        fresh.judge(person);
        return fresh.outcome();
    }

    private void admit(Map<String, PlainRule> rules, OnePerson person) {
        List<Answer> answers = rules.values().stream().map(PlainRule::collect).toList();
        List<Answer> wanting = answers.stream().filter(Answer::mayCome).toList();
        boolean waits =
                !wanting.isEmpty()
                        && RegisterBook.pendingDecisionCovers(said.source(), category)
                        && rule(person, "pending-decision").collect().yes();
        state = waits ? HELD : REFUSED;
        List<Answer> definite = answers.stream().filter(one -> !one.mayCome()).toList();
        reason =
                waits
                        ? only(wanting)
                        : answers.isEmpty()
                                ? "NO_ACTIVITY"
                                : only(definite.isEmpty() ? wanting : definite);
        // Refused again it keeps the word that it was told first.
        reason = REFUSED.equals(state) && before != null ? before : reason;
    }

    private void keep(Map<String, PlainRule> rules) {
        Set<String> stored =
                rules.keySet().stream()
                        .filter(purpose -> rules.get(purpose).keep().yes())
                        .filter(purpose -> rules.get(purpose).collect().erasesNothing())
                        .collect(Collectors.toCollection(TreeSet::new));
        List<Answer> lost =
                (stored.isEmpty() ? restsOn : stored)
                        .stream().map(purpose -> rules.get(purpose).collect()).toList();
        List<Answer> definite = lost.stream().filter(one -> !one.mayCome()).toList();
        reason = only(definite.isEmpty() ? lost : definite);
        state = lost.stream().allMatch(Answer::ownNo) ? ERASED : HIDDEN;
        restsOn = stored.isEmpty() ? restsOn : stored;
    }

    private boolean permitted(Map<String, PlainRule> rules) {
        Set<String> permitting =
                rules.keySet().stream()
                        .filter(purpose -> rules.get(purpose).collect().yes())
                        .filter(purpose -> rules.get(purpose).keep().yes())
                        .collect(Collectors.toCollection(TreeSet::new));
        if (permitting.isEmpty()) {
            return false;
        }
        state = MERGED;
        reason = null;
        seenBy = permitting;
        restsOn = permitting;
        return true;
    }

    /**
     * The demo has no record that is denied for two reasons at once: which is named would be open.
     */
    private String only(List<Answer> answers) {
        Set<String> reasons = answers.stream().map(Answer::reason).collect(Collectors.toSet());
        if (reasons.size() != 1) {
            throw new IllegalStateException(
                    said.person().story()
                            + " "
                            + said.messageId()
                            + " "
                            + category
                            + " "
                            + reasons);
        }
        return reasons.iterator().next();
    }
}
