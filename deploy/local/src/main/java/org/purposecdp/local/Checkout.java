package org.purposecdp.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the project lies and what its build put there. */
public record Checkout(Path root) {

    /**
     * Found upwards from the working directory, or given as the system property {@code cdp.root}.
     */
    public static Checkout find() {
        String given = System.getProperty("cdp.root");
        Path from = Path.of(given == null ? "" : given).toAbsolutePath().normalize();
        for (Path at = from; at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("deploy/local/pom.xml"))) {
                return new Checkout(at);
            }
        }
        throw new StartFailure(
                "checkout",
                "no deploy/local/pom.xml in " + from + " or above it",
                "run from inside the checkout, or pass -Dcdp.root");
    }

    Path local() {
        return root.resolve("deploy/local");
    }

    Path runDirectory() {
        return local().resolve("run");
    }

    /** Jars of the broker and of the MongoDB double. */
    Path lib() {
        return built(parts().resolve("lib"));
    }

    Path classes() {
        return built(local().resolve("target/classes"));
    }

    /** Keycloak's distribution, as the build unpacked it. */
    Path keycloak() {
        try (Stream<Path> parts = Files.list(built(parts()))) {
            return parts.filter(part -> part.getFileName().toString().startsWith("keycloak-"))
                    .findFirst()
                    .orElseGet(() -> built(parts().resolve("keycloak")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path parts() {
        return local().resolve("target/parts");
    }

    Path serviceJar(String service) {
        return built(root.resolve(service).resolve("target/quarkus-app/quarkus-run.jar"));
    }

    private static Path built(Path path) {
        if (!Files.exists(path)) {
            throw new StartFailure(
                    "build", path + " is missing", "run mvn package, or deploy/local/up");
        }
        return path;
    }
}
