package org.purposecdp.identity.node;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.purposecdp.identity.matching.MatchDecision;
import org.purposecdp.identity.matching.Scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.identity.matching.People.person;

class ShippedModelTest {
    private final Scorer scorer = new Scorer(Models.shipped());

    @ParameterizedTest
    @CsvSource({
        "Giuseppe, Rossi, Roma", "Γιώργος, Παπαδόπουλος, Αθήνα", "Иван, Иванов, Москва",
        "Anh, Nguyễn, Hanoi", "Jan, Novák, Praha", "Matti, Virtanen, Helsinki"
    })
    void namesakesOfOneTownAreNotOnePerson(String given, String family, String city) {
        assertThat(
                        scorer.decide(
                                person("givenName", given, "familyName", family, "city", city),
                                person("givenName", given, "familyName", family, "city", city)))
                .isNotEqualTo(MatchDecision.MATCH);
    }

    @ParameterizedTest
    @CsvSource({"Giuseppe, Rossi, Roma", "Jan, Novák, Praha", "Matti, Virtanen, Helsinki"})
    void withOneBirthDateTheyAre(String given, String family, String city) {
        String[] fields = {
            "givenName", given, "familyName", family, "city", city, "birthDate", "1981-05-12"
        };

        assertThat(scorer.decide(person(fields), person(fields))).isEqualTo(MatchDecision.MATCH);
    }
}
