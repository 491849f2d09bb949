package org.purposecdp.local.demo;

import java.io.PrintStream;

import org.purposecdp.local.StackDescription;

/** The platform's first show. */
public final class Demo {

    private Demo() {}

    /**
     * Runs against a stack that is ready.
     *
     * @return 0 where every figure is the expected one
     */
    public static int run(StackDescription stack, PrintStream out) {
        out.println("demo: nothing to show yet");
        return 0;
    }
}
