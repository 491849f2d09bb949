package org.purposecdp.identity.imports;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.purposecdp.identity.mapping.Mapping;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderWordsTest {
    private final HeaderWords words = new HeaderWords();

    @ParameterizedTest
    @CsvSource({
        "E-Mail, identifier:email",
        "email_address, identifier:email",
        "sähköposti, identifier:email",
        "SÄHKÖPOSTIOSOITE, identifier:email",
        "Sahkoposti, identifier:email",
        "E-Mail-Adresse, identifier:email",
        "Puhelin nro, identifier:phone",
        "matkapuhelin, identifier:phone",
        "Handynummer, identifier:phone",
        "Kunden-Nr., identifier:user_id",
        "asiakasnumero, identifier:user_id",
        "userId, identifier:user_id",
        "Kanta-asiakasnumero, identifier:loyalty_id",
        "Mitgliedsnummer, identifier:loyalty_id",
        "given_name, trait:firstName",
        "First Name, trait:firstName",
        "etunimi, trait:firstName",
        "Vorname, trait:firstName",
        "FAMILY_NAME, trait:lastName",
        "Sukunimi, trait:lastName",
        "Nachname, trait:lastName",
        "syntymäaika, trait:birthday",
        "Geburts-Datum, trait:birthday",
        "date_of_birth, trait:birthday",
        "PLZ, trait:address.postalCode",
        "postinumero, trait:address.postalCode",
        "Zip Code, trait:address.postalCode",
        "Postitoimipaikka, trait:address.city",
        "Ort, trait:address.city",
        "Straße, trait:address.street",
        "Strasse, trait:address.street",
        "lähiosoite, trait:address.street",
        "Anrede, trait:salutation",
        "Päivämäärä, occurredAt",
        "timestamp, occurredAt"
    })
    void aColumnIsKnownByItsName(String column, String target) {
        assertThat(words.guess(List.of(column))).isEqualTo(Map.of(column, target));
    }

    @ParameterizedTest
    @CsvSource({"Notiz", "x", "henkilötunnus", "Steuernummer", "SSN", "''", "---"})
    void whatIsNotKnownIsLeftOut(String column) {
        assertThat(words.guess(List.of(column))).isEmpty();
    }

    @Test
    void aTraitIsWhatNamesItFirstAndIdentifiersMayBeSeveral() {
        assertThat(words.guess(List.of("Vorname", "Rufname", "E-Mail", "email 2")))
                .isEqualTo(
                        Map.of(
                                "Vorname", "trait:firstName",
                                "E-Mail", "identifier:email",
                                "email 2", "identifier:email"));
    }

    @Test
    void anAddressBesideACityIsAStreet() {
        assertThat(words.guess(List.of("Osoite", "Kaupunki")))
                .isEqualTo(
                        Map.of(
                                "Osoite", "trait:address.street",
                                "Kaupunki", "trait:address.city"));
        assertThat(words.guess(List.of("Osoite", "Katu", "Kaupunki"))).doesNotContainKey("Osoite");
        assertThat(words.guess(List.of("Osoite"))).isEqualTo(Map.of("Osoite", "trait:address"));
    }

    @Test
    void everyGuessIsAMappingThatIsAccepted() {
        Map<String, String> guess =
                words.guess(
                        List.of(
                                "Email",
                                "Osoite",
                                "PLZ",
                                "Ort",
                                "Vorname",
                                "Datum",
                                "Kanta-asiakasnumero"));

        assertThat(Mapping.of(guess).text()).isEqualTo(guess);
    }
}
