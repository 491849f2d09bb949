package org.purposecdp.identity.hook;

import java.nio.charset.StandardCharsets;

import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.secret.WebhookSecret;

/** What a source's system signs with. */
record HookSecret(String value) {
    static HookSecret random() {
        return new HookSecret(WebhookSecret.random().value());
    }

    /** In a form that both schemes take. */
    static HookSecret of(byte[] bytes) {
        return new HookSecret(WebhookSecret.of(bytes).value());
    }

    /**
     * @throws ProblemException INVALID_VALUE
     */
    static HookSecret given(String value, Signing signing) {
        HookSecret secret = new HookSecret(value);
        boolean good =
                signing.scheme() == Signing.Scheme.STANDARD
                        ? new WebhookSecret(value).wellFormed()
                        : value.length() >= 16 && value.length() <= 200;
        if (!good) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE,
                    signing.scheme() == Signing.Scheme.STANDARD
                            ? WebhookSecret.ACCEPTED
                            : "'secret' has 16 to 200 characters; leave it out to have one made");
        }
        return secret;
    }

    byte[] standardKey() {
        return new WebhookSecret(value).key();
    }

    byte[] key() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "HookSecret[…]";
    }
}
