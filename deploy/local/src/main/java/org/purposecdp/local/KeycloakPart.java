package org.purposecdp.local;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keycloak with the shipped realm. Its own script is left aside: it goes through {@code eval}, and
 * a second process stands between us and the server.
 */
public final class KeycloakPart extends Part {

    private final Checkout checkout;
    private final Realm realm;

    KeycloakPart(Checkout checkout, RunDirectory run, int port, Secrets secrets) {
        super("keycloak", run, port);
        this.checkout = checkout;
        this.realm = new Realm(client -> secrets.password("client." + client));
    }

    String issuer() {
        return "http://" + HOST + ":" + port() + "/realms/" + Realm.NAME;
    }

    String tokenEndpoint() {
        return issuer() + "/protocol/openid-connect/token";
    }

    Map<String, String> people() {
        return realm.people();
    }

    Map<String, StackDescription.Client> clients() {
        return realm.clients();
    }

    @Override
    void launch() {
        Path distribution = built();
        Path home = data().resolve(realm.version());
        try {
            prepare(home, distribution);
        } catch (IOException e) {
            throw new StartFailure(
                    name(), "cannot prepare " + home + ": " + e.getMessage(), "check the disk");
        }
        List<String> command = java(home, distribution);
        command.addAll(
                List.of(
                        "start",
                        "--optimized",
                        "--import-realm",
                        "--http-enabled=true",
                        "--http-host=" + HOST,
                        "--http-port=" + port(),
                        "--hostname-strict=false",
                        "--cache=local"));
        run(command, Map.of());
    }

    @Override
    boolean ready() {
        return Http.answers(URI.create(issuer() + "/.well-known/openid-configuration"));
    }

    @Override
    Duration patience() {
        return Duration.ofSeconds(120);
    }

    /** Fixes the build-time options once for every stack of this checkout. */
    private Path built() {
        Path distribution = checkout.keycloak();
        Path done = distribution.resolve("built-for-local");
        try (FileChannel lock =
                        FileChannel.open(
                                checkout.parts().resolve("keycloak.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var held = lock.lock()) {
            if (!Files.exists(done)) {
                List<String> build = java(distribution, distribution);
                build.addAll(List.of("build", "--db=dev-file"));
                complete(build);
                Files.createFile(done);
            }
            return distribution;
        } catch (IOException e) {
            throw new StartFailure(
                    name(), "cannot be built: " + e.getMessage(), "check the disk", log());
        }
    }

    /**
     * A home of this stack's own, so that stacks beside each other share the programs and no data.
     */
    private void prepare(Path home, Path distribution) throws IOException {
        if (!Files.isDirectory(home)) {
            RunDirectory.delete(data());
            Files.createDirectories(home);
        }
        for (String part : List.of("conf", "lib", "providers", "themes")) {
            Path link = home.resolve(part);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, distribution.resolve(part));
        }
        write(
                Files.createDirectories(home.resolve("data/import")).resolve("realm.json"),
                realm.text());
    }

    private List<String> java(Path home, Path distribution) {
        return new ArrayList<>(
                List.of(
                        javaCommand(),
                        "-Dcdp.run=" + run().path(),
                        "-Xms64m",
                        "-Xmx384m",
                        "-XX:MaxMetaspaceSize=256m",
                        "-XX:+UseSerialGC",
                        // Tokens are few: it is the start that counts here.
                        "-XX:TieredStopAtLevel=1",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                        "--add-opens=java.base/java.security=ALL-UNNAMED",
                        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dpicocli.disable.closures=true",
                        "-Dfile.encoding=UTF-8",
                        "-Duser.language=en",
                        "-Duser.country=US",
                        "-Dkc.home.dir=" + home,
                        "-Djboss.server.config.dir=" + home.resolve("conf"),
                        "-cp",
                        distribution.resolve("lib/quarkus-run.jar").toString(),
                        "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    }
}
