package org.purposecdp.identity.look;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.identity.Database;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Cleaner;
import org.purposecdp.identity.matching.Field;
import org.purposecdp.identity.matching.Part;
import org.purposecdp.identity.matching.Person;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What stewards see is asked of the rule, and recorded. */
class LooksTest {
    private static final Instant BEFORE = Instant.parse("2026-01-01T12:00:00Z");
    private static final String PROFILE = "0123456789abcdef0123456789abcdef";
    private static final Viewer STEWARD = new Viewer("liisa", "console");
    private static final Node AINO =
            new Node(PROFILE, "shop", SourceKind.SERVER, BEFORE, List.of(), person());

    private static Database database;

    private final Looks looks = new Looks(database.pool(), () -> Optional.of(policy()));

    @BeforeAll
    static void start() {
        database = new Database();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void aino() {
        database.execute("truncate node, subject, subject_node, look");
        database.execute(
                """
                insert into node (id, source, source_kind, received_at, component, profile_id, version,
                                  verified_group, said, said_at)
                values ('%1$s', 'shop', 'SERVER', now(), '%1$s', '%1$s', 1, '%1$s',
                        'NAME=firstName;BIRTH_DATE=birthday', now())
                """
                        .formatted(PROFILE));
    }

    @Test
    void aClientThatTheActivityNamesSeesWhatItMay() {
        held(List.of());

        Seen seen = look(STEWARD);

        assertThat(seen.node(PROFILE).person().given()).isEqualTo("aino");
        assertThat(seen.node(PROFILE).person().dates()).isEmpty();
        assertThat(seen.withheld(PROFILE)).containsExactly(Part.BIRTH_DATE);
    }

    @Test
    void anotherClientSeesNothing() {
        held(List.of());

        Seen seen = look(new Viewer("kim", "marketing"));

        assertThat(seen.node(PROFILE).person()).isEqualTo(Person.NOBODY);
        assertThat(seen.withheld(PROFILE)).containsExactly(Part.NAME, Part.BIRTH_DATE);
    }

    @Test
    void ofWhomNoSubjectNamesNothingIsShown() {
        assertThat(look(STEWARD).node(PROFILE).person()).isEqualTo(Person.NOBODY);
    }

    @Test
    void ofWhoRestrictedProcessingNothingIsShown() {
        held(
                List.of(
                        new Decision(
                                "d",
                                Decision.Kind.RESTRICT,
                                Decision.ANY,
                                null,
                                BEFORE,
                                null,
                                null,
                                null,
                                0,
                                true,
                                true,
                                true,
                                false,
                                Set.of("g"),
                                Set.of())));

        assertThat(look(STEWARD).node(PROFILE).person()).isEqualTo(Person.NOBODY);
    }

    @Test
    void itIsStoredWhoLookedAtWhomForWhatWithoutAnyValue() {
        held(List.of());
        look(STEWARD);

        List<Looks.Look> stored = database.await(looks.of(PROFILE));

        assertThat(stored).hasSize(1);
        assertThat(stored.get(0).who()).isEqualTo("liisa");
        assertThat(stored.get(0).client()).isEqualTo("console");
        assertThat(stored.get(0).whatFor()).isEqualTo("page: profile");
        assertThat(stored.get(0).nodes()).containsExactly(PROFILE);
        assertThat(database.column("select look::text from look").get(0)).doesNotContain("aino");
    }

    @Test
    void afterThirteenMonthsItIsForgotten() {
        look(STEWARD);
        database.execute("update look set at = now() - interval '14 months'");

        database.await(looks.forgetOld());

        assertThat(database.await(looks.of(PROFILE))).isEmpty();
    }

    private Seen look(Viewer viewer) {
        return database.await(looks.at(viewer, "page: profile", List.of(PROFILE), List.of(AINO)));
    }

    private static void held(List<Decision> decisions) {
        Subject subject =
                new Subject(
                        PROFILE,
                        1,
                        false,
                        false,
                        List.of(new Subject.Node(PROFILE, 1, "g", "shop", List.of())),
                        decisions,
                        null,
                        null);
        database.execute(
                """
                insert into subject_node values ('%1$s', '%1$s', 1);
                insert into subject (profile_id, version, ended, body) values ('%1$s', 1, false, '%2$s')
                """
                        .formatted(PROFILE, new String(Json.bytes(subject), UTF_8)));
    }

    private static Person person() {
        return new Cleaner("FI", 2026)
                .read(
                        Map.of(
                                Field.GIVEN_NAME, List.of("Aino"),
                                Field.BIRTH_DATE, List.of("1988-02-03")));
    }

    private static Policy policy() {
        Activity activity =
                new Activity(
                        "matching",
                        Policy.IDENTITY_RESOLUTION,
                        Set.of(DataCategory.CONTACT),
                        LegalBasis.LEGITIMATE_INTERESTS,
                        Set.of("shop"),
                        Set.of("console"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        "LIA-1",
                        null,
                        null,
                        null,
                        false,
                        null,
                        null);
        Purpose purpose =
                new Purpose(
                        Policy.IDENTITY_RESOLUTION,
                        "Matching",
                        false,
                        null,
                        null,
                        null,
                        null,
                        null);
        return new Policy(
                1,
                BEFORE,
                List.of(purpose),
                List.of(activity),
                null,
                new Catalogue(
                        Map.of(
                                "firstName", DataCategory.CONTACT,
                                "birthday", DataCategory.DEMOGRAPHIC),
                        null,
                        null),
                null,
                List.of(new Source("shop", 1, false, SourceKind.SERVER, false, null)));
    }
}
