package org.purposecdp.kit.messaging;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;

import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Subject;

/**
 * The "no" that erases what arose before it: an act of the person's own verified group, in words
 * that are understood. Of a message that nobody could read nobody knows what it rests on, so any
 * such "no" takes it.
 */
public final class OwnNo {
    private OwnNo() {}

    /**
     * When the last was said, by the keys of what is about that node; without one, none.
     *
     * @param keys those that messages about a node of a Subject bear
     */
    public static Map<String, Instant> until(
            Collection<Subject> subjects,
            BiFunction<Subject, Subject.Node, Collection<String>> keys) {
        return until(subjects, any -> true, keys);
    }

    /**
     * @param such of those that erase, the ones that count
     */
    public static Map<String, Instant> until(
            Collection<Subject> subjects,
            Predicate<Decision> such,
            BiFunction<Subject, Subject.Node, Collection<String>> keys) {
        Map<String, Instant> until = new HashMap<>();
        for (Subject subject : subjects) {
            Map<String, Instant> said = byGroup(subject, such);
            subject.nodes().stream()
                    .filter(node -> said.containsKey(node.group()))
                    .forEach(
                            node ->
                                    keys.apply(subject, node)
                                            .forEach(
                                                    key ->
                                                            until.merge(
                                                                    key,
                                                                    said.get(node.group()),
                                                                    OwnNo::later)));
        }
        return until;
    }

    private static Map<String, Instant> byGroup(Subject subject, Predicate<Decision> such) {
        Map<String, Instant> said = new HashMap<>();
        subject.decisions().stream()
                .filter(OwnNo::erases)
                .filter(such)
                .forEach(
                        no ->
                                no.groups()
                                        .forEach(
                                                group -> said.merge(group, no.at(), OwnNo::later)));
        return said;
    }

    private static boolean erases(Decision no) {
        return no.kind().refuses() && no.act() && no.understood();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
