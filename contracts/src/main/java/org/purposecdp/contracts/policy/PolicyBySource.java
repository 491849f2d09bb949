package org.purposecdp.contracts.policy;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.purposecdp.contracts.json.Json;

/**
 * A policy as it concerns each source: all that the rule reads where it is asked to {@code COLLECT}
 * or {@code STORE} what comes from that one. So another version of it concerns only those whose
 * sources it changed.
 */
public final class PolicyBySource {
    /** What the print of a source that the policy knows begins with. */
    public static final String KNOWN = "k:";

    /** Greater than any of these. */
    public static final String AFTER_KNOWN = "k;";

    private static final String UNKNOWN = "u:";

    private final Policy whole;
    private final Map<String, Part> parts = new ConcurrentHashMap<>();

    private record Part(Policy policy, String print) {}

    public PolicyBySource(Policy whole) {
        this.whole = whole;
    }

    public Policy whole() {
        return whole;
    }

    /** Without the catalogue and the rules of identifiers: the first sorts a record as it comes. */
    public Policy of(String source) {
        return part(source).policy();
    }

    /** Of each of these sources one text, the same as long as nothing of it has changed. */
    public Set<String> prints(Collection<String> sources) {
        Set<String> prints = new TreeSet<>();
        sources.forEach(source -> prints.add(part(source).print()));
        return prints;
    }

    /** Of every source that the policy knows. */
    public Set<String> prints() {
        return prints(whole.sources().stream().map(Source::id).toList());
    }

    /** As those that the policy knows were printed before it did. */
    public List<String> formerPrints() {
        return whole.sources().stream().map(source -> UNKNOWN + source.id()).toList();
    }

    private Part part(String source) {
        return parts.computeIfAbsent(source, this::parted);
    }

    private Part parted(String source) {
        List<Source> known = whole.source(source).stream().toList();
        List<Activity> naming =
                whole.activities().stream()
                        .filter(activity -> activity.sources().contains(source))
                        .toList();
        Set<String> mentioned = new HashSet<>();
        naming.forEach(activity -> mentioned.add(activity.notice()));
        known.forEach(one -> one.shows().forEach(shown -> mentioned.add(shown.notice())));
        List<Notice> notices =
                whole.notices().stream().filter(one -> mentioned.contains(one.id())).toList();
        Policy policy = policy(whole.version(), naming, notices, known);
        return new Part(
                policy,
                known.isEmpty()
                        ? UNKNOWN + source
                        : KNOWN + source + ":" + hash(naming, notices, known));
    }

    /** Versions tell when something was written, not what. */
    private String hash(List<Activity> naming, List<Notice> notices, List<Source> known) {
        List<Source> bare =
                known.stream()
                        .map(
                                source ->
                                        new Source(
                                                source.id(),
                                                0,
                                                source.ended(),
                                                source.kind(),
                                                source.consentFirst(),
                                                source.shows()))
                        .toList();
        return UUID.nameUUIDFromBytes(Json.bytes(policy(0, naming, notices, bare))).toString();
    }

    private Policy policy(
            long version, List<Activity> activities, List<Notice> notices, List<Source> sources) {
        return new Policy(
                version,
                version == 0 ? null : whole.at(),
                whole.purposes(),
                activities,
                notices,
                null,
                null,
                sources);
    }
}
