package org.purposecdp.identity.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.Database;
import org.purposecdp.identity.cluster.HashedIdentifier;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.kit.outbox.Outbox;

import static org.assertj.core.api.Assertions.assertThat;

/** What is stored of match fields, from its arrival to its end. */
class FieldSweepTest {
    private static final Set<DataCategory> BOTH =
            Set.of(DataCategory.CONTACT, DataCategory.DEMOGRAPHIC);
    private static final String SAID = "select concat_ws('|', person, said) from node order by id";

    private static Database database;

    private final Resolver resolver =
            new Resolver(
                    database.pool(),
                    () -> new Rules(1, IdentityRules.DEFAULT),
                    new ClusterEvents(new Outbox(), () -> {}));
    private Policy policy;

    @BeforeAll
    static void start() {
        database = new Database();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.execute(
                "truncate node, node_key, node_identifier, link, cluster, outbox, barred_node,"
                        + " refused_identifier");
    }

    @Test
    void whatIsCoveredNoMoreIsDeletedAndMatchesNobody() {
        policy = policy(BOTH, null);
        take(aino("1", "1988-02-03"), aino("2", "1988-02-03"));
        assertThat(profiles()).hasSize(1);
        assertThat(stored()).allMatch(text -> text.contains("19880203"));

        policy = policy(Set.of(DataCategory.CONTACT), null);
        sweep();

        assertThat(stored()).noneMatch(text -> text.contains("19880203"));
        assertThat(stored()).allMatch(text -> text.contains("aino"));
        assertThat(profiles()).hasSize(2);
        policy = policy(BOTH, null);
        sweep();
        assertThat(profiles()).hasSize(2);
        take(aino("1", "1988-02-03"), aino("2", "1988-02-03"));
        assertThat(profiles()).hasSize(1);
    }

    @Test
    void whatWasKeptForLongEnoughIsDeleted() {
        policy = policy(BOTH, Duration.ofDays(1));
        take(aino("1", "1988-02-03"));
        sweep();
        assertThat(stored()).allMatch(text -> text.contains("aino"));

        database.execute(
                "update node set said_at = now() - interval '2 days',"
                        + " kept_until = now() - interval '1 day'");
        sweep();

        assertThat(stored()).containsExactly("");
        assertThat(database.column("select key::text from node_key")).isEmpty();
    }

    @Test
    void aTraitThatNoCatalogueHasIsNowhere() {
        policy = policy(Set.of(DataCategory.values()), null);

        take(node("1", Map.of("firstName", "Aino", "passport", "PP1234567"), List.of()));

        assertThat(stored()).noneMatch(t -> t.contains("1234567"));
        assertThat(database.column("select n::text from node n"))
                .noneMatch(text -> text.toLowerCase().contains("pp1234567"));
    }

    @Test
    void whoComesWithAnIdentifierOfSomebodyWhoObjectedIsNotMatched() {
        policy = policy(BOTH, null);
        take(aino("1", "1988-02-03"));
        database.execute("insert into refused_identifier values ('user-2', 'p', 'OBJECTED', true)");

        take(
                node(
                        "2",
                        Map.of(
                                "firstName",
                                "Aino",
                                "lastName",
                                "Mäkinen",
                                "birthday",
                                "1988-02-03"),
                        List.of(new HashedIdentifier("user_id", "user-2"))));

        assertThat(profiles()).hasSize(2);
        assertThat(stored().get(1)).isEmpty();
        assertThat(database.column("select bar from barred_node")).containsExactly("OBJECTED");
    }

    @Test
    void whoComesWithAnIdentifierOfSomebodyRestrictedIsKeptAndMatchedOnceThatEnds() {
        policy = policy(BOTH, null);
        take(aino("1", "1988-02-03"));
        database.execute(
                "insert into refused_identifier values ('user-2', 'p', 'RESTRICTED', false)");
        take(
                node(
                        "2",
                        Map.of(
                                "firstName",
                                "Aino",
                                "lastName",
                                "Mäkinen",
                                "birthday",
                                "1988-02-03"),
                        List.of(new HashedIdentifier("user_id", "user-2"))));
        assertThat(profiles()).hasSize(2);
        assertThat(stored().get(1)).contains("aino");

        database.execute(
                "update barred_node set bar = null, due = true, change = default;"
                        + " truncate refused_identifier");
        database.await(resolver.applyMarks(10));

        assertThat(profiles()).hasSize(1);
        assertThat(database.column("select node_id from barred_node")).isEmpty();
    }

    @Test
    void ofANodeThatIsDeletedTheVersionStays() {
        policy = policy(BOTH, null);
        take(aino("1", "1988-02-03"));
        database.execute("update node set version = 7");

        database.await(resolver.remove(Set.of("%032d".formatted(1))));
        take(aino("1", "1988-02-03"));

        assertThat(database.column("select version::text from node")).containsExactly("8");
    }

    private void sweep() {
        database.await(new FieldSweep(database.pool(), resolver, () -> Optional.of(policy)).run());
    }

    private void take(Node... nodes) {
        database.await(resolver.take(List.of(nodes)));
    }

    private static List<String> stored() {
        return database.column(SAID);
    }

    private static Set<String> profiles() {
        return Set.copyOf(database.column("select profile_id from node"));
    }

    private Node aino(String id, String birthday) {
        return node(
                id,
                Map.of("firstName", "Aino", "lastName", "Mäkinen", "birthday", birthday),
                List.of());
    }

    private Node node(String id, Map<String, Object> traits, List<HashedIdentifier> identifiers) {
        Instant now = Instant.now();
        Coverage.Taken taken = Coverage.of(policy).take("shop", traits, List.<Identifier>of(), now);
        return new Node(
                "%032d".formatted(Integer.parseInt(id)),
                "shop",
                SourceKind.SERVER,
                now,
                identifiers,
                MatchFields.person(MatchFields.of(taken.traits()), taken.identifiers(), "FI", now),
                taken.kept());
    }

    private static Policy policy(Set<DataCategory> categories, Duration retention) {
        Activity activity =
                new Activity(
                        "matching",
                        Policy.IDENTITY_RESOLUTION,
                        categories,
                        LegalBasis.LEGITIMATE_INTERESTS,
                        Set.of("shop"),
                        null,
                        null,
                        retention,
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
        Catalogue catalogue =
                new Catalogue(
                        Map.of(
                                "firstName", DataCategory.CONTACT,
                                "lastName", DataCategory.CONTACT,
                                "birthday", DataCategory.DEMOGRAPHIC),
                        null,
                        null);
        return new Policy(1, Instant.now(), null, List.of(activity), null, catalogue, null, null);
    }
}
