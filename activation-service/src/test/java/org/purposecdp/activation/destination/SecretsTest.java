package org.purposecdp.activation.destination;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.purposecdp.kit.secret.WebhookSecret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SecretsTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final WebhookSecret FIRST = WebhookSecret.random();
    private static final WebhookSecret SECOND = WebhookSecret.random();

    private final Secrets secrets = new Secrets(new byte[32]);

    /** As it is stored. */
    private final DestinationEntity crm = new DestinationEntity();

    @Test
    void whoReadsTheStoreReadsNoSecret() {
        secrets.sign("crm", crm, FIRST, NOON);
        secrets.renew("crm", crm, SECOND, HOUR, NOON);

        assertThat(stored(crm.secret())).doesNotContain(SECOND.value());
        assertThat(stored(crm.formerSecret())).doesNotContain(FIRST.value());
        assertThat(signing(NOON)).containsExactly(SECOND, FIRST);
    }

    @Test
    void aSecretIsOpenedForItsOwnDestinationWithTheServicesKeyAlone() {
        secrets.sign("crm", crm, FIRST, NOON);

        assertThatIllegalStateException()
                .isThrownBy(() -> secrets.signing("mail", crm.secret(), null, null, NOON));
        assertThatIllegalStateException().isThrownBy(() -> signing(withAnotherKey(), NOON));
    }

    @Test
    void theOneBeforeSignsBesideTheNewOneForAsLongAsWasSaid() {
        secrets.sign("crm", crm, FIRST, NOON);

        secrets.renew("crm", crm, SECOND, HOUR, NOON);

        assertThat(crm.formerUntil()).isEqualTo(NOON.plus(HOUR));
        assertThat(signing(NOON.plus(HOUR).minusMillis(1))).containsExactly(SECOND, FIRST);
        assertThat(signing(NOON.plus(HOUR))).containsExactly(SECOND);
    }

    @Test
    void itIsTakenBackAtOnceWhereThatWasSaid() {
        secrets.sign("crm", crm, FIRST, NOON);

        secrets.renew("crm", crm, SECOND, Duration.ZERO, NOON);

        assertThat(signing(NOON)).containsExactly(SECOND);
    }

    @Test
    void whoeverPutsAnotherSecretHasADayForTheOneBefore() {
        secrets.sign("crm", crm, FIRST, NOON);

        secrets.sign("crm", crm, SECOND, NOON);

        assertThat(signing(NOON.plus(Secrets.OVERLAP).minusMillis(1)))
                .containsExactly(SECOND, FIRST);
        assertThat(signing(NOON.plus(Secrets.OVERLAP))).containsExactly(SECOND);
    }

    @Test
    void theSameOnceMoreChangesNothing() {
        secrets.sign("crm", crm, FIRST, NOON);
        secrets.renew("crm", crm, SECOND, HOUR, NOON);

        secrets.renew("crm", crm, SECOND, HOUR.multipliedBy(9), NOON.plus(HOUR));
        secrets.sign("crm", crm, SECOND, NOON.plus(HOUR));

        assertThat(crm.formerUntil()).isEqualTo(NOON.plus(HOUR));
        assertThat(secrets.isOf("crm", crm, SECOND)).isTrue();
        assertThat(secrets.isOf("crm", crm, FIRST)).isFalse();
    }

    @Test
    void theFirstIsMadeWhereNoneIsGivenAndToldOnce() {
        WebhookSecret told = secrets.sign("crm", crm, null, NOON);

        assertThat(told.wellFormed()).isTrue();
        assertThat(signing(NOON)).containsExactly(told);
        assertThat(crm.formerUntil()).isNull();
        assertThat(secrets.sign("crm", crm, null, NOON)).isNull();
        assertThat(secrets.sign("crm", crm, SECOND, NOON)).isNull();
    }

    /** Or nothing would be sent until it had stopped signing, which it cannot do. */
    @Test
    void oneThatCannotBeOpenedSignsNothingBesideTheOneThatTakesItsPlace() {
        withAnotherKey().sign("crm", crm, FIRST, NOON);

        secrets.renew("crm", crm, SECOND, HOUR, NOON);

        assertThat(signing(NOON)).containsExactly(SECOND);
        assertThat(crm.formerUntil()).isNull();
    }

    private List<WebhookSecret> signing(Instant at) {
        return signing(secrets, at);
    }

    private List<WebhookSecret> signing(Secrets by, Instant at) {
        return by.signing("crm", crm.secret(), crm.formerSecret(), crm.formerUntil(), at);
    }

    private static Secrets withAnotherKey() {
        byte[] key = new byte[32];
        key[0] = 1;
        return new Secrets(key);
    }

    private static String stored(byte[] column) {
        return new String(column, ISO_8859_1);
    }
}
