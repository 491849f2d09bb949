package org.purposecdp.consent.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.contracts.policy.Policy;

import static java.nio.charset.StandardCharsets.UTF_8;

/** All that the register says of what words found in records mean, and nothing else. */
public final class Fingerprint {
    private Fingerprint() {}

    private record Purposes(
            String id, Set<String> signals, Instant from, Map<String, Instant> signalsFrom) {}

    private record Activities(
            String id, String purpose, LegalBasis basis, NoticeVersion describedBy) {}

    private record Whole(
            List<Purposes> purposes, List<Activities> activities, List<Notice> notices) {}

    /** A hash that two registers have in common when words mean the same to both. */
    public static String ofWords(Policy policy) {
        Whole whole =
                new Whole(
                        policy.purposes().stream()
                                .map(
                                        purpose ->
                                                new Purposes(
                                                        purpose.id(),
                                                        purpose.signals(),
                                                        purpose.from(),
                                                        new TreeMap<>(purpose.signalsFrom())))
                                .toList(),
                        policy.activities().stream()
                                .map(
                                        activity ->
                                                new Activities(
                                                        activity.id(),
                                                        activity.purpose(),
                                                        activity.basis(),
                                                        activity.describedBy()))
                                .toList(),
                        policy.notices());
        try {
            String text = Canonical.of(new String(Json.bytes(whole), UTF_8)).toString();
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
