package org.purposecdp.identity.matching;

/**
 * Two records that may be of one person.
 *
 * @param one the lesser id
 * @param weight in thousandths of a bit
 */
public record Link(String one, String other, int weight) {
    public Link {
        if (one.compareTo(other) >= 0) {
            throw new IllegalArgumentException("the lesser id comes first");
        }
    }

    /** Of two ids in either order. */
    public static Link of(String a, String b, int weight) {
        return a.compareTo(b) < 0 ? new Link(a, b, weight) : new Link(b, a, weight);
    }

    /** The other end. */
    public String not(String end) {
        return end.equals(one) ? other : one;
    }
}
