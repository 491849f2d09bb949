package org.purposecdp.profile.fragment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.ResolvedRecord;

/**
 * What one record contributed.
 *
 * @param origin of the message that brought it
 * @param rev rises with every mark, so that of two markers one loses
 * @param uncatalogued whether some of the record had no category and was refused for it
 * @param states by category
 * @param values of the categories that are held or merged
 */
public record Fragment(
        String recordId,
        String nodeId,
        String source,
        Instant occurredAt,
        Instant receivedAt,
        Origin origin,
        long rev,
        boolean uncatalogued,
        Map<DataCategory, CategoryState> states,
        Map<DataCategory, Values> values) {

    public static final String NOT_IN_CATALOGUE = "NOT_IN_CATALOGUE";

    public Fragment {
        // The store knows milliseconds; the order of two records must not change by storing them.
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MILLIS);
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Sorts a record's values by category; all of them undecided. */
    public static Fragment of(ResolvedRecord resolved, Catalogue catalogue, Origin origin) {
        ReceivedRecord record = resolved.record();
        Map<String, Object> traits = new LinkedHashMap<>();
        // First in order wins: several identifiers of a namespace come sorted.
        for (Identifier identifier : record.identifiers()) {
            if (catalogue.trait(identifier.namespace()).isPresent()) {
                traits.putIfAbsent(identifier.namespace(), identifier.value());
            }
        }
        traits.putAll(record.traits());
        boolean uncatalogued = false;
        Map<DataCategory, Map<String, Object>> sorted = new EnumMap<>(DataCategory.class);
        for (Map.Entry<String, Object> trait : traits.entrySet()) {
            Optional<DataCategory> category = catalogue.trait(trait.getKey());
            uncatalogued |= category.isEmpty();
            category.ifPresent(
                    of ->
                            sorted.computeIfAbsent(of, c -> new LinkedHashMap<>())
                                    .put(trait.getKey(), trait.getValue()));
        }
        ReceivedRecord.Event event = record.event();
        DataCategory eventCategory =
                event == null ? null : catalogue.event(event.name()).orElse(null);
        uncatalogued |= event != null && eventCategory == null;
        Set<DataCategory> categories = new TreeSet<>(sorted.keySet());
        if (eventCategory != null) {
            categories.add(eventCategory);
        }
        Map<DataCategory, Values> values = new EnumMap<>(DataCategory.class);
        Map<DataCategory, CategoryState> states = new EnumMap<>(DataCategory.class);
        for (DataCategory category : categories) {
            values.put(
                    category,
                    new Values(sorted.get(category), category == eventCategory ? event : null));
            states.put(category, CategoryState.UNDECIDED);
        }
        return new Fragment(
                record.recordId(),
                resolved.nodeId(),
                record.source(),
                record.occurredAt(),
                record.receivedAt(),
                origin,
                0,
                uncatalogued,
                states,
                values);
    }

    /**
     * When what it tells arose. Of the stored millisecond the last instant: a grant that the record
     * brought itself was given no later.
     */
    public Instant arose() {
        Instant first = occurredAt.isBefore(receivedAt) ? occurredAt : receivedAt;
        return first.plusMillis(1).minusNanos(1);
    }

    public boolean held() {
        return has(Outcome.HELD);
    }

    public boolean has(Outcome outcome) {
        return states.values().stream().anyMatch(state -> state.outcome() == outcome);
    }

    /** The same fragment after a decision, without the values that are not to be kept. */
    public Fragment decided(Map<DataCategory, CategoryState> next) {
        Map<DataCategory, Values> kept =
                values.entrySet().stream()
                        .filter(entry -> next.get(entry.getKey()).outcome().keepsValues())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Fragment(
                recordId,
                nodeId,
                source,
                occurredAt,
                receivedAt,
                origin,
                rev,
                uncatalogued,
                next,
                kept);
    }

    /** As before what of it is merged was decided. */
    public Fragment undecided() {
        Map<DataCategory, CategoryState> next = new EnumMap<>(DataCategory.class);
        states.forEach(
                (category, state) ->
                        next.put(
                                category,
                                state.outcome() == Outcome.MERGED
                                        ? CategoryState.UNDECIDED
                                        : state));
        return decided(next);
    }

    /** What is undecided again when a record is repeated: the categories that were never kept. */
    public Optional<Fragment> reopenedBy(Fragment repeat) {
        Map<DataCategory, CategoryState> next = new EnumMap<>(DataCategory.class);
        Map<DataCategory, Values> kept = new EnumMap<>(DataCategory.class);
        next.putAll(states);
        kept.putAll(values);
        repeat.values()
                .forEach(
                        (category, value) -> {
                            CategoryState state = states.get(category);
                            if (state == null || state.outcome() == Outcome.REFUSED) {
                                next.put(category, CategoryState.UNDECIDED);
                                kept.put(category, value);
                            }
                        });
        return next.equals(states)
                ? Optional.empty()
                : Optional.of(
                        new Fragment(
                                recordId,
                                nodeId,
                                source,
                                // It arose when it first did, however late it is repeated.
                                occurredAt.isBefore(receivedAt) ? occurredAt : receivedAt,
                                repeat.receivedAt(),
                                repeat.origin(),
                                rev,
                                repeat.uncatalogued(),
                                next,
                                kept));
    }

    @Override
    public String toString() {
        return "Fragment[" + recordId + "]";
    }
}
