package org.purposecdp.identity.matching;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.identity.matching.People.person;

class CleanerTest {

    @ParameterizedTest
    @CsvSource({
        "1962-03-07, '[19620307]'",
        "19620307, '[19620307]'",
        "7.3.1962, '[19620307]'",
        "25/03/1962, '[19620325]'",
        "03/25/62, '[19620325]'",
        "3/7/1962, '[19620307, 19620703]'",
        "Mar 7 1962, '[19620307]'",
        "25-Mar-08, '[20080325]'",
        "19620399, '[19620399]'",
        "soon, '[]'",
        "0000-00-00, '[]'",
    })
    void datesAreReadAsPeopleWriteThem(String written, String read) {
        assertThat(person("birthDate", written).dates().toString()).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "'Strauß, Dr. Käthe Maria', kathe, strauss, '[maria]'",
        "Jürgen von der Heide, jurgen, heide, '[]'",
        "Robert J Smith Jr., robert, smith, '[j]'",
        "Åse Ödegård, ase, odegard, '[]'",
    })
    void aWholeNameIsTakenApart(String written, String given, String family, String middle) {
        Person person = person("fullName", written);

        assertThat(person.given()).isEqualTo(given);
        assertThat(person.family()).isEqualTo(family);
        assertThat(person.middle().toString()).isEqualTo(middle);
    }

    @Test
    void anAddressIsTakenApartWhereverTheNumberStands() {
        Person german = person("street", "Goethestraße 12", "postcode", "50937");
        Person english = person("fullAddress", "12 Mill Lane, York YO1 7HN");

        assertThat(german.house()).isEqualTo("12");
        assertThat(german.street()).isEqualTo("gothestr");
        assertThat(english.house()).isEqualTo("12");
        assertThat(english.street()).isEqualTo("mill ln");
    }

    @Test
    void numbersAreOneInWhateverForm() {
        Person person = person("phone", "040 123 4567", "phone", "+358401234567");

        assertThat(person.mobiles()).containsExactly("+358401234567");
        assertThat(person("nationalId", "123-45-6789").nationalIds()).containsExactly("123456789");
        assertThat(person("nationalId", "000").nationalIds()).isEmpty();
    }

    @Test
    void aPersonNeverPrintsItself() {
        assertThat(person("givenName", "Aino").toString()).doesNotContain("aino");
    }
}
