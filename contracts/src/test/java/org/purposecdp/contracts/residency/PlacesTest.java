package org.purposecdp.contracts.residency;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.residency.Place.Kind;
import org.purposecdp.contracts.residency.Place.Stay;
import org.purposecdp.contracts.topic.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlacesTest {
    private static final Stay SOMEHOW = new Stay("a gate", "somebody", "a day");

    @Test
    void everyPlaceIsListedOnce() {
        List<String> names =
                Places.all().stream().map(place -> place.kind() + " " + place).toList();

        assertThat(names).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    }

    @Test
    void everyTopicIsAPlaceAndSoAreTheDeadLettersOfQueues() {
        for (Topic topic : Topic.values()) {
            assertThat(Places.at(topic.owner(), Kind.TOPIC, topic.topicName())).isPresent();
            assertThat(Places.at(topic.owner(), Kind.DEAD_LETTER, topic.deadLetterName()))
                    .as(topic.deadLetterName())
                    .matches(found -> found.isPresent() == (topic.kind() == Topic.Kind.FLOW));
        }
    }

    @Test
    void whereValuesMayLieItIsSaidWhoErasesThem() {
        assertThat(Places.all())
                .filteredOn(Place::mayHoldValues)
                .isNotEmpty()
                .allMatch(place -> !place.stay().equals(Listing.NOBODYS));
        assertThatThrownBy(() -> new Stay("a gate", " ", "a day")).hasMessageContaining("erasedBy");
    }

    @Test
    void noLogMayHoldAValue() {
        assertThat(Places.all())
                .filteredOn(place -> place.kind() == Kind.LOG)
                .hasSizeGreaterThan(3)
                .noneMatch(Place::mayHoldValues);
    }

    @Test
    void aStarIsOneNameWithinAndAnythingAtTheEnd() {
        assertThat(place("fragments.states.*.outcome").covers("fragments.states.contact.outcome"))
                .isTrue();
        assertThat(place("fragments.states.*.outcome").covers("fragments.states.a.b.outcome"))
                .isFalse();
        assertThat(place("fragments.states.*.outcome").covers("fragments.states.contact.until"))
                .isFalse();
        assertThat(place("fragments.values.*").covers("fragments.values.contact.deep")).isTrue();
        assertThat(place("fragments.values.*").covers("fragments.values")).isFalse();
        assertThat(place("node.person").covers("node.persons")).isFalse();
        assertThat(place("node.person").covers("node.person.more")).isFalse();
    }

    private static Place place(String name) {
        return new Place("a-service", Kind.COLLECTION_FIELD, name, Holds.STATE, SOMEHOW, true);
    }
}
