package org.purposecdp.local.demo.generator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.purposecdp.local.demo.Demo;

/**
 * The register that the demo files with the platform, as data; what it means is worked out here.
 */
final class RegisterBook {
    private static final JsonNode REGISTER = read();

    private RegisterBook() {}

    static String kind(String source) {
        return REGISTER.path("sources").path(source).path("kind").asText();
    }

    static boolean byRecords(String source) {
        return REGISTER.path("sources").path(source).path("by").asText().equals("records");
    }

    static List<String> sources() {
        List<String> sources = new ArrayList<>();
        REGISTER.path("sources").fieldNames().forEachRemaining(sources::add);
        return sources;
    }

    static Optional<String> category(String trait) {
        return text(REGISTER.path("catalogue").path("traits").path(trait));
    }

    static Optional<String> eventCategory(String event) {
        return text(REGISTER.path("catalogue").path("events").path(event));
    }

    static JsonNode activity(String purpose) {
        return REGISTER.path("activities").path(purpose);
    }

    static String noticeOf(String purpose) {
        return activity(purpose).path("describedBy").path("notice").asText();
    }

    static int describedBy(String purpose) {
        return activity(purpose).path("describedBy").path("version").asInt();
    }

    /** Whether the source says that it shows a version of that notice, or a later one. */
    static boolean shows(String source, String notice, int version, Instant at) {
        return StreamSupport.stream(
                        REGISTER.path("sources").path(source).path("shows").spliterator(), false)
                .filter(shown -> shown.path("notice").asText().equals(notice))
                .filter(shown -> shown.path("version").asInt() >= version)
                .anyMatch(shown -> !at.isBefore(Instant.parse(shown.path("since").asText())));
    }

    /** Whether restricted data is processed under it all the same. */
    static boolean despiteRestriction(String purpose) {
        return activity(purpose).has("despiteRestriction");
    }

    /** Of a device that has not agreed such a source keeps nothing. */
    static boolean consentFirst(String source) {
        return REGISTER.path("sources").path(source).path("consentFirst").asBoolean();
    }

    /** The purposes that look at people; the demo has one activity for each, of the same name. */
    static List<String> purposes() {
        List<String> purposes = new ArrayList<>();
        REGISTER.path("purposes").fieldNames().forEachRemaining(purposes::add);
        purposes.removeAll(List.of("identity-resolution", "pending-decision"));
        return purposes;
    }

    static boolean covers(String purpose, String source, String category) {
        return has(activity(purpose).path("sources"), source)
                && has(activity(purpose).path("categories"), category);
    }

    static boolean pendingDecisionCovers(String source, String category) {
        return covers("pending-decision", source, category);
    }

    static Optional<Integer> minimumAge(String purpose) {
        JsonNode age = REGISTER.path("purposes").path(purpose).path("minimumAge");
        return age.isInt() ? Optional.of(age.intValue()) : Optional.empty();
    }

    static Optional<Period> consentLasts(String purpose) {
        return text(REGISTER.path("purposes").path(purpose).path("consentLasts"))
                .map(Period::parse);
    }

    static boolean directMarketing(String purpose) {
        return REGISTER.path("purposes").path(purpose).path("directMarketing").asBoolean();
    }

    /** The purpose that a consent tool's word means. */
    static String signalled(String word) {
        for (Map.Entry<String, JsonNode> purpose : REGISTER.path("purposes").properties()) {
            if (purpose.getKey().equals(word) || has(purpose.getValue().path("signals"), word)) {
                return purpose.getKey();
            }
        }
        throw new IllegalArgumentException(word);
    }

    /** The version of a notice that people were shown at that time. */
    static int inForce(String notice, Instant at) {
        return versions(notice).stream()
                .filter(version -> !at.isBefore(Instant.parse(version.path("from").asText())))
                .mapToInt(version -> version.path("version").asInt())
                .max()
                .orElse(0);
    }

    /** What was agreed to before the last material change holds no more. */
    static int lastMaterial(String notice, Instant at) {
        return versions(notice).stream()
                .filter(version -> version.path("material").asBoolean())
                .filter(version -> !at.isBefore(Instant.parse(version.path("from").asText())))
                .mapToInt(version -> version.path("version").asInt())
                .max()
                .orElse(1);
    }

    static List<String> audienceInterests() {
        List<String> interests = new ArrayList<>();
        REGISTER.path("audience")
                .path("body")
                .path("rule")
                .path("value")
                .forEach(value -> interests.add(value.asText()));
        return interests;
    }

    private static List<JsonNode> versions(String notice) {
        JsonNode versions = REGISTER.path("notices").path(notice).path("versions");
        return StreamSupport.stream(versions.spliterator(), false).toList();
    }

    private static boolean has(JsonNode list, String word) {
        return StreamSupport.stream(list.spliterator(), false)
                .anyMatch(item -> item.asText().equals(word));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    private static JsonNode read() {
        try (InputStream in = Demo.class.getResourceAsStream("register.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
