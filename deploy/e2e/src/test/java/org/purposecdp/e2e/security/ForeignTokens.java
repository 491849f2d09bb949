package org.purposecdp.e2e.security;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;

/** A good token's claims, under signatures that are none of the issuer's. */
final class ForeignTokens {
    private static final JwtConsumer WITHOUT_QUESTIONS =
            new JwtConsumerBuilder().setSkipAllValidators().setSkipSignatureVerification().build();

    private ForeignTokens() {}

    /** What was forged → the token. */
    static Map<String, String> like(String good) throws Exception {
        Map<String, String> tokens = new LinkedHashMap<>();
        String keyId = JsonWebStructure.fromCompactSerialization(good).getKeyIdHeaderValue();
        tokens.put("another key under the issuer's key id", signed(good, keyId));
        tokens.put("another key under a key id of its own", signed(good, "ours"));
        tokens.put("no signature", unsigned(good));
        tokens.put("no token", "no-token");
        return tokens;
    }

    private static String signed(String good, String keyId) throws Exception {
        RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
        JsonWebSignature forged = forged(good);
        forged.setKey(key.getPrivateKey());
        forged.setKeyIdHeaderValue(keyId);
        forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        return forged.getCompactSerialization();
    }

    private static String unsigned(String good) throws Exception {
        JsonWebSignature forged = forged(good);
        forged.setAlgorithmConstraints(AlgorithmConstraints.ALLOW_ONLY_NONE);
        forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        return forged.getCompactSerialization();
    }

    private static JsonWebSignature forged(String good) throws Exception {
        JsonWebSignature forged = new JsonWebSignature();
        forged.setPayload(payload(good));
        return forged;
    }

    private static String payload(String good) throws Exception {
        return WITHOUT_QUESTIONS.process(good).getJwtClaims().toJson();
    }
}
