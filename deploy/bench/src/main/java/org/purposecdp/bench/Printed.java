package org.purposecdp.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** A report as JSON, on standard output and in a file. */
public final class Printed {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .setSerializationInclusion(JsonInclude.Include.NON_NULL);

    private Printed() {}

    /**
     * @param file null for none; its folder is made
     */
    public static void write(Object report, PrintStream out, Path file) {
        try {
            String text = JSON.writeValueAsString(report);
            out.println(text);
            if (file != null) {
                Path whole = file.toAbsolutePath();
                Files.createDirectories(whole.getParent());
                Files.writeString(whole, text + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
