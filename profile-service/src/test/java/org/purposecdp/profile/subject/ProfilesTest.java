package org.purposecdp.profile.subject;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.state.StateRecord;
import org.purposecdp.kit.state.SubjectBatch;
import org.purposecdp.profile.database.Databases;

import static org.assertj.core.api.Assertions.assertThat;

/** The profile documents, by a server that speaks MongoDB's protocol. */
class ProfilesTest {
    private MongoServer server;
    private Databases databases;
    private Profiles profiles;

    @BeforeEach
    void start() {
        server = new MongoServer(new MemoryBackend());
        databases = new Databases(server.bindAndGetConnectionString());
        profiles = new Profiles(databases.database());
    }

    @AfterEach
    void stop() {
        databases.close();
        server.shutdownNow();
    }

    @Test
    void aLookUpReadsNoMoreThanItAskedFor() {
        put(IntStream.range(0, 50).mapToObj(i -> subject("p%02d".formatted(i), false)).toList());

        assertThat(bearing(21)).hasSize(21);
        assertThat(bearing(100)).hasSize(50).isSorted().contains("p00", "p49");
    }

    @Test
    void whoHasEndedIsNotFound() {
        put(List.of(subject("p", false), subject("q", true)));

        assertThat(bearing(10)).containsExactly("p");
    }

    /**
     * In a rolling upgrade an older instance may come to a message before a newer one, or after.
     */
    @Test
    void aProfileIsBlockedUntilItsSubjectIsReadFromThereOnWhicheverInstanceIsFirst() {
        put(List.of(subject("p", false)));
        putAt(5, List.of(subject("q", false)));

        block("p", 3);
        block("q", 5);
        block("q", 4);
        block("new", 7);

        assertThat(bearing(10)).containsExactly("q");
        assertThat(profiles.blocked().await().indefinitely()).isEqualTo(Map.of(0, 3L));
        assertThat(profiles.find(Set.of("p", "q", "new")).await().indefinitely())
                .containsOnlyKeys("q");
        putAt(3, List.of(subject("p", 2, false)));
        assertThat(bearing(10)).containsExactly("p", "q");
        assertThat(profiles.blocked().await().indefinitely()).isEqualTo(Map.of(0, 7L));
    }

    private void block(String profileId, long offset) {
        profiles.block(List.of(new StateRecord(profileId, new byte[0], 0, offset)))
                .await()
                .indefinitely();
    }

    private List<String> bearing(int most) {
        return profiles.bearing("shared", most).await().indefinitely();
    }

    private void put(List<Subject> subjects) {
        putAt(1, subjects);
    }

    private void putAt(long offset, List<Subject> subjects) {
        profiles.putSubjects(
                        subjects,
                        SubjectBatch.of(
                                subjects.stream()
                                        .map(
                                                subject ->
                                                        new StateRecord(
                                                                subject.profileId(),
                                                                Json.bytes(subject),
                                                                0,
                                                                offset))
                                        .toList()))
                .await()
                .indefinitely();
    }

    private static Subject subject(String profileId, boolean ended) {
        return subject(profileId, 1, ended);
    }

    private static Subject subject(String profileId, long version, boolean ended) {
        return new Subject(
                profileId,
                version,
                ended,
                false,
                List.of(new Subject.Node("n-" + profileId, 1, "n", "shop", List.of("shared"))),
                null,
                null,
                null);
    }
}
