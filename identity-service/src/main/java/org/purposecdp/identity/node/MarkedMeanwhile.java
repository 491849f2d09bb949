package org.purposecdp.identity.node;

/** What was weighed is barred now, or free: it is weighed again. */
final class MarkedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MarkedMeanwhile() {
        super("nodes were marked while they were weighed", null, false, false);
    }
}
