package org.purposecdp.consent.subject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.consent.Database;
import org.purposecdp.contracts.record.SourceKind;

import static org.assertj.core.api.Assertions.assertThat;

/** Who bears an identifier, in PostgreSQL. */
class BearersTest {
    private static final String AINO = "aino@";

    private static Database database;

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
        database.execute("truncate node, node_identifier");
    }

    /** Whoever writes somebody's address into a page proves nothing by it. */
    @Test
    void whatOnlyPublicSourcesSaidIsProvenOfNobody() {
        bears("n-web", AINO, SourceKind.PUBLIC);
        bears("n-app", AINO, SourceKind.PUBLIC);
        bears("n-shop", "bertta@", SourceKind.SERVER);

        assertThat(proven()).isFalse();
    }

    @Test
    void oneServersOrAuthenticatingSourcesWordProvesIt() {
        bears("n-web", AINO, SourceKind.PUBLIC);

        bears("n-shop", AINO, SourceKind.SERVER);
        assertThat(proven()).isTrue();

        empty();
        bears("n-login", AINO, SourceKind.AUTHENTICATING);
        assertThat(proven()).isTrue();
    }

    @Test
    void whatNobodyBearsIsNotProven() {
        assertThat(proven()).isFalse();
    }

    private static boolean proven() {
        return database.await(Bearers.proven(database.pool(), AINO));
    }

    private static void bears(String nodeId, String pseudonym, SourceKind kind) {
        database.execute(
                """
                insert into node (node_id, profile_id, version, group_id, source, source_kind,
                    identifiers)
                values ('%1$s', 'p', 1, '%1$s', 'a source', '%3$s', array['%2$s']);
                insert into node_identifier (pseudonym, node_id) values ('%2$s', '%1$s')
                """
                        .formatted(nodeId, pseudonym, kind));
    }
}
