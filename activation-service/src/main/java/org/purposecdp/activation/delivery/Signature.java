package org.purposecdp.activation.delivery;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.purposecdp.kit.secret.WebhookSecret;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Standard Webhooks 1.0.0, symmetric: HMAC-SHA256 of {@code id.timestamp.body}. */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /**
     * @param secrets one signature for each, while one takes the other's place
     */
    static String of(List<WebhookSecret> secrets, String id, long epochSecond, byte[] body) {
        byte[] head = (id + "." + epochSecond + ".").getBytes(UTF_8);
        return secrets.stream()
                .map(secret -> of(secret, head, body))
                .collect(Collectors.joining(" "));
    }

    private static String of(WebhookSecret secret, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            mac.update(head);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
