package org.purposecdp.local.demo;

import java.io.PrintStream;

import org.purposecdp.local.StackDescription;

/** Where the demo begins; a version without one says so and fails. */
public final class Demo {

    private Demo() {}

    /**
     * Runs against a stack that is ready.
     *
     * @return 0 where every figure is the expected one
     */
    public static int run(StackDescription stack, PrintStream out) {
        out.println("demo: there is none in this version; start with --no-demo");
        return 1;
    }
}
