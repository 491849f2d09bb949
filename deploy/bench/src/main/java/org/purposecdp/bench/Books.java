package org.purposecdp.bench;

/** Where the receiver enters what arrives. */
interface Books {
    /**
     * @param nanos of {@link System#nanoTime}
     */
    void arrived(Mark mark, String webhookId, long nanos);
}
