package org.purposecdp.activation.destination;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.purposecdp.kit.secret.Sealed;
import org.purposecdp.kit.secret.WebhookSecret;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What signs, each sealed for the destination that it is of. */
final class Secrets {
    /** How long the secret before goes on signing: its owner changes it in two places. */
    static final Duration OVERLAP = Duration.ofHours(24);

    private final Sealed sealed;

    /**
     * @param key 32 bytes
     */
    Secrets(byte[] key) {
        this.sealed = new Sealed(key);
    }

    /** Whether this is the one that signs. */
    boolean isOf(String id, DestinationEntity found, WebhookSecret given) {
        return given.equals(open(id, found.secret()));
    }

    /**
     * A destination that is put has a secret.
     *
     * @param given null to keep the one there is, or to have one made
     * @return to be told: null unless it is the first
     */
    WebhookSecret sign(String id, DestinationEntity found, WebhookSecret given, Instant at) {
        WebhookSecret now = open(id, found.secret());
        WebhookSecret next = given != null ? given : now != null ? now : WebhookSecret.random();
        if (!next.equals(now)) {
            found.renew(seal(id, next), now == null ? null : at.plus(OVERLAP));
        }
        return now == null ? next : null;
    }

    /**
     * The same once more changes nothing.
     *
     * @param formerHolds how long the one before goes on signing
     */
    void renew(
            String id,
            DestinationEntity found,
            WebhookSecret secret,
            Duration formerHolds,
            Instant at) {
        WebhookSecret now = openable(id, found);
        if (!secret.equals(now)) {
            Instant until = at.plus(formerHolds).truncatedTo(ChronoUnit.SECONDS);
            found.renew(seal(id, secret), now == null ? null : until);
        }
    }

    /**
     * Those that sign, the newest first.
     *
     * @throws IllegalStateException when one of them cannot be opened
     */
    List<WebhookSecret> signing(
            String id, byte[] secret, byte[] former, Instant formerUntil, Instant at) {
        List<WebhookSecret> signing = new ArrayList<>();
        signing.add(open(id, secret));
        if (formerUntil != null && formerUntil.isAfter(at)) {
            signing.add(open(id, former));
        }
        return signing;
    }

    private byte[] seal(String id, WebhookSecret secret) {
        return sealed.seal(secret.value().getBytes(UTF_8), id);
    }

    private WebhookSecret open(String id, byte[] secret) {
        return secret == null
                ? null
                : new WebhookSecret(new String(sealed.open(secret, id), UTF_8));
    }

    /** One that cannot be opened any more is no one's, signs nothing and may be replaced. */
    private WebhookSecret openable(String id, DestinationEntity found) {
        try {
            return open(id, found.secret());
        } catch (IllegalStateException e) {
            return null;
        }
    }
}
