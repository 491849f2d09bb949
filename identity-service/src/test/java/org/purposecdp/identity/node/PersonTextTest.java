package org.purposecdp.identity.node;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.identity.matching.Person;

import static org.assertj.core.api.Assertions.assertThat;

class PersonTextTest {
    @Test
    void whatIsReadIsWhatWasWritten() {
        Person person =
                MatchFields.person(
                        MatchFields.of(
                                Map.of(
                                        "firstName", "Anna-Liisa Käthe",
                                        "lastName", "von Großmann",
                                        "birthday", "3.4.1981",
                                        "sex", "f",
                                        "address",
                                                Map.of(
                                                        "street", "Koulukatu 7 b 12",
                                                        "postalCode", "40100",
                                                        "city", "Jyväskylä"),
                                        "phone", "040 1234567",
                                        "passport", "PP 123 456")),
                        List.of(new Identifier("email", "kathe@example.de")),
                        "FI",
                        Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(PersonText.read(PersonText.write(person))).isEqualTo(person);
        assertThat(PersonText.read(PersonText.write(Person.NOBODY))).isEqualTo(Person.NOBODY);
    }
}
