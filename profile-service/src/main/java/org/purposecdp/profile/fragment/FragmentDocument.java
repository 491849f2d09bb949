package org.purposecdp.profile.fragment;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

import org.bson.Document;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.profile.moment.Moments;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A fragment as stored. Values are JSON text by category: numbers stay exact, any name is allowed,
 * and removing a category removes all of it.
 */
final class FragmentDocument {
    /** An outcome without values is kept that long. */
    private static final Period OUTCOME_KEPT = Period.ofMonths(13);

    private FragmentDocument() {}

    static Document of(Fragment fragment) {
        Document values = new Document();
        fragment.values()
                .forEach(
                        (category, value) ->
                                values.append(
                                        category.wire(), new String(Json.bytes(value), UTF_8)));
        return new Document("_id", fragment.recordId())
                .append("nodeId", fragment.nodeId())
                .append("source", fragment.source())
                .append("occurredAt", Date.from(fragment.occurredAt()))
                .append("partition", fragment.origin().partition())
                .append("offset", fragment.origin().offset())
                .append("rev", fragment.rev())
                .append("values", values)
                .append("uncatalogued", fragment.uncatalogued())
                .append("receivedAt", Date.from(fragment.receivedAt()))
                .append("states", states(fragment.states()));
    }

    /** What sweeps look for, absent where there is nothing to do. */
    static Document dates(Mark mark) {
        Document dates = new Document();
        put(dates, "heldUntil", least(mark, CategoryState::until));
        put(dates, "eraseAt", least(mark, CategoryState::eraseAt));
        boolean empty =
                mark.states().values().stream().noneMatch(state -> state.outcome().keepsValues());
        put(dates, "forgetAt", empty ? forgetAt(mark) : null);
        return dates;
    }

    static Document states(Map<DataCategory, CategoryState> of) {
        Document states = new Document();
        new TreeSet<>(of.keySet())
                .forEach(category -> states.append(category.wire(), state(of.get(category))));
        return states;
    }

    private static Document state(CategoryState state) {
        Document document = new Document("outcome", state.outcome().name());
        put(document, "until", date(state.until()));
        put(document, "reason", state.reason());
        put(
                document,
                "purposes",
                state.purposes().isEmpty() ? null : List.copyOf(new TreeSet<>(state.purposes())));
        put(document, "eraseAt", date(state.eraseAt()));
        return document;
    }

    static Fragment read(Document document) {
        Map<DataCategory, CategoryState> states = readStates(document);
        Map<DataCategory, Values> values = new EnumMap<>(DataCategory.class);
        document.get("values", Document.class)
                .forEach(
                        (name, json) ->
                                values.put(
                                        DataCategory.of(name),
                                        Json.parse(((String) json).getBytes(UTF_8), Values.class)));
        return new Fragment(
                document.getString("_id"),
                document.getString("nodeId"),
                document.getString("source"),
                document.getDate("occurredAt").toInstant(),
                document.getDate("receivedAt").toInstant(),
                new Origin(document.getInteger("partition"), document.getLong("offset")),
                ((Number) document.get("rev")).longValue(),
                document.getBoolean("uncatalogued", false),
                states,
                values);
    }

    static Map<DataCategory, CategoryState> readStates(Document document) {
        Map<DataCategory, CategoryState> states = new EnumMap<>(DataCategory.class);
        document.get("states", Document.class)
                .forEach((name, state) -> states.put(DataCategory.of(name), read(state)));
        return states;
    }

    private static CategoryState read(Object value) {
        Document state = (Document) value;
        List<String> purposes = state.getList("purposes", String.class, List.of());
        return new CategoryState(
                Outcome.valueOf(state.getString("outcome")),
                instant(state.getDate("until")),
                state.getString("reason"),
                new TreeSet<>(purposes),
                instant(state.getDate("eraseAt")));
    }

    private static Date least(Mark mark, Function<CategoryState, Instant> of) {
        return date(mark.states().values().stream().map(of).reduce(null, Moments::earlier));
    }

    private static Date forgetAt(Mark mark) {
        return Date.from(mark.receivedAt().atZone(ZoneOffset.UTC).plus(OUTCOME_KEPT).toInstant());
    }

    private static void put(Document document, String field, Object value) {
        if (value != null) {
            document.append(field, value);
        }
    }

    private static Date date(Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }
}
