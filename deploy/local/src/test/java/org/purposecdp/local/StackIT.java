package org.purposecdp.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The parts that the services stand on, each a real process. */
class StackIT {

    private static final Path RUN = Path.of("target", "a stack", "run");

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = new Stack(StackSettings.forTests(RUN).withServices(List.of()));
        stack.start();
    }

    @AfterAll
    static void stop() {
        stack.stop();

        assertThat(stack.parts()).noneMatch(Part::alive);
    }

    @Test
    void tokenOfEachClientIsHadWithTheSecretInTheDescription() {
        StackDescription description = StackDescription.read(RUN.resolve("stack.json"));

        assertThat(description.clients()).isNotEmpty();
        assertThat(description.clients().values())
                .allSatisfy(client -> assertThat(tokenStatus(description, client)).isEqualTo(200));
    }

    @Test
    void postgresqlKeepsWhatItAnsweredThroughKill() throws SQLException {
        try (Connection connection = identity();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (n int)");
            statement.execute("INSERT INTO kept VALUES (1)");
        }

        stack.postgresql().kill();
        stack.postgresql().start();

        try (Connection connection = identity();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void kafkaKeepsItsTopicsThroughKill() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(Set.of(new NewTopic("kept", 1, (short) 1))).all().get();
        }

        stack.kafka().kill();
        stack.kafka().start();

        try (Admin admin = admin()) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void mongodbKeepsWhatItAnsweredThroughKill() {
        try (MongoClient client = MongoClients.create(stack.description().mongodb().uri())) {
            client.getDatabase("profile").getCollection("kept").insertOne(new Document("n", 1));
        }
        assertThat(stack.mongodb().real()).as("a real mongod").isTrue();

        stack.mongodb().kill();
        stack.mongodb().start();

        try (MongoClient client = MongoClients.create(stack.description().mongodb().uri())) {
            assertThat(client.getDatabase("profile").getCollection("kept").countDocuments())
                    .isEqualTo(1);
        }
    }

    @Test
    void suspendedPartLivesAndAnswersNothing() {
        stack.keycloak().suspend();
        try {
            assertThat(stack.keycloak().alive()).isTrue();
            assertThat(stack.keycloak().ready()).isFalse();
        } finally {
            stack.keycloak().resume();
        }
        stack.keycloak().awaitReady();
    }

    private static Connection identity() throws SQLException {
        PostgreSqlPart postgresql = stack.postgresql();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + postgresql.address("identity"),
                postgresql.user("identity"),
                postgresql.password("identity"));
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrap()));
    }

    private static int tokenStatus(StackDescription stack, StackDescription.Client client)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(stack.oidc().token()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        client.tokenForm(client.services())))
                        .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
