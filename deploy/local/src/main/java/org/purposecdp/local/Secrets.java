package org.purposecdp.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Random secrets of one stack, kept beside the data that they open and never anywhere else. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Properties kept = new Properties();

    Secrets(RunDirectory run) {
        this.file = run.data("secrets").resolve("secrets.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Letters, digits, {@code -} and {@code _}: fit for a URL. */
    String password(String name) {
        return get("password." + name, Base64.getUrlEncoder().withoutPadding(), 18);
    }

    /** Base64 of 32 bytes. */
    String key(String name) {
        return get("key." + name, Base64.getEncoder(), 32);
    }

    private synchronized String get(String name, Base64.Encoder encoder, int length) {
        String known = kept.getProperty(name);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        String made = encoder.encodeToString(bytes);
        kept.setProperty(name, made);
        try (Writer writer = Files.newBufferedWriter(file)) {
            kept.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }
}
