package org.purposecdp.identity.source;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.identity.Database;
import org.purposecdp.kit.outbox.Outbox;

import static org.assertj.core.api.Assertions.assertThat;

/** Write keys that others have taken the place of, in PostgreSQL. */
class FormerKeysTest {
    private static Database database;

    private final SourceRegister register = new SourceRegister(database.pool(), new Outbox());

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
                """
                truncate source cascade;
                insert into source (id, kind, name, key_hash, version, registered_at)
                values ('shop', 'SERVER', 'Shop', 'first', 1, now())
                """);
    }

    @Test
    void aKeyThatHoldsNoMoreIsForgottenAndOneThatDoesHolds() {
        database.await(register.renewKey("shop", Duration.ofDays(1)));
        database.await(register.renewKey("shop", Duration.ZERO));

        database.await(register.forgetFormerKeys());

        assertThat(database.column("select key_hash from write_key_before"))
                .containsExactly("first");
        assertThat(database.await(register.ofKeyHash("first"))).isPresent();
    }
}
