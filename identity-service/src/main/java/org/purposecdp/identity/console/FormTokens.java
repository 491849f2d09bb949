package org.purposecdp.identity.console;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** In every form, so that no other site can send one in somebody's name; of today or yesterday. */
@ApplicationScoped
class FormTokens {
    private static final String MAC = "HmacSHA256";

    private final SecretKeySpec key;

    FormTokens(Pseudonyms pseudonyms) {
        this.key = new SecretKeySpec(pseudonyms.derived("console forms"), MAC);
    }

    String of(String user) {
        return of(user, LocalDate.now(ZoneOffset.UTC));
    }

    /**
     * @throws ProblemException FORBIDDEN
     */
    void require(String user, String sent) {
        if (!holds(user, sent)) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN, "the form was not one of these pages; load it again");
        }
    }

    boolean holds(String user, String sent) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return same(sent, of(user, today)) || same(sent, of(user, today.minusDays(1)));
    }

    private static boolean same(String sent, String own) {
        return sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8),
                        own.getBytes(StandardCharsets.UTF_8));
    }

    private String of(String user, LocalDate day) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return HexFormat.of()
                    .formatHex(mac.doFinal((day + " " + user).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
