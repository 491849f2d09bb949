package org.purposecdp.identity.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.text.Name;
import org.purposecdp.identity.source.Source;

/** What the register asks of a source's devices. Pure. */
final class Door {
    private Door() {}

    /** Unless every activity that takes from it names why no consent is needed. */
    static boolean asks(Source source, Optional<Policy> policy, Instant at) {
        if (source.kind() != SourceKind.PUBLIC) {
            return false;
        }
        if (Boolean.TRUE.equals(source.consentFirst()) || policy.isEmpty()) {
            return true;
        }
        List<Activity> activities = activities(source, policy.get(), at).toList();
        return activities.isEmpty()
                || !activities.stream().allMatch(activity -> named(activity.terminalExemption()));
    }

    /** Under which a "yes" counts, folded: those of the purposes that its activities serve. */
    static Set<String> names(Source source, Policy policy, Instant at) {
        return activities(source, policy, at)
                .map(Activity::purpose)
                .filter(purpose -> !Policy.isOfTheDoor(purpose))
                .distinct()
                .flatMap(purpose -> policy.purpose(purpose).stream())
                .flatMap(Door::names)
                .collect(Collectors.toSet());
    }

    private static Stream<String> names(Purpose purpose) {
        return Stream.concat(Stream.of(purpose.id()), purpose.signals().stream()).map(Name::folded);
    }

    private static Stream<Activity> activities(Source source, Policy policy, Instant at) {
        return policy.activities().stream()
                .filter(activity -> activity.sources().contains(source.id()))
                .filter(activity -> activity.inForce(at));
    }

    private static boolean named(String text) {
        return text != null && !text.isBlank();
    }
}
