package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.purposecdp.contracts.record.ConsentSignal;

/**
 * What of the words that records bear is told. An act always is; what a tool merely holds is told
 * when its node or its device last said otherwise, or when it was said before the first of its run.
 * Pure.
 */
final class Telling {
    private final Map<String, Heard> heard;
    private final Map<String, Heard> changed = new HashMap<>();

    /**
     * @param heard what is known, by {@link #keys}
     */
    Telling(Map<String, Heard> heard) {
        this.heard = new HashMap<>(heard);
    }

    /** Under which it is known what was said before: the node, and the device within its source. */
    static Set<String> keys(ConsentSignal said) {
        Set<String> keys = new LinkedHashSet<>();
        keys.add(said.nodeId());
        said.device().forEach(device -> keys.add(said.source() + ' ' + device));
        return keys;
    }

    /**
     * @return the word if it is to be told, and what is to be told again after it
     */
    List<ConsentSignal> hear(ConsentSignal said) {
        boolean told = said.act();
        Set<ConsentSignal> again = new LinkedHashSet<>();
        Map<String, Heard.Step> steps = new LinkedHashMap<>();
        for (String key : keys(said)) {
            Heard before = heard.get(key);
            Heard.Step step = before == null ? Heard.first(said) : before.hear(said);
            told |= step.told();
            if (step.again() != null) {
                again.add(step.again());
            }
            steps.put(key, step);
        }
        for (Map.Entry<String, Heard.Step> step : steps.entrySet()) {
            Heard now = step.getValue().now();
            remember(step.getKey(), told ? now.told(said) : now);
        }
        List<ConsentSignal> signals = new ArrayList<>();
        if (told) {
            signals.add(said);
        }
        signals.addAll(again);
        return signals;
    }

    private void remember(String key, Heard now) {
        if (!now.equals(heard.put(key, now))) {
            changed.put(key, now);
        }
    }

    /** What is to be remembered. */
    Map<String, Heard> changed() {
        return changed;
    }
}
