package org.purposecdp.local.demo.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the demo's files: {@code MakeDemo DIRECTORY [SEED]}. The same seed gives the same bytes.
 */
public final class MakeDemo {
    /** The seed of the files that are shipped. */
    static final long SEED = 20260101;

    private MakeDemo() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: make-demo DIRECTORY [SEED]");
            System.exit(2);
        }
        Path directory = Path.of(arguments[0]);
        long seed = arguments.length == 2 ? Long.parseLong(arguments[1]) : SEED;
        for (Map.Entry<String, byte[]> file : Production.of(seed).entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
            System.out.printf("%-32s %8d bytes%n", file.getKey(), file.getValue().length);
        }
    }
}
