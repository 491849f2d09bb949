package org.purposecdp.activation.view;

import java.util.Comparator;

/** A profile as a purpose sees it. */
public record Viewed(String profileId, String purpose) implements Comparable<Viewed> {
    private static final Comparator<Viewed> ORDER =
            Comparator.comparing(Viewed::profileId).thenComparing(Viewed::purpose);

    @Override
    public int compareTo(Viewed other) {
        return ORDER.compare(this, other);
    }
}
