package org.purposecdp.e2e.journey;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.FileImport;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Profile;
import org.purposecdp.e2e.brand.Sending;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.platform.SharedRegister;
import org.purposecdp.e2e.store.ReceivedRecords;
import org.purposecdp.local.Stack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Files are taken in however large, as often as it takes, and each row counts once. */
@OnPlatform
@Order(OnPlatform.LATE)
class ImportIT {
    private static final Map<String, String> BY_NUMBER = Map.of("nr", "identifier:user_id");

    @Test
    void aTableOfFinnsAndGermansTwiceIsTheSamePeopleOnce(Platform platform, Brand brand) {
        Person vaino = brand.customer("Vaino");
        Person kathe = brand.customer("Kathe");
        byte[] file = table(vaino, kathe);
        try (ReceivedRecords received = received(platform, brand)) {
            FileImport first = FileImport.guessed(platform, brand.shop(), file);

            JsonPath done = new JsonPath(first.send(file).body());

            assertThat(done.getString("state")).isEqualTo("DONE");
            assertThat(done.getInt("rows")).isEqualTo(6);
            assertThat(done.getInt("accepted")).isEqualTo(2);
            assertThat(done.getLong("bytes")).isEqualTo(file.length);
            assertThat(first.badRows())
                    .containsExactly(
                            "3 IDENTIFIER_OF_NOBODY Sähköposti",
                            "4 RAGGED_ROW null",
                            "7 BAD_TIMESTAMP Päivitetty",
                            "8 BAD_QUOTES null");
            Profile before = awaitNamed(vaino, "Väinö");
            awaitNamed(kathe, "Käthe");
            List<ReceivedRecord> once = awaitRecords(received, 2);
            List<String> outcomes = outcomes(platform, once);

            assertThat(first.send(file).statusCode()).isEqualTo(200);
            FileImport second = FileImport.guessed(platform, brand.shop(), file);
            assertThat(second.send(file).statusCode()).isEqualTo(200);
            sendMarker(platform, brand, vaino);

            assertThat(second.progress().getInt("accepted")).isEqualTo(2);
            Profile after =
                    vaino.awaitProfile(
                            "service",
                            profile -> assertThat(profile.traits()).containsKey("loyaltyTier"));
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.traits()).containsAllEntriesOf(before.traits());
            assertThat(after.sources()).containsAllEntriesOf(before.sources());
            // The first import's own second sending sent nothing; the other import's did, the same.
            assertThat(awaitRecords(received, 5)).hasSize(5);
            assertThat(ids(received.soFar())).hasSize(3).containsAll(ids(once));
            assertThat(outcomes(platform, once)).isEqualTo(outcomes);
        }
    }

    @Test
    void progressIsSeenWhileTheFileIsStillComing(Platform platform, Brand brand)
            throws IOException {
        byte[] file = numbers(brand, 0, 800).getBytes(UTF_8);
        FileImport running = FileImport.make(platform, brand.shop(), "CSV", BY_NUMBER);
        try (Sending sending = running.begin(file.length)) {
            sending.write(file, 0, file.length - 1);

            JsonPath seen = running.awaitProgress(progress -> progress.getLong("rows") > 0);

            assertThat(seen.getString("state")).isEqualTo("RUNNING");
            sending.write(file, file.length - 1, file.length);
            assertThat(sending.status()).isEqualTo(200);
            assertThat(running.progress().getString("state")).isEqualTo("DONE");
            assertThat(running.progress().getInt("accepted")).isEqualTo(800);
        }
    }

    @Test
    void aBrokenOffFileGoesOnWhereItWasAndNoOtherDoes(Platform platform, Brand brand)
            throws IOException {
        byte[] file = numbers(brand, 0, 2_000).getBytes(UTF_8);
        byte[] other = numbers(brand, 1, 400_000).getBytes(UTF_8);
        try (ReceivedRecords received = received(platform, brand)) {
            FileImport broken = FileImport.make(platform, brand.shop(), "CSV", BY_NUMBER);

            try (Sending sending = broken.begin(file.length)) {
                sending.write(file, 0, file.length * 3 / 4);
                broken.awaitProgress(seen -> seen.getLong("rows") > 0);
            }

            JsonPath stopped =
                    broken.awaitProgress(seen -> seen.getString("state").equals("STOPPED"));
            assertThat(stopped.getString("reason.code")).isEqualTo("BROKEN_OFF");
            assertThat(stopped.getInt("rows")).isBetween(1, 1_999);

            HttpResponse<String> refused = broken.send(other);

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
            assertThat(refused.body()).contains("OTHER_CONTENT");
            assertThat(broken.progress().getInt("rows")).isEqualTo(stopped.getInt("rows"));

            HttpResponse<String> whole = broken.send(file);

            assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
            JsonPath done = new JsonPath(whole.body());
            assertThat(done.getString("state")).isEqualTo("DONE");
            assertThat(done.getInt("accepted")).isEqualTo(2_000);
            assertThat(done.getString("reason")).isNull();
            assertThat(ids(awaitRecords(received, 2_000))).hasSize(2_000);
            assertThat(broken.send(other).statusCode()).isEqualTo(409);
        }
    }

    @Test
    void aFileThatIsSentAgainMeanwhileIsTakenFromThere(Platform platform, Brand brand)
            throws IOException {
        byte[] file = numbers(brand, 0, 2_000).getBytes(UTF_8);
        FileImport running = FileImport.make(platform, brand.shop(), "CSV", BY_NUMBER);
        try (Sending first = running.begin(file.length)) {
            first.write(file, 0, file.length / 2);
            running.awaitProgress(progress -> progress.getLong("rows") > 0);

            assertThat(running.send(file).statusCode()).isEqualTo(200);

            first.write(file, file.length / 2, file.length);
            assertThat(first.status()).isEqualTo(409);
            assertThat(running.progress().getString("state")).isEqualTo("DONE");
            assertThat(running.progress().getInt("rows")).isEqualTo(2_000);
        }
    }

    @Test
    void aFileOutlivesTheServiceThatTakesIt(Platform platform, Brand brand) throws IOException {
        byte[] file = numbers(brand, 0, 2_000).getBytes(UTF_8);
        try (ReceivedRecords received = received(platform, brand)) {
            FileImport running = FileImport.make(platform, brand.shop(), "CSV", BY_NUMBER);
            try (Sending sending = running.begin(file.length)) {
                sending.write(file, 0, file.length / 2);
                running.awaitProgress(progress -> progress.getLong("rows") > 0);
                platform.killAndStart(Stack.IDENTITY);
            }

            HttpResponse<String> whole =
                    Awaitility.await("until the door is open again")
                            .atMost(Platform.PATIENCE)
                            .until(() -> running.send(file), answer -> answer.statusCode() != 503);

            assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
            assertThat(running.progress().getInt("accepted")).isEqualTo(2_000);
            assertThat(ids(awaitRecords(received, 2_000))).hasSize(2_000);
        }
    }

    @Test
    void packedLinesOfJsonAreTakenByTheirFields(Platform platform, Brand brand) throws IOException {
        Person eino = brand.customer("Eino");
        String lines =
                """
                {"email":"%s","given_name":"Eino","x":[1]}
                {broken
                {"email":{"no":"text"}}
                """
                        .formatted(eino.email());
        JsonPath guess = FileImport.guess(platform, "application/x-ndjson", lines.getBytes(UTF_8));
        assertThat(guess.getList("ignored")).isEqualTo(List.of("x"));
        FileImport made =
                FileImport.make(platform, brand.shop(), "NDJSON", guess.getMap("mapping"));

        HttpResponse<String> answer = made.sendPacked(gzip(lines));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(made.badRows()).containsExactly("2 NOT_JSON null", "3 BAD_FIELD email");
        JsonPath page = made.errors("?limit=1");
        assertThat(page.getInt("errors[0].line")).isEqualTo(2);
        JsonPath next = made.errors("?limit=1&cursor=" + page.getString("cursor"));
        assertThat(next.getInt("errors[0].line")).isEqualTo(3);
        assertThat(next.getString("cursor")).isNull();
        awaitNamed(eino, "Eino");
    }

    @Test
    void aFileInAnotherEncodingIsToldItsLineAndGoesOnOnceMended(Platform platform, Brand brand) {
        String file = "nr;Etunimi\n%1$s-1;Aino\n%1$s-2;Päivi\n".formatted(brand.id());
        FileImport made =
                FileImport.make(
                        platform,
                        brand.shop(),
                        "CSV",
                        Map.of("nr", "identifier:user_id", "Etunimi", "trait:firstName"));

        HttpResponse<String> refused = made.send(file.getBytes(ISO_8859_1));

        assertThat(refused.statusCode()).isEqualTo(400);
        JsonPath problem = new JsonPath(refused.body());
        assertThat(problem.getString("code")).isEqualTo("UNREADABLE_FILE");
        assertThat(problem.getString("reason")).isEqualTo("NOT_UTF8");
        assertThat(problem.getInt("line")).isEqualTo(3);
        assertThat(made.progress().getString("state")).isEqualTo("STOPPED");
        assertThat(made.progress().getInt("rows")).isOne();

        assertThat(made.send(file.getBytes(UTF_8)).statusCode()).isEqualTo(200);
        assertThat(made.progress().getInt("rows")).isEqualTo(2);
    }

    @Test
    void aSourcesClientImportsForThatSourceOnly(Platform platform, Brand brand) {
        FileImport foreign = FileImport.make(platform, brand.shop(), "CSV", BY_NUMBER);

        platform.as(SharedRegister.PARTNER, Stack.IDENTITY)
                .get(foreign.path())
                .then()
                .statusCode(404);
        platform.as(SharedRegister.PARTNER, Stack.IDENTITY)
                .body(Map.of("source", brand.shop().id(), "format", "CSV", "mapping", BY_NUMBER))
                .post("/v1/imports")
                .then()
                .statusCode(403);
        Map<String, Object> own = Map.of("format", "CSV", "mapping", BY_NUMBER);
        String id = madeWithKey(platform, brand, own);
        assertThat(madeWithKey(platform, brand, own)).isEqualTo(id);
        platform.as(SharedRegister.PARTNER, Stack.IDENTITY)
                .get("/v1/imports/" + id)
                .then()
                .statusCode(200);
    }

    private static String madeWithKey(Platform platform, Brand brand, Map<String, Object> body) {
        return platform.as(SharedRegister.PARTNER, Stack.IDENTITY)
                .header("Idempotency-Key", "import of " + brand.id())
                .body(body)
                .post("/v1/imports")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Two people; the second's row is on lines 5 and 6. */
    private static byte[] table(Person vaino, Person kathe) {
        return ("\uFEFFSähköposti;Vorname;Syntymäaika;PLZ;Päivitetty;Muistiinpano\r\n"
                        + vaino.email()
                        + ";Väinö;1.2.1980;00100;1.3.2026;\r\n"
                        + "nobody;Nobody;;;;\r\n"
                        + "a@example.com;short\r\n"
                        + kathe.email()
                        + ";Käthe;2.3.1970;10115;2.3.2026;\"says \"\"hallo\"\"\r\nand more\"\r\n"
                        + "b@example.com;Bad;;;31.2.2026;\r\n"
                        + "\"c@example.com\"x;Bad;;;;\r\n")
                .getBytes(UTF_8);
    }

    private static String numbers(Brand brand, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> brand.id() + "-" + number)
                .collect(Collectors.joining("\n", "nr\n", "\n"));
    }

    private static void sendMarker(Platform platform, Brand brand, Person person) {
        byte[] marker = ("Email;tier\n" + person.email() + ";gold\n").getBytes(UTF_8);
        FileImport made =
                FileImport.make(
                        platform,
                        brand.shop(),
                        "CSV",
                        Map.of("Email", "identifier:email", "tier", "trait:loyaltyTier"));
        assertThat(made.send(marker).statusCode()).isEqualTo(200);
    }

    private static Profile awaitNamed(Person person, String firstName) {
        return person.awaitProfile(
                "service",
                profile -> assertThat(profile.traits()).containsEntry("firstName", firstName));
    }

    private static ReceivedRecords received(Platform platform, Brand brand) {
        return ReceivedRecords.from(platform.description().kafka(), brand.shop().id());
    }

    private static List<ReceivedRecord> awaitRecords(ReceivedRecords received, int count) {
        return Awaitility.await("records in Kafka")
                .atMost(Platform.PATIENCE)
                .until(received::soFar, records -> records.size() >= count);
    }

    private static Set<String> ids(List<ReceivedRecord> records) {
        return records.stream().map(ReceivedRecord::messageId).collect(Collectors.toSet());
    }

    private static List<String> outcomes(Platform platform, List<ReceivedRecord> records) {
        return records.stream()
                .map(
                        record ->
                                platform.as(SharedRegister.OFFICER, Stack.PROFILE)
                                        .queryParam("source", record.source())
                                        .get("/v1/outcomes/" + record.messageId())
                                        .then()
                                        .statusCode(200)
                                        .extract()
                                        .asString())
                .toList();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
