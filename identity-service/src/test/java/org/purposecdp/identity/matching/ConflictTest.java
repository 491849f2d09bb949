package org.purposecdp.identity.matching;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.identity.matching.People.person;

class ConflictTest {
    @ParameterizedTest
    @CsvSource({
        "Petra, Köhler, Peter, Köhler, true",
        "Anna, Saarinen, Sanna, Saarinen, true",
        "Minna, Salo, Olli, Salo, true",
        "Käthe, Strauß, Katharina, Strauss, false",
        "Minna, Salo, Mina, Salo, false",
        "Minna, Salo, M, Salo, false",
        "Minna, Salo, Minna, Virtanen, false",
        "Aino, Salo, Salo, Aino, false",
    })
    void twoNamesSpeakAgainstOnePerson(
            String given, String family, String given2, String family2, boolean conflict) {
        Person one = person("givenName", given, "familyName", family);
        Person other = person("givenName", given2, "familyName", family2);

        assertThat(Conflict.between(one, other)).isEqualTo(conflict);
        assertThat(Conflict.between(other, one)).isEqualTo(conflict);
    }

    @ParameterizedTest
    @CsvSource({
        "1990-01-20, 1964-06-04, true",
        "1990-01-20, 1982-06-04, true",
        "1990-01-20, 1990-01-21, false",
        "1990-03-07, 1990-07-03, false",
    })
    void otherBirthDatesDoToo(String one, String other, boolean conflict) {
        assertThat(Conflict.between(person("birthDate", one), person("birthDate", other)))
                .isEqualTo(conflict);
    }
}
