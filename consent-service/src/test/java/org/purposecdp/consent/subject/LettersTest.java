package org.purposecdp.consent.subject;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.consent.Database;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** What could not be read, in PostgreSQL, and the "no" of those it is about. */
class LettersTest {
    private static Database database;

    private Brand brand;

    @BeforeAll
    static void start() {
        database = new Database();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void onePerson() {
        database.execute("truncate dead_letter");
        brand = new Brand(database, 10);
        brand.people(1);
        letter("signal", "n00000", "now()");
        letter("ack", "p00000", "now()");
        letter("stranger's", "n00001", "now()");
    }

    @Test
    void theyGoWithTheirPersonsNoToEverything() {
        letter("later", "n00000", "now() + interval '1 minute'");

        brand.says(Kind.WITHDRAW, Decision.ANY);

        assertThat(letters()).containsExactly("later", "stranger's");
    }

    /** Who said "no" to one thing may have said it to another in words that nobody could read. */
    @Test
    void aNoToOnePurposeAndARestrictionLeaveThem() {
        brand.says(Kind.WITHDRAW);
        brand.says(Kind.RESTRICT, Decision.ANY);

        assertThat(letters()).containsExactly("ack", "signal", "stranger's");
    }

    @Test
    void thoseOfAProfileThatIsNoMoreGo() {
        brand.move("n00000", "p00009");

        assertThat(letters()).containsExactly("signal", "stranger's");
    }

    private static void letter(String id, String key, String at) {
        database.execute(
                """
                insert into dead_letter (id, topic, partition, message_offset, key, reason, at,
                    kept_at, headers)
                values ('%s', 'cdp.consent.signals.v1', 0, 0, '%s', 'unread', %s, now(), '{}')
                """
                        .formatted(id.replace("'", "''"), key, at));
    }

    private static List<String> letters() {
        return database.column("select id from dead_letter order by id");
    }
}
