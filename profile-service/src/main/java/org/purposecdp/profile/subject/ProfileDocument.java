package org.purposecdp.profile.subject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import org.bson.Document;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.subject.Profile.Unpublished;
import org.purposecdp.profile.view.ViewState;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A profile as stored; Subject, views and what is unpublished are JSON text. */
final class ProfileDocument {
    private static final TypeReference<TreeMap<String, ViewState>> VIEWS = new TypeReference<>() {};

    private ProfileDocument() {}

    static Profile read(Document document) {
        Document subject = document.get("subject", Document.class);
        List<Unpublished> unpublished = new ArrayList<>();
        for (Document entry : document.getList("unpublished", Document.class, List.of())) {
            unpublished.add(Json.parse(bytes(entry, "json"), Unpublished.class));
        }
        Date until = document.getDate("until");
        return new Profile(
                document.getString("_id"),
                document.getString("rev"),
                number(document, "number"),
                number(document, "foldNumber"),
                Json.parse(bytes(subject, "json"), Subject.class),
                number(document, "foldedVersion"),
                number(document, "policyVersion"),
                Set.copyOf(document.getList("policyPrints", String.class, List.of())),
                views(document.getString("views")),
                until == null ? null : until.toInstant(),
                document.containsKey("stale"),
                unpublished,
                document.containsKey("ackPending"));
    }

    /** One that has ended is found by no identifier. */
    static Document subject(Subject subject) {
        List<Subject.Node> nodes = subject.ended() ? List.of() : subject.nodes();
        List<String> identifiers =
                nodes.stream().flatMap(node -> node.identifiers().stream()).distinct().toList();
        return new Document("version", subject.version())
                .append("identifiers", identifiers)
                .append("json", text(subject));
    }

    static Document unpublished(Unpublished entry) {
        return new Document("id", entry.id()).append("json", text(entry));
    }

    static String text(Object value) {
        return new String(Json.bytes(value), UTF_8);
    }

    static Date date(Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static Map<String, ViewState> views(String json) {
        if (json == null) {
            return Map.of();
        }
        try {
            return Json.MAPPER.readValue(json, VIEWS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored views cannot be read: " + e.getClass(), null);
        }
    }

    private static byte[] bytes(Document document, String field) {
        return document.getString(field).getBytes(UTF_8);
    }

    private static long number(Document document, String field) {
        return document.get(field) instanceof Number number ? number.longValue() : 0;
    }
}
