package org.purposecdp.e2e.residency;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import org.purposecdp.contracts.residency.Place;
import org.purposecdp.contracts.residency.Place.Kind;
import org.purposecdp.contracts.residency.Places;
import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.FileImport;
import org.purposecdp.e2e.brand.Sending;
import org.purposecdp.e2e.brand.Webhook;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.store.Columns;
import org.purposecdp.e2e.store.Fields;
import org.purposecdp.e2e.store.Files;
import org.purposecdp.e2e.store.Stores;
import org.purposecdp.e2e.store.Topics;
import org.purposecdp.local.ServicePart;
import org.purposecdp.local.Stack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Values that came in by every way there is lie in declared places, and nowhere else. */
@OnPlatform
class PlantedValueIT {
    private static final String BORN_ON = "1911-03-07";

    /** That something is found there shows that the search finds what there is. */
    private static final List<String> FOUND_IN =
            List.of(
                    "identity-service/node.person",
                    "consent-service/fact.valid_from",
                    "consent-service/subject.body",
                    "consent-service/cdp.subjects.v1",
                    "profile-service/fragments.values.*",
                    "profile-service/profiles.views",
                    "profile-service/profiles.subject.json",
                    "activation-service/subject.body",
                    "activation-service/view.body",
                    "activation-service/delivery.properties");

    @Test
    void plantedValuesLieWhereTheyMayAndNowhereElse(Platform platform, Brand brand)
            throws Exception {
        Planting planting = new Planting(platform, brand);
        String event = brand.event("Planted");
        try (Webhook webhook = brand.webhookOn(event, "marketing")) {
            planting.bySdk(event);
            planting.byPartner();
            planting.byHook();
            planting.byFile();
            planting.byTopic();
            planting.byDesk(BORN_ON);
            planting.byQuestion();
            planting.awaitArrivals();
            Awaitility.await("the delivery of the planted event")
                    .atMost(Platform.PATIENCE)
                    .until(() -> !webhook.accepted().isEmpty());
        }
        Map<String, String> kept = inverted(planting.kept());
        Map<String, String> refused = inverted(planting.refused());
        Set<String> found = new TreeSet<>();
        Set<String> outside = new TreeSet<>();
        Set<String> all = new TreeSet<>(kept.keySet());
        all.addAll(refused.keySet());
        for (Hit hit : hits(platform, all)) {
            Optional<Place> place = hit.place();
            for (String text : hit.texts()) {
                if (refused.containsKey(text)) {
                    outside.add(hit.name() + " holds what is kept nowhere: " + refused.get(text));
                } else if (place.filter(Place::mayHoldValues).isEmpty()) {
                    outside.add(hit.name() + " holds " + kept.get(text));
                }
            }
            place.ifPresent(known -> found.add(known.toString()));
        }

        assertThat(outside).as("values where none may lie").isEmpty();
        assertThat(found).containsAll(FOUND_IN);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "open files are read from /proc")
    void aFileThatIsBeingTakenInLiesInNoFileOfOurs(Platform platform, Brand brand)
            throws Exception {
        String planted = "planted-" + brand.id() + "-";
        StringBuilder rows = new StringBuilder("nr\n");
        for (int i = 0; i < 5_000; i++) {
            rows.append(planted).append(i).append('\n');
        }
        byte[] file = rows.toString().getBytes(UTF_8);
        FileImport running =
                FileImport.make(platform, brand.shop(), "CSV", Map.of("nr", "identifier:user_id"));
        try (Sending sending = running.begin(file.length)) {
            sending.write(file, 0, file.length - 1);
            running.awaitProgress(progress -> progress.getLong("rows") > 0);

            assertThat(openFilesHolding(platform, planted)).isEmpty();

            sending.write(file, file.length - 1, file.length);
            assertThat(sending.status()).isEqualTo(200);
        }
    }

    /**
     * What holds some of the texts.
     *
     * @param service null where the name tells it
     */
    private record Hit(String service, Set<Kind> kinds, String name, Set<String> texts) {
        Optional<Place> place() {
            return Places.all().stream()
                    .filter(place -> kinds.contains(place.kind()))
                    .filter(place -> service == null || service.equals(place.service()))
                    .filter(place -> place.covers(name))
                    .findFirst();
        }
    }

    private static Map<String, String> inverted(Map<String, String> textByWay) {
        Map<String, String> wayByText = new TreeMap<>();
        textByWay.forEach((way, text) -> wayByText.put(text, way));
        return wayByText;
    }

    private static List<Hit> hits(Platform platform, Set<String> texts) throws Exception {
        List<Hit> hits = new ArrayList<>();
        Columns columns = new Columns(new Stores(platform.description()));
        for (String service : platform.description().postgresql().keySet()) {
            columns.holding(service, texts)
                    .forEach(
                            (column, held) ->
                                    hits.add(
                                            new Hit(
                                                    service,
                                                    Set.of(Kind.TABLE_COLUMN),
                                                    column,
                                                    held)));
        }
        new Fields(platform.description())
                .holding(texts)
                .forEach(
                        (field, held) ->
                                hits.add(
                                        new Hit(null, Set.of(Kind.COLLECTION_FIELD), field, held)));
        new Topics(platform.description().kafka())
                .holding(texts)
                .forEach(
                        (topic, held) ->
                                hits.add(
                                        new Hit(
                                                null,
                                                Set.of(Kind.TOPIC, Kind.DEAD_LETTER),
                                                topic,
                                                held)));
        Path stack = platform.directory();
        Files.holding(stack, file -> !isServersOwn(stack.relativize(file)), texts)
                .forEach(
                        (file, held) ->
                                hits.add(
                                        new Hit(
                                                null,
                                                Set.of(Kind.LOG),
                                                file.getFileName().toString(),
                                                held)));
        return hits;
    }

    /** What holds all that a store or the broker holds. */
    private static boolean isServersOwn(Path file) {
        return Places.all().stream()
                .filter(place -> place.kind() == Kind.FILE)
                .anyMatch(place -> file.startsWith(place.name()));
    }

    private static List<String> openFilesHolding(Platform platform, String text)
            throws IOException {
        List<String> holding = new ArrayList<>();
        for (ServicePart each : platform.service(Stack.IDENTITY).all()) {
            holding.addAll(openFilesHolding(each.pid().orElseThrow(), text));
        }
        return holding;
    }

    private static List<String> openFilesHolding(long pid, String text) throws IOException {
        try (Stream<Path> open = java.nio.file.Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.filter(java.nio.file.Files::isRegularFile)
                    .filter(file -> !isProgram(file))
                    .filter(file -> holds(file, text))
                    .map(Path::toString)
                    .toList();
        }
    }

    private static boolean isProgram(Path file) {
        try {
            String target = java.nio.file.Files.readSymbolicLink(file).toString();
            return target.endsWith(".jar") || target.endsWith("/modules");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return java.nio.file.Files.readString(file, ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new AssertionError("cannot read an open file", e);
        }
    }
}
