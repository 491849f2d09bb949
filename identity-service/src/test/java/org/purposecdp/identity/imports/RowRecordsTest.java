package org.purposecdp.identity.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.mapping.Mapping;
import org.purposecdp.identity.mapping.RowRecords;
import org.purposecdp.identity.mapping.TakenRow;
import org.purposecdp.identity.record.PartnerRecords;
import org.purposecdp.identity.source.Source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class RowRecordsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Pseudonyms PSEUDONYMS =
            Pseudonyms.ofKey("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    private static final Map<String, String> MAPPING =
            Map.of(
                    "mail", "identifier:email",
                    "mail2", "identifier:email",
                    "nr", "identifier:user_id",
                    "etunimi", "trait:firstName",
                    "plz", "trait:address.postalCode",
                    "ort", "trait:address.city",
                    "pvm", "occurredAt");

    @Test
    void aRowIsARecordByItsMapping() throws IOException {
        ReceivedRecord record =
                csv("mail,mail2,nr,etunimi,plz,ort,pvm,x\nB@example.com,a@example.com,,Käthe,10115,Berlin,1.2.2026,y\n")
                        .reading()
                        .record();

        assertThat(record.identifiers())
                .containsExactly(
                        new Identifier("email", "a@example.com"),
                        new Identifier("email", "b@example.com"));
        assertThat(record.traits().get("firstName")).hasToString("Käthe");
        assertThat(record.traits().get("address"))
                .isEqualTo(Map.of("postalCode", "10115", "city", "Berlin"));
        assertThat(record.traits()).hasSize(2);
        assertThat(record.occurredAt()).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(record.receivedAt()).isEqualTo(NOW);
    }

    @Test
    void theMessageIdIsWhatTheRowSaysInWhateverFileOrOrder() throws IOException {
        String id = messageId(csv("mail;etunimi\na@example.com;Aino\n"));

        assertThat(id)
                .hasSize(39)
                .isEqualTo(messageId(csv("etunimi,x,mail\nAino,7,a@example.com\n")));
        assertThat(messageId(json("{\"etunimi\":\"Aino\",\"mail\":\"a@example.com\"}")))
                .isEqualTo(id);
        assertThat(messageId(csv("mail;etunimi\na@example.com;Eino\n"))).isNotEqualTo(id);
        assertThat(messageId(csv("mail;nr\na@example.com;Aino\n"))).isNotEqualTo(id);
        assertThat(messageId(csv("mail;etunimi;pvm\na@example.com;Aino;1.1.2026\n")))
                .isNotEqualTo(id);
        assertThat(messageId(read("mail;etunimi\na@example.com;Aino\n", Format.CSV, "other")))
                .isNotEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05-01, 2024-05-01T00:00:00Z",
        "2024-05-01 09:05, 2024-05-01T09:05:00Z",
        "2024-05-01T09:05:00+02:00, 2024-05-01T07:05:00Z",
        "1.5.2024, 2024-05-01T00:00:00Z",
        "01.05.2024 9:05, 2024-05-01T09:05:00Z",
        "1.5.2024 9.05, 2024-05-01T09:05:00Z",
        "1.5.2024 09:05:30, 2024-05-01T09:05:30Z"
    })
    void timesAreReadAsTablesHaveThem(String written, Instant at) throws IOException {
        assertThat(csv("mail,pvm\na@example.com," + written + "\n").reading().record().occurredAt())
                .isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({
        "'mail,pvm\na@example.com,31.2.2024\n', BAD_TIMESTAMP, pvm",
        "'mail,pvm\na@example.com,1/2/2024\n', BAD_TIMESTAMP, pvm",
        "'mail,pvm\na@example.com,1.1.1024\n', BAD_TIMESTAMP,",
        "'mail,etunimi\nnowhere,Aino\n', NO_IDENTIFIER, mail",
        "'mail,etunimi\nei sähköpostia,Aino\n', IDENTIFIER_OF_NOBODY, mail",
        "'mail,etunimi\naino\u202E@example.fi,Aino\n', UNREADABLE_IDENTIFIER, mail",
        "'mail,etunimi\n,Aino\n', NO_IDENTIFIER,"
    })
    void whatIsNoRecordSaysWhyAndWhere(String file, InvalidEvent reason, String column)
            throws IOException {
        TakenRow row = csv(file);

        assertThat(BadRow.of(row)).isEqualTo(new BadRow(2, reason.name(), column));
    }

    @Test
    void aFieldOfJsonThatIdentifiesIsATextANumberOrSome() throws IOException {
        assertThat(
                        json("{\"nr\":7,\"mail\":[\"a@example.com\",null]}")
                                .reading()
                                .record()
                                .identifiers())
                .containsExactly(
                        new Identifier("email", "a@example.com"), new Identifier("user_id", "7"));
        assertThat(BadRow.of(json("{\"nr\":{\"id\":7}}")))
                .isEqualTo(new BadRow(1, "BAD_FIELD", "nr"));
        assertThat(BadRow.of(json("{\"nr\":[true]}"))).isEqualTo(new BadRow(1, "BAD_FIELD", "nr"));
    }

    private static String messageId(TakenRow row) {
        return row.reading().messageId();
    }

    private static TakenRow csv(String file) throws IOException {
        return read(file, Format.CSV, "shop");
    }

    private static TakenRow json(String file) throws IOException {
        return read(file, Format.NDJSON, "shop");
    }

    private static TakenRow read(String file, Format format, String source) throws IOException {
        RowRecords records =
                new RowRecords(
                        Mapping.of(new LinkedHashMap<>(MAPPING)),
                        null,
                        new Source(source, SourceKind.SERVER, source, null, null, null, 1, NOW),
                        new PartnerRecords(() -> new Normaliser(IdentityRules.DEFAULT), PSEUDONYMS),
                        PSEUDONYMS);
        Rows rows =
                Rows.open(
                        new Content(new ByteArrayInputStream(file.getBytes(UTF_8))), format, null);
        return records.read(rows.next().orElseThrow(), null, NOW);
    }
}
