package org.purposecdp.local.demo;

/** The demo cannot go on; the message says which call and what was answered. */
final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    DemoFailure(String message) {
        super(message);
    }
}
