package org.purposecdp.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;

/**
 * MongoDB, the first of: the server {@code MONGODB_URI} names, a mongod on the PATH, the one that
 * {@code get-mongod} fetches, a double that speaks its protocol and is for trying out only.
 */
public final class MongoPart extends Part {

    private static final String REPLICA_SET = "purpose-cdp";
    private static final int NOT_YET_INITIALISED = 94;

    private final Checkout checkout;
    private final Map<String, String> environment;
    private final Optional<String> given;
    private String origin = "";
    private String whyNone = "";
    private boolean real = true;

    MongoPart(Checkout checkout, RunDirectory run, int port, Map<String, String> environment) {
        super("mongodb", run, port);
        this.checkout = checkout;
        this.environment = environment;
        this.given =
                Optional.ofNullable(environment.get("MONGODB_URI")).filter(uri -> !uri.isBlank());
    }

    /** False under the double, of which nothing about durability or speed may be claimed. */
    public boolean real() {
        return real;
    }

    /** Where the server comes from, for people. */
    String origin() {
        return origin;
    }

    String uri() {
        return given.orElseGet(
                () ->
                        "mongodb://"
                                + HOST
                                + ":"
                                + port()
                                + "/"
                                + (real
                                        ? "?replicaSet=" + REPLICA_SET + "&w=majority&journal=true"
                                        : ""));
    }

    @Override
    public boolean alive() {
        return given.isPresent() || super.alive();
    }

    @Override
    void requireFreePort() {
        if (given.isEmpty()) {
            super.requireFreePort();
        }
    }

    @Override
    public void start() {
        if (given.isPresent()) {
            origin = "MONGODB_URI";
            awaitReady();
        } else {
            super.start();
        }
    }

    @Override
    void launch() {
        Optional<Path> mongod = onPath().or(this::fetched);
        real = mongod.isPresent();
        if (!real && "true".equalsIgnoreCase(environment.get("CDP_REQUIRE_REAL_MONGODB"))) {
            throw new StartFailure(
                    name(),
                    "no real mongod, and CDP_REQUIRE_REAL_MONGODB is true: " + whyNone,
                    "put a mongod on the PATH or set MONGODB_URI");
        }
        run(mongod.map(this::server).orElseGet(this::standIn), Map.of());
    }

    @Override
    boolean ready() {
        String uri = given.orElse("mongodb://" + HOST + ":" + port() + "/?directConnection=true");
        MongoClientSettings settings =
                MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString(uri))
                        .applyToClusterSettings(
                                cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                        .build();
        // A client that connected before the initiation would go on taking the server for a lone
        // one.
        try (MongoClient client = MongoClients.create(settings)) {
            MongoDatabase admin = client.getDatabase("admin");
            if (real && given.isEmpty()) {
                initiate(admin);
            }
            // The older word for hello: the double knows no other.
            Document answer = admin.runCommand(new Document("isMaster", 1));
            if (given.isPresent()) {
                real = answer.containsKey("setName");
            }
            return answer.getBoolean("ismaster", false);
        } catch (MongoException e) {
            return false;
        }
    }

    @Override
    Duration patience() {
        return Duration.ofSeconds(60);
    }

    private void initiate(MongoDatabase admin) {
        String host = HOST + ":" + port();
        try {
            Document config =
                    admin.runCommand(new Document("replSetGetConfig", 1))
                            .get("config", Document.class);
            Document member = config.getList("members", Document.class).get(0);
            if (!host.equals(member.getString("host"))) {
                // The port was changed since the data was written.
                member.put("host", host);
                config.put("version", config.getInteger("version") + 1);
                admin.runCommand(new Document("replSetReconfig", config).append("force", true));
            }
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != NOT_YET_INITIALISED) {
                throw e;
            }
            Document member = new Document("_id", 0).append("host", host);
            admin.runCommand(
                    new Document(
                            "replSetInitiate",
                            new Document("_id", REPLICA_SET).append("members", List.of(member))));
        }
    }

    private List<String> server(Path mongod) {
        return List.of(
                mongod.toString(),
                "--dbpath",
                directory("server"),
                "--port",
                Integer.toString(port()),
                "--bind_ip",
                HOST,
                "--replSet",
                REPLICA_SET,
                "--wiredTigerCacheSizeGB",
                "0.5",
                "--nounixsocket",
                "--quiet");
    }

    private List<String> standIn() {
        origin =
                "a DOUBLE, for trying out only: it may lose what it acknowledged (" + whyNone + ")";
        return List.of(
                javaCommand(),
                "-Dcdp.run=" + run().path(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-cp",
                checkout.classes() + ":" + checkout.lib() + "/*",
                MongoDouble.class.getName(),
                directory("double"),
                Integer.toString(port()));
    }

    private String directory(String kind) {
        try {
            return Files.createDirectories(data().resolve(kind)).toString();
        } catch (IOException e) {
            throw new StartFailure(
                    name(), "cannot make its directory: " + e.getMessage(), "check the disk");
        }
    }

    private Optional<Path> onPath() {
        Optional<Path> found =
                Stream.of(environment.getOrDefault("PATH", "").split(":"))
                        .filter(directory -> !directory.isBlank())
                        .map(directory -> Path.of(directory, "mongod"))
                        .filter(Files::isExecutable)
                        .findFirst();
        found.ifPresent(mongod -> origin = mongod.toString());
        return found;
    }

    private Optional<Path> fetched() {
        Path said = run().log("get-mongod");
        try {
            Process fetch =
                    new ProcessBuilder(checkout.local().resolve("get-mongod").toString())
                            .redirectError(said.toFile())
                            .start();
            String path =
                    new String(fetch.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            if (fetch.waitFor() == 0) {
                origin = "deploy/local/get-mongod";
                return Optional.of(Path.of(path));
            }
            whyNone = lastLine(Files.readString(said));
        } catch (IOException e) {
            whyNone = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            whyNone = "interrupted";
        }
        return Optional.empty();
    }

    private static String lastLine(String text) {
        return text.strip().lines().reduce("get-mongod failed", (earlier, later) -> later);
    }
}
