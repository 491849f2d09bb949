package org.purposecdp.profile.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.purposecdp.contracts.permit.Condition;
import org.purposecdp.contracts.permit.Party;
import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.permit.Permit;
import org.purposecdp.contracts.permit.Use;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
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

    /** They decide who a record is about and how long it waits, and have no view of their own. */
    private static final Set<String> PURPOSES_OF_THE_DOOR =
            Set.of(Policy.PENDING_DECISION, Policy.IDENTITY_RESOLUTION);

    private final Policy policy;
    private final Instant at;
    private final Duration suspension;
    private final List<Purpose> purposes;

    /**
     * @param suspension how long what is denied without the person's own "no" stays, invisible
     */
    public Gate(Policy policy, Instant at, Duration suspension) {
        this.policy = policy;
        this.at = at;
        this.suspension = suspension;
        this.purposes = purposesOfViews(policy);
    }

    /** The purposes that have views. */
    public static List<Purpose> purposesOfViews(Policy policy) {
        return policy.purposes().stream()
                .filter(purpose -> !PURPOSES_OF_THE_DOOR.contains(purpose.id()))
                .toList();
    }

    /**
     * @param turnsAt when the answer for something held may turn by time alone; null for never
     */
    public record Judgement(Map<DataCategory, CategoryState> states, Instant turnsAt) {}

    /**
     * @param subject null when none names the node
     */
    public Judgement judge(Fragment fragment, Subject subject) {
        if (subject == null || subject.ended() || subject.node(fragment.nodeId()).isEmpty()) {
            return new Judgement(fragment.states(), null);
        }
        Map<DataCategory, CategoryState> states = new EnumMap<>(DataCategory.class);
        Instant turnsAt = null;
        for (Map.Entry<DataCategory, CategoryState> entry : fragment.states().entrySet()) {
            DataCategory category = entry.getKey();
            CategoryState state = entry.getValue();
            if (state.outcome() == Outcome.HELD) {
                List<Permission> answers = atTheDoor(fragment, category, subject);
                state = admit(fragment, category, answers);
                for (Permission answer : answers) {
                    boolean waits = state.outcome() == Outcome.HELD;
                    turnsAt = waits ? Moments.earlier(turnsAt, answer.until()) : turnsAt;
                }
            } else if (state.outcome() == Outcome.MERGED) {
                state = keep(fragment, category, state, subject);
            }
            states.put(category, state);
        }
        return new Judgement(states, turnsAt);
    }

    private List<Permission> atTheDoor(Fragment fragment, DataCategory category, Subject subject) {
        List<Permission> answers = new ArrayList<>(purposes.size());
        for (Purpose purpose : purposes) {
            answers.add(
                    Permit.permit(
                            subject,
                            fragment.nodeId(),
                            policy,
                            Use.COLLECT,
                            purpose.id(),
                            category,
                            Party.source(fragment.source()),
                            null,
                            at));
        }
        return answers;
    }

    private CategoryState admit(
            Fragment fragment, DataCategory category, List<Permission> answers) {
        Set<String> permitting = new TreeSet<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).permitted()) {
                permitting.add(purposes.get(i).id());
            }
        }
        if (!permitting.isEmpty()) {
            return CategoryState.merged(permitting);
        }
        Optional<Condition> wanting =
                answers.stream().map(Permission::condition).filter(Condition::mayCome).findFirst();
        Optional<Instant> until = holdEnd(fragment, category).filter(at::isBefore);
        if (wanting.isPresent() && until.isPresent()) {
            return CategoryState.held(until.get(), wanting.get().name());
        }
        return CategoryState.refused(reason(answers));
    }

    private Optional<Instant> holdEnd(Fragment fragment, DataCategory category) {
        return policy.activities(Policy.PENDING_DECISION, category).stream()
                .filter(activity -> activity.sources().contains(fragment.source()))
                .filter(activity -> activity.inForce(at))
                .map(Gate::hold)
                .max(Comparator.naturalOrder())
                .map(fragment.receivedAt()::plus);
    }

    private static Duration hold(Activity activity) {
        return activity.retention() == null ? USUAL_HOLD : activity.retention();
    }

    /** What speaks against it for good says more than what is merely wanting. */
    private static String reason(List<Permission> denials) {
        return denials.stream()
                .map(Permission::condition)
                .min(Comparator.comparing(Gate::vagueness))
                .orElse(Condition.NO_ACTIVITY)
                .name();
    }

    private static int vagueness(Condition condition) {
        if (condition == Condition.NO_ACTIVITY || condition == Condition.UNKNOWN_PURPOSE) {
            return 2;
        }
        return condition.mayCome() ? 1 : 0;
    }

    private CategoryState keep(
            Fragment fragment, DataCategory category, CategoryState state, Subject subject) {
        Map<String, Keeping> answers = new TreeMap<>();
        Set<String> permitting = new TreeSet<>();
        for (Purpose purpose : purposes) {
            Keeping answer = Keeping.of(fragment, category, purpose.id(), subject, policy, at);
            answers.put(purpose.id(), answer);
            if (answer.kept()) {
                permitting.add(purpose.id());
            }
        }
        if (!permitting.isEmpty()) {
            return CategoryState.merged(permitting);
        }
        String reason = reasonOfDenials(state.purposes(), answers);
        boolean over =
                state.purposes().stream()
                        .map(answers::get)
                        .allMatch(answer -> answer != null && answer.over());
        if (over && !state.purposes().isEmpty()) {
            return CategoryState.erased(reason);
        }
        Instant eraseAt = state.eraseAt() == null ? at.plus(suspension) : state.eraseAt();
        return at.isBefore(eraseAt)
                ? state.suspended(eraseAt, reason)
                : CategoryState.erased(reason);
    }

    /** Why what it rested on no longer holds. */
    private static String reasonOfDenials(Set<String> rested, Map<String, Keeping> answers) {
        List<Keeping> lost =
                answers.entrySet().stream()
                        .filter(answer -> rested.contains(answer.getKey()))
                        .map(Map.Entry::getValue)
                        .toList();
        List<Permission> denials =
                lost.stream()
                        .filter(answer -> !answer.retentionEnded())
                        .map(Keeping::permission)
                        .toList();
        return denials.isEmpty() && !lost.isEmpty() ? RETENTION_ENDED : reason(denials);
    }
}
