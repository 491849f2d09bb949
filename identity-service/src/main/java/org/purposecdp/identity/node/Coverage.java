package org.purposecdp.identity.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.identity.cluster.Kept;
import org.purposecdp.identity.matching.Part;
import org.purposecdp.identity.matching.Person;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Which match fields of a source may be kept, and how long: those of categories that an activity
 * for {@code identity-resolution} covers. Pure. A trait that the catalogue does not know is never
 * kept.
 */
public final class Coverage {
    /** While there is no policy. */
    static final Coverage NOTHING = new Coverage(new Catalogue(null, null, null), List.of());

    /** Before the namespace of an identifier, which is no trait's name. */
    private static final String IDENTIFIER = "@";

    private final Catalogue catalogue;
    private final List<Activity> activities;

    private Coverage(Catalogue catalogue, List<Activity> activities) {
        this.catalogue = catalogue;
        this.activities = activities;
    }

    public static Coverage of(Policy policy) {
        return new Coverage(
                policy.catalogue(),
                policy.activities().stream()
                        .filter(a -> a.purpose().equals(Policy.IDENTITY_RESOLUTION))
                        .toList());
    }

    /**
     * An identifier by which somebody is reached is contact, unless the catalogue says otherwise.
     */
    public Optional<DataCategory> category(String name) {
        return name.startsWith(IDENTIFIER)
                ? catalogue
                        .trait(name.substring(IDENTIFIER.length()))
                        .or(() -> Optional.of(DataCategory.CONTACT))
                : catalogue.trait(name);
    }

    /** What of a record may be kept, and by which names. */
    record Taken(Map<String, Object> traits, List<Identifier> identifiers, Kept kept) {}

    Taken take(
            String source,
            Map<String, Object> traits,
            Collection<Identifier> identifiers,
            Instant at) {
        Terms terms = terms(source, at);
        Map<String, Object> covered = new TreeMap<>();
        Map<Part, Set<String>> names = new EnumMap<>(Part.class);
        traits.forEach(
                (trait, value) ->
                        MatchFields.part(trait)
                                .filter(part -> value != null && terms.covers(trait))
                                .ifPresent(
                                        part -> {
                                            covered.put(trait, value);
                                            add(names, part, trait);
                                        }));
        List<Identifier> compared =
                identifiers.stream()
                        .filter(one -> MatchFields.ofIdentifier(one.namespace()).isPresent())
                        .filter(one -> terms.covers(IDENTIFIER + one.namespace()))
                        .toList();
        compared.forEach(
                one ->
                        add(
                                names,
                                MatchFields.ofIdentifier(one.namespace()).orElseThrow(),
                                IDENTIFIER + one.namespace()));
        return new Taken(
                covered,
                compared,
                names.isEmpty() ? Kept.NOTHING : new Kept(names, at, terms.until(names, at)));
    }

    private static void add(Map<Part, Set<String>> names, Part part, String name) {
        names.computeIfAbsent(part, any -> new TreeSet<>()).add(name);
    }

    /**
     * Match fields that are stored.
     *
     * @param person as it is compared
     */
    record Fields(Person person, Kept kept) {
        static final Fields NONE = new Fields(Person.NOBODY, Kept.NOTHING);
    }

    /** What of it may still be kept; of a part that came by several names, if all may. */
    Fields left(String source, Fields fields, Instant now) {
        if (fields.kept().at() == null) {
            return Fields.NONE;
        }
        Terms terms = terms(source, now);
        Map<Part, Set<String>> left = new HashMap<>(fields.kept().names());
        left.values()
                .removeIf(
                        names ->
                                !names.stream()
                                        .allMatch(
                                                name ->
                                                        terms.covers(name)
                                                                && !terms.past(
                                                                        name,
                                                                        fields.kept().at(),
                                                                        now)));
        if (left.isEmpty()) {
            return Fields.NONE;
        }
        Set<Part> gone = new TreeSet<>(fields.kept().names().keySet());
        gone.removeAll(left.keySet());
        return new Fields(
                gone.isEmpty() ? fields.person() : fields.person().without(gone),
                new Kept(left, fields.kept().at(), terms.until(left, fields.kept().at())));
    }

    /** The same while the same is kept. */
    String text(Instant now) {
        List<Activity> inForce = activities.stream().filter(a -> a.inForce(now)).toList();
        return new String(Json.bytes(catalogue), UTF_8) + new String(Json.bytes(inForce), UTF_8);
    }

    /** By category that is covered, how long; empty for as long as the basis holds. */
    private Terms terms(String source, Instant at) {
        Map<DataCategory, Optional<Duration>> retention = new EnumMap<>(DataCategory.class);
        for (Activity activity : activities) {
            if (activity.sources().contains(source) && activity.inForce(at)) {
                Optional<Duration> own = Optional.ofNullable(activity.retention());
                activity.categories()
                        .forEach(category -> retention.merge(category, own, Coverage::longer));
            }
        }
        // No likeness of people is told by their health or faith (GDPR Art. 9).
        retention.remove(DataCategory.SPECIAL);
        return new Terms(retention);
    }

    private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
        return one.isEmpty() || other.isEmpty()
                ? Optional.empty()
                : one.get().compareTo(other.get()) >= 0 ? one : other;
    }

    private final class Terms {
        private final Map<DataCategory, Optional<Duration>> retention;

        Terms(Map<DataCategory, Optional<Duration>> retention) {
            this.retention = retention;
        }

        boolean covers(String name) {
            return category(name).filter(retention::containsKey).isPresent();
        }

        boolean past(String name, Instant since, Instant now) {
            return end(name, since).filter(end -> !end.isAfter(now)).isPresent();
        }

        Instant until(Map<Part, Set<String>> names, Instant since) {
            return names.values().stream()
                    .flatMap(Set::stream)
                    .flatMap(name -> end(name, since).stream())
                    .min(Instant::compareTo)
                    .orElse(null);
        }

        private Optional<Instant> end(String name, Instant since) {
            return category(name).flatMap(retention::get).map(since::plus);
        }
    }
}
