package org.purposecdp.consent.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.purposecdp.contracts.policy.Notice;

/** A notice with its texts, which stay here; the policy carries versions only. */
public record NoticeText(String id, List<Version> versions) {
    public NoticeText {
        versions = versions == null ? List.of() : List.copyOf(versions);
    }

    /**
     * @param from in force from; when it was registered, if not said
     * @param texts language → what people are told
     */
    public record Version(int version, boolean material, Instant from, Map<String, String> texts) {
        public Version {
            texts = texts == null ? Map.of() : Map.copyOf(texts);
        }
    }

    Notice inPolicy() {
        return new Notice(
                id,
                versions.stream()
                        .map(v -> new Notice.Version(v.version(), v.material(), v.from()))
                        .toList());
    }
}
