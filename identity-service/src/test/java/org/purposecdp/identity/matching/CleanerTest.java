package org.purposecdp.identity.matching;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
        "00/00/0000, '[]'",
        "1/1/1900, '[]'",
        "1.1.1970, '[]'",
        "1970-01-01T00:00:00Z, '[]'",
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

    @ParameterizedTest
    @ValueSource(strings = {"N/A", "n.a.", "k. A.", "unbekannt", "Tuntematon", "NULL", "-"})
    void whatStandsForNothingIsNothing(String written) {
        assertThat(person("givenName", written, "familyName", written).isEmpty()).isTrue();
    }

    /** What cannot be read would come again and again. */
    @Property
    void whateverIsWrittenIsRead(
            @ForAll Field field, @ForAll("written") String one, @ForAll("written") String other) {
        assertThatCode(() -> person(field.id(), one, field.id(), other)).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> written() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.strings().withChars("01239/.- ,<>@+aäT").ofMaxLength(14));
    }

    @Test
    void aPersonNeverPrintsItself() {
        assertThat(person("givenName", "Aino").toString()).doesNotContain("aino");
    }
}
