package org.purposecdp.profile.view;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.record.ReceivedRecord.Event;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Values;
import org.purposecdp.profile.gate.Judgement;
import org.purposecdp.profile.gate.Keeping;

/** What one merged fragment adds to one purpose's view. */
public final class Fold {
    /** Beyond it a sum would cost more digits than any amount has. */
    private static final int MOST_DIGITS = 100;

    private Fold() {}

    /**
     * Only what the rule lets through for the purpose, within the activity's retention.
     *
     * @param subject the one that it was judged by
     */
    public static ViewState of(
            Fragment fragment, String purpose, Subject subject, Judgement judgement) {
        Optional<Subject.Node> node = subject.node(fragment.nodeId());
        if (node.isEmpty()) {
            return ViewState.EMPTY;
        }
        ViewState state = ViewState.EMPTY;
        for (Map.Entry<DataCategory, Map<String, Keeping>> entry :
                judgement.keepings().entrySet()) {
            DataCategory category = entry.getKey();
            Values values = fragment.values().get(category);
            Keeping keeping = entry.getValue().get(purpose);
            if (values == null || keeping == null) {
                continue;
            }
            ViewState share =
                    keeping.viewed()
                            ? share(fragment, category, values, node.get(), keeping)
                            : new ViewState(null, null, null, keeping.until());
            state = state.merge(share);
        }
        return state;
    }

    private static ViewState share(
            Fragment fragment,
            DataCategory category,
            Values values,
            Subject.Node node,
            Keeping keeping) {
        Permission permission = keeping.permission();
        Map<String, ViewState.LastWrite> traits = new HashMap<>();
        values.traits()
                .forEach(
                        (name, value) ->
                                traits.put(
                                        name,
                                        new ViewState.LastWrite(
                                                shown(value),
                                                category,
                                                permission.basis(),
                                                permission.activity(),
                                                fragment.source(),
                                                fragment.nodeId(),
                                                fragment.occurredAt(),
                                                fragment.recordId())));
        Map<String, Map<String, ViewState.Sum>> events =
                values.event() == null
                        ? Map.of()
                        : Map.of(
                                values.event().name(),
                                Map.of(
                                        fragment.nodeId(),
                                        new ViewState.Sum(
                                                category,
                                                permission.basis(),
                                                permission.activity(),
                                                1,
                                                numbers(values.event()),
                                                fragment.occurredAt(),
                                                fragment.occurredAt())));
        return new ViewState(
                traits, events, Map.of(node.nodeId(), node.version()), keeping.until());
    }

    private static Map<String, BigDecimal> numbers(Event event) {
        TreeMap<String, BigDecimal> numbers = new TreeMap<>();
        event.properties()
                .forEach(
                        (name, value) -> {
                            if (value instanceof Number number
                                    && name.length() <= View.LONGEST_NAME) {
                                exact(number).ifPresent(exact -> numbers.put(name, exact));
                            }
                        });
        while (numbers.size() > View.MOST_SUMS) {
            numbers.pollLastEntry();
        }
        return numbers;
    }

    /** What is too long for a view is in none, and neither is what was there before it. */
    private static Object shown(Object value) {
        return Json.bytes(value).length <= View.LONGEST_VALUE ? value : null;
    }

    private static Optional<BigDecimal> exact(Number number) {
        try {
            BigDecimal exact = new BigDecimal(number.toString());
            return Math.abs(exact.scale()) <= MOST_DIGITS && exact.precision() <= MOST_DIGITS
                    ? Optional.of(exact)
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
