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
        return MERGED.equals(state) && restsOn.contains(purpose);
    }

    boolean refused() {
        return REFUSED.equals(state) && !category.equals("uncatalogued");
    }

    /** Judged as things stand now; what was merged, hidden or erased before is no news. */
    void judge(OnePerson person) {
        if (category.equals("uncatalogued") || REFUSED.equals(state) || ERASED.equals(state)) {
            return;
        }
        if (MERGED.equals(state) || HIDDEN.equals(state)) {
            keep(answers(person, false));
        } else {
            admit(answers(person, true));
        }
    }

    /** A repeat of what was refused is judged again. */
    void repeat() {
        if (refused()) {
            state = null;
        }
    }

    /** What it would be if it came now. */
    String judgedAnew(OnePerson person) {
        Part fresh = new Part(said, category);
        fresh.judge(person);
        return fresh.outcome();
    }

    private Map<String, Answer> answers(OnePerson person, boolean collecting) {
        Map<String, Answer> answers = new TreeMap<>();
        for (String purpose : RegisterBook.purposes()) {
            if (RegisterBook.covers(purpose, said.source(), category)) {
                PlainRule rule = new PlainRule(person, person.node(said.node()), purpose);
                answers.put(purpose, collecting ? rule.collect() : rule.keep());
            }
        }
        return answers;
    }

    private void admit(Map<String, Answer> answers) {
        if (permitted(answers)) {
            return;
        }
        List<Answer> wanting = answers.values().stream().filter(Answer::mayCome).toList();
        boolean waits =
                !wanting.isEmpty() && RegisterBook.pendingDecisionCovers(said.source(), category);
        state = waits ? HELD : REFUSED;
        List<Answer> definite = answers.values().stream().filter(one -> !one.mayCome()).toList();
        reason =
                waits
                        ? only(wanting)
                        : answers.isEmpty()
                                ? "NO_ACTIVITY"
                                : only(definite.isEmpty() ? wanting : definite);
    }

    private void keep(Map<String, Answer> answers) {
        if (permitted(answers)) {
            return;
        }
        List<Answer> lost = restsOn.stream().map(answers::get).toList();
        List<Answer> definite = lost.stream().filter(one -> !one.mayCome()).toList();
        reason = only(definite.isEmpty() ? lost : definite);
        state = lost.stream().allMatch(Answer::ownNo) ? ERASED : HIDDEN;
    }

    private boolean permitted(Map<String, Answer> answers) {
        Set<String> permitting =
                answers.entrySet().stream()
                        .filter(answer -> answer.getValue().yes())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (permitting.isEmpty()) {
            return false;
        }
        state = MERGED;
        reason = null;
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
