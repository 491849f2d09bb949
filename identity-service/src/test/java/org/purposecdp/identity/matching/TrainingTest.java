package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.identity.matching.People.person;

class TrainingTest {

    @Property(tries = 100)
    void theOrderOfRecordsCountsForNothing(@ForAll long seed) {
        Random random = new Random(seed);
        List<Person> records = records(random, 25);
        Model model = learn(records);
        Collections.shuffle(records, random);

        assertThat(learn(records).version()).isEqualTo(model.version());
    }

    @Test
    void aModelIsTheSameOnceItWasStored() {
        Model model = learn(records(new Random(5), 60));

        Model read = Json.parse(Json.bytes(model), Model.class);

        assertThat(read.version()).isEqualTo(model.version());
    }

    @Test
    void twinsAreToldApartWhereNamesHold() {
        Scorer scorer = new Scorer(Model.usual());
        Person mark =
                person("fullName", "Mark Kuusi", "birthDate", "1997-09-28", "street", "Mäkitie 3");
        Person martta =
                person(
                        "fullName",
                        "Martta Kuusi",
                        "birthDate",
                        "1997-09-28",
                        "street",
                        "Mäkitie 3");

        assertThat(scorer.decide(mark, martta)).isEqualTo(MatchDecision.NO_MATCH);
        assertThat(scorer.explain(mark, martta).steps())
                .extracting(Waterfall.Step::name)
                .contains("TWINS");
    }

    @Test
    void anOfficesMailboxIsNobodys() {
        assertThat(person("email", "info@example.fi").emails()).isEmpty();
        assertThat(person("email", "aino@example.fi").emails()).hasSize(1);
    }

    @Test
    void aBuildingBeforeTheStreetIsNotTheStreet() {
        Person one =
                person("fullAddress", "Chrysler Building, 405 Lexington Avenue, New York 10174");
        Person other = person("street", "405 Lexington Ave");

        assertThat(one.house()).isEqualTo("405");
        assertThat(one.street()).isEqualTo(other.street());
    }

    private static Model learn(List<Person> records) {
        return Training.learn(records, (step, done) -> {});
    }

    private static List<Person> records(Random random, int count) {
        List<Person> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(People.random(random));
        }
        return records;
    }
}
