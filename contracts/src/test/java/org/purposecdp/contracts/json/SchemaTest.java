package org.purposecdp.contracts.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.purposecdp.contracts.cluster.ClusterForm;
import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.delivery.DeliveryOutcome;
import org.purposecdp.contracts.fence.FenceAck;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.record.ConsentSignal;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.ResolvedRecord;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.contracts.subject.SubjectForm;
import org.purposecdp.contracts.topic.Topic;

import static org.assertj.core.api.Assertions.assertThat;

/** Each topic's schema, its example, the records that are written, and the frozen first version. */
class SchemaTest {
    private static final Map<Topic, Class<?>> VALUES =
            new EnumMap<>(
                    Map.of(
                            Topic.RECORDS_RECEIVED, ReceivedRecord.class,
                            Topic.RECORDS_RESOLVED, ResolvedRecord.class,
                            Topic.IDENTITY_CLUSTERS, ClusterState.class,
                            Topic.IDENTITY_SOURCES, Source.class,
                            Topic.CONSENT_SIGNALS, ConsentSignal.class,
                            Topic.POLICY, Policy.class,
                            Topic.SUBJECTS, Subject.class,
                            Topic.PROFILE_CHANGES, ProfileChange.class,
                            Topic.FENCE_ACKS, FenceAck.class,
                            Topic.DELIVERIES, DeliveryOutcome.class));

    /** What is written where that is not the value itself. */
    private static final Map<Topic, Class<?>> FORMS =
            Map.of(
                    Topic.IDENTITY_CLUSTERS, ClusterForm.class,
                    Topic.SUBJECTS, SubjectForm.class);

    @ParameterizedTest
    @EnumSource(Topic.class)
    void theExampleIsWhatTheSchemaDescribes(Topic topic) {
        assertThat(faults(topic, read("/examples/", topic))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void theExampleIsReadAndWrittenAgain(Topic topic) throws IOException {
        Object event = Json.MAPPER.treeToValue(read("/examples/", topic), VALUES.get(topic));

        JsonNode written = Json.MAPPER.readTree(Json.bytes(event));

        assertThat(faults(topic, written)).isEmpty();
        assertThat(Json.MAPPER.treeToValue(written, VALUES.get(topic))).isEqualTo(event);
    }

    static Stream<Object> everyEvent() {
        return JsonTest.everyEvent();
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void whatARecordWritesTheSchemaAccepts(Object event) throws IOException {
        Topic topic = topicOf(event.getClass());

        assertThat(faults(topic, Json.MAPPER.readTree(Json.bytes(event)))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void theSchemaNamesEveryFieldAndWordOfTheRecords(Topic topic) {
        Map<String, Set<String>> declared = declaredIn(read("/schemas/", topic));

        assertThat(declared).isEqualTo(writtenBy(FORMS.getOrDefault(topic, VALUES.get(topic))));
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void noSchemaBreaksReadersOrWritersOfTheFirstVersion(Topic topic) {
        assertThat(SchemaChange.breaks(read("/frozen/v1/", topic), read("/schemas/", topic)))
                .isEmpty();
    }

    @Test
    void everyTopicHasAValue() {
        assertThat(VALUES).containsOnlyKeys(Topic.values());
    }

    private static Topic topicOf(Class<?> value) {
        return VALUES.entrySet().stream()
                .filter(entry -> entry.getValue() == value)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Readers ignore what they don't know; here it is a fault, so that a forgotten field shows. */
    private static Set<ValidationMessage> faults(Topic topic, JsonNode value) {
        JsonNode schema = read("/schemas/", topic);
        close(schema);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(
                        value,
                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }

    private static void close(JsonNode schema) {
        schema.forEach(SchemaTest::close);
        if (schema.path("title").isTextual() && schema.path("type").asText().equals("object")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    private static JsonNode read(String folder, Topic topic) {
        String file = folder + topic.topicName().substring("cdp.".length()) + ".json";
        try (InputStream in = SchemaTest.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Title of each object or enumeration of a schema, and the fields or words it has. */
    private static Map<String, Set<String>> declaredIn(JsonNode schema) {
        Map<String, Set<String>> declared = new TreeMap<>();
        Stream.concat(Stream.of(schema), schema.path("$defs").valueStream())
                .forEach(
                        type -> {
                            Set<String> words = new TreeSet<>();
                            type.path("properties").fieldNames().forEachRemaining(words::add);
                            type.path("enum").forEach(word -> words.add(word.asText()));
                            declared.put(type.get("title").asText(), words);
                        });
        return declared;
    }

    private static Map<String, Set<String>> writtenBy(Class<?> value) {
        Map<String, Set<String>> written = new TreeMap<>();
        collect(value, written, new HashSet<>());
        return written;
    }

    private static void collect(Type type, Map<String, Set<String>> written, Set<Type> seen) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments())
                    .forEach(argument -> collect(argument, written, seen));
        } else if (type instanceof Class<?> record && record.isRecord()) {
            Set<String> fields = new TreeSet<>();
            for (RecordComponent component : record.getRecordComponents()) {
                fields.add(component.getName());
                collect(component.getGenericType(), written, seen);
            }
            written.put(name(record), fields);
        } else if (type instanceof Class<?> words && words.isEnum()) {
            Set<String> values = new TreeSet<>();
            for (Object word : words.getEnumConstants()) {
                values.add(Json.MAPPER.convertValue(word, String.class));
            }
            written.put(name(words), values);
        }
    }

    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : name(outer) + "." + type.getSimpleName();
    }
}
