package org.purposecdp.kit.problem;

import java.util.Map;
import java.util.OptionalInt;

/** The one exception that leaves a resource on purpose. */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ProblemType type;
    private final transient Map<String, Object> extensions;
    private final int retryAfterSeconds;

    /**
     * @param detail what was wrong and what is accepted; never personal data
     */
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, Map.of());
    }

    public ProblemException(ProblemType type, String detail, Map<String, Object> extensions) {
        this(type, detail, extensions, -1);
    }

    private ProblemException(
            ProblemType type, String detail, Map<String, Object> extensions, int retryAfter) {
        super(detail, null, false, false);
        this.type = type;
        this.extensions = extensions;
        this.retryAfterSeconds = retryAfter;
    }

    public ProblemException withRetryAfter(int seconds) {
        return new ProblemException(type, getMessage(), extensions, seconds);
    }

    public ProblemType type() {
        return type;
    }

    public Map<String, Object> extensions() {
        return extensions;
    }

    public OptionalInt retryAfter() {
        return retryAfterSeconds < 0 ? OptionalInt.empty() : OptionalInt.of(retryAfterSeconds);
    }
}
