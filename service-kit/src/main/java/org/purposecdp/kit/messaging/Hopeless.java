package org.purposecdp.kit.messaging;

import java.io.UncheckedIOException;
import java.time.DateTimeException;

import io.vertx.pgclient.PgException;

/** Failures that lie in what was to be done, so that they come again whenever it is done. */
public final class Hopeless {
    /** SQLSTATE class 22: the value does not fit. */
    private static final String DATA_EXCEPTION = "22";

    private Hopeless() {}

    public static boolean is(Throwable failure) {
        return failure instanceof IllegalArgumentException
                || failure instanceof NullPointerException
                || failure instanceof ClassCastException
                || failure instanceof ArithmeticException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof DateTimeException
                || failure instanceof UncheckedIOException
                || failure instanceof PgException e
                        && e.getSqlState() != null
                        && e.getSqlState().startsWith(DATA_EXCEPTION);
    }
}
