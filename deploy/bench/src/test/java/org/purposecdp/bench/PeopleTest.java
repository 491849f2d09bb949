package org.purposecdp.bench;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PeopleTest {
    private final People people = new People(1_000, 0.1, "run");

    @Test
    void oneEventInTenIsANewPersonsFirst() {
        int fresh = 0;
        Set<String> newcomers = new HashSet<>();
        for (int number = 0; number < 10_000; number++) {
            if (people.isNew(number)) {
                fresh++;
                newcomers.add(people.of(number));
            }
        }

        assertThat(fresh).isBetween(900, 1_100);
        assertThat(newcomers).hasSize(fresh);
    }

    @Test
    void allOthersAreKnownAndEveryKnownPersonTurnsUp() {
        Set<String> known = new HashSet<>();
        for (int number = 0; number < 1_000; number++) {
            known.add(People.ofSeed(number));
        }
        Set<String> met = new HashSet<>();
        for (int number = 0; number < 20_000; number++) {
            if (!people.isNew(number)) {
                met.add(people.of(number));
            }
        }

        assertThat(met).isEqualTo(known);
    }
}
