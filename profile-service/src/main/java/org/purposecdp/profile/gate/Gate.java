package org.purposecdp.profile.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.purposecdp.contracts.permit.Condition;
import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.permit.Use;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.PolicyBySource;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.fragment.CategoryState;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Outcome;
import org.purposecdp.profile.moment.Moments;

/** Judges what is held at the door and what was merged before, category by category. */
public final class Gate {
    public static final String RETENTION_ENDED = "RETENTION_ENDED";

    private static final Duration USUAL_HOLD = Duration.ofMinutes(15);

    private final PolicyBySource policy;
    private final Instant at;
    private final Duration suspension;
    private final List<Purpose> purposes;

    /**
     * @param suspension how long what is denied without the person's own act stays, invisible
     */
    public Gate(PolicyBySource policy, Instant at, Duration suspension) {
        this.policy = policy;
        this.at = at;
        this.suspension = suspension;
        this.purposes = purposesOfViews(policy.whole());
    }

    /** The purposes that have views. */
    public static List<Purpose> purposesOfViews(Policy policy) {
        return policy.purposes().stream()
                .filter(purpose -> !Policy.isOfTheDoor(purpose.id()))
                .toList();
    }

    /**
     * @param subject null when none names the node
     */
    public Judgement judge(Fragment fragment, Subject subject) {
        if (subject == null || subject.ended() || subject.node(fragment.nodeId()).isEmpty()) {
            return Judgement.none(fragment);
        }
        Policy concerned = policy.of(fragment.source());
        Map<DataCategory, CategoryState> states = new EnumMap<>(DataCategory.class);
        Map<DataCategory, Map<String, Keeping>> keepings = new EnumMap<>(DataCategory.class);
        Instant turnsAt = null;
        for (Map.Entry<DataCategory, CategoryState> entry : fragment.states().entrySet()) {
            CategoryState before = entry.getValue();
            if (!before.outcome().keepsValues()) {
                states.put(entry.getKey(), before);
                continue;
            }
            Question question = new Question(fragment, entry.getKey(), subject, concerned, at);
            Map<String, Keeping> answers = answers(question);
            Decided decided =
                    before.outcome() == Outcome.HELD
                            ? admit(question, before, answers)
                            : new Decided(keep(before, answers), null);
            states.put(entry.getKey(), decided.state());
            turnsAt = Moments.earlier(turnsAt, decided.turnsAt());
            if (decided.state().outcome() == Outcome.MERGED) {
                keepings.put(entry.getKey(), answers);
            }
        }
        return new Judgement(states, keepings, turnsAt);
    }

    private record Decided(CategoryState state, Instant turnsAt) {}

    private Map<String, Keeping> answers(Question question) {
        Map<String, Keeping> answers = new TreeMap<>();
        purposes.forEach(p -> answers.put(p.id(), Keeping.of(question, p.id())));
        return answers;
    }

    private Decided admit(Question question, CategoryState held, Map<String, Keeping> answers) {
        Set<String> viewing = purposes(answers, Keeping::viewed);
        if (!viewing.isEmpty()) {
            return new Decided(CategoryState.merged(viewing), null);
        }
        List<Permission> denials =
                answers.values().stream()
                        .map(Keeping::collect)
                        .filter(word -> !word.permitted())
                        .toList();
        Optional<Condition> wanting =
                denials.stream().map(Permission::condition).filter(Condition::mayCome).findFirst();
        if (wanting.isEmpty()) {
            String reason =
                    denials.isEmpty() && !answers.isEmpty()
                            ? RETENTION_ENDED
                            : reason(denials.stream());
            return new Decided(CategoryState.refused(reason), null);
        }
        Question.Answer hold = hold(question, held);
        if (!hold.permits() && question.wordIsUnderWay(hold.permission().condition())) {
            hold = question.untilHeard(activity -> holdEnd(question, held, activity));
        }
        if (!hold.permits()) {
            String reason = reason(Stream.concat(denials.stream(), Stream.of(hold.permission())));
            return new Decided(CategoryState.refused(reason), null);
        }
        Instant turnsAt =
                answers.values().stream()
                        .map(Keeping::until)
                        .reduce(hold.until(), Moments::earlier);
        return new Decided(CategoryState.held(hold.end(), wanting.get().name()), turnsAt);
    }

    /**
     * Holding is processing too. A repeat of the record, which may be received later, does not
     * lengthen it.
     */
    private static Question.Answer hold(Question question, CategoryState held) {
        return question.ask(
                Use.COLLECT,
                Policy.PENDING_DECISION,
                activity -> holdEnd(question, held, activity));
    }

    private static Instant holdEnd(Question question, CategoryState held, Activity activity) {
        return Moments.earlier(
                held.until(), question.fragment().receivedAt().plus(length(activity)));
    }

    private static Duration length(Activity pending) {
        return pending.retention() == null ? USUAL_HOLD : pending.retention();
    }

    private CategoryState keep(CategoryState state, Map<String, Keeping> answers) {
        Set<String> viewing = purposes(answers, Keeping::viewed);
        // Only what it rested on: no purpose that never had it keeps what the others lose.
        Set<String> storing = purposes(answers, Keeping::stored);
        storing.retainAll(state.purposes());
        Set<String> keeping = new TreeSet<>(viewing);
        keeping.addAll(storing);
        if (!viewing.isEmpty()) {
            return CategoryState.merged(keeping);
        }
        if (!storing.isEmpty()) {
            return CategoryState.kept(keeping, reason(of(storing, answers)));
        }
        List<Keeping> lost = of(state.purposes(), answers);
        String reason = reason(lost);
        // A purpose that is in the register no more is not the person's own act.
        boolean over =
                lost.size() == state.purposes().size() && lost.stream().allMatch(Keeping::over);
        if (over && !lost.isEmpty()) {
            return CategoryState.erased(reason);
        }
        Instant eraseAt = state.eraseAt() == null ? at.plus(suspension) : state.eraseAt();
        return at.isBefore(eraseAt)
                ? state.suspended(eraseAt, reason)
                : CategoryState.erased(reason);
    }

    private static Set<String> purposes(Map<String, Keeping> answers, Predicate<Keeping> that) {
        Set<String> purposes = new TreeSet<>();
        answers.forEach(
                (purpose, answer) -> {
                    if (that.test(answer)) {
                        purposes.add(purpose);
                    }
                });
        return purposes;
    }

    private static List<Keeping> of(Set<String> purposes, Map<String, Keeping> answers) {
        return answers.entrySet().stream()
                .filter(answer -> purposes.contains(answer.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static List<Permission> denials(Collection<Keeping> answers) {
        return answers.stream()
                .filter(answer -> !answer.retentionEnded())
                .map(Keeping::permission)
                .toList();
    }

    private static String reason(Collection<Keeping> answers) {
        List<Permission> denials = denials(answers);
        return denials.isEmpty() && !answers.isEmpty() ? RETENTION_ENDED : reason(denials.stream());
    }

    /** What speaks against it for good says more than what is merely wanting. */
    private static String reason(Stream<Permission> denials) {
        return denials.map(Permission::condition)
                .min(Comparator.comparing(Gate::vagueness))
                .orElse(Condition.NO_ACTIVITY)
                .name();
    }

    private static int vagueness(Condition condition) {
        if (condition == Condition.NO_ACTIVITY || condition == Condition.UNKNOWN_PURPOSE) {
            return 3;
        }
        if (condition.mayCome()) {
            return 2;
        }
        return condition == Condition.RESTRICTED ? 1 : 0;
    }
}
