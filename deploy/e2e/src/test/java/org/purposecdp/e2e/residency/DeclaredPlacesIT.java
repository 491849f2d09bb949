package org.purposecdp.e2e.residency;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.contracts.residency.Place;
import org.purposecdp.contracts.residency.Place.Kind;
import org.purposecdp.contracts.residency.Places;
import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.store.Columns;
import org.purposecdp.e2e.store.Fields;
import org.purposecdp.e2e.store.Stores;
import org.purposecdp.e2e.store.Topics;
import org.purposecdp.local.Part;
import org.purposecdp.local.ServicePart;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The list in contracts is whole and has nothing that is not there. One of the last to run: what
 * the others left in MongoDB tells which fields there are.
 */
@OnPlatform
@Order(Integer.MAX_VALUE - 1)
class DeclaredPlacesIT {
    /** Topics that tests make for sources of their own; whoever makes such a topic owns it. */
    private static final String OF_SOURCES = "orders.";

    @ParameterizedTest
    @ValueSource(strings = {Stack.IDENTITY, Stack.CONSENT, Stack.ACTIVATION})
    void everyColumnOfEveryTableIsDeclared(String service, Platform platform) throws Exception {
        Set<String> there = new Columns(new Stores(platform.description())).of(service);
        List<Place> declared = Places.of(service, Kind.TABLE_COLUMN);

        assertThat(undeclared(there, declared)).as("undeclared columns of %s", service).isEmpty();
        assertThat(missing(declared, there)).as("columns that %s has not", service).isEmpty();
    }

    @Test
    void everyFieldOfEveryDocumentIsDeclared(Platform platform, Brand brand) {
        Person aino = brand.customer("Aino");
        aino.grants("marketing");
        brand.shop().send(aino.identify().trait("firstName", "Aino"));
        aino.awaitProfile(
                "marketing", profile -> assertThat(profile.traits()).containsKey("firstName"));

        Set<String> there = new Fields(platform.description()).all();
        List<Place> declared = Places.of(Stack.PROFILE, Kind.COLLECTION_FIELD);

        assertThat(undeclared(there, declared)).as("undeclared fields").isEmpty();
        assertThat(missing(declared, there)).as("fields that no document has").isEmpty();
    }

    @Test
    void everyTopicIsDeclared(Platform platform) {
        Set<String> there = new Topics(platform.description().kafka()).names();
        there.removeIf(name -> name.startsWith(OF_SOURCES));
        List<Place> declared =
                Places.all().stream()
                        .filter(
                                place ->
                                        place.kind() == Kind.TOPIC
                                                || place.kind() == Kind.DEAD_LETTER)
                        .toList();

        assertThat(undeclared(there, declared)).as("undeclared topics").isEmpty();
        assertThat(missing(declared, there)).as("topics that Kafka has not").isEmpty();
    }

    @Test
    void everyPartsLogIsDeclared(Platform platform) {
        Set<String> there =
                platform.stack().parts().stream()
                        .map(DeclaredPlacesIT::log)
                        .collect(Collectors.toCollection(TreeSet::new));
        List<Place> declared =
                Places.all().stream().filter(place -> place.kind() == Kind.LOG).toList();

        assertThat(undeclared(there, declared)).as("undeclared logs").isEmpty();
        assertThat(missing(declared, there)).as("logs that nobody writes").isEmpty();
    }

    /** A further instance of a service writes what the first does. */
    private static String log(Part part) {
        return part instanceof ServicePart service
                ? service.service() + ".log"
                : part.log().getFileName().toString();
    }

    private static List<String> undeclared(Set<String> there, List<Place> declared) {
        assertThat(there).isNotEmpty();
        return there.stream()
                .filter(name -> declared.stream().noneMatch(place -> place.covers(name)))
                .toList();
    }

    private static List<Place> missing(List<Place> declared, Collection<String> there) {
        assertThat(declared).isNotEmpty();
        return declared.stream()
                .filter(Place::always)
                .filter(place -> there.stream().noneMatch(place::covers))
                .toList();
    }
}
