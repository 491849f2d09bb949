package org.purposecdp.contracts.residency;

import java.util.ArrayList;
import java.util.List;

import org.purposecdp.contracts.residency.Place.Kind;
import org.purposecdp.contracts.residency.Place.Stay;
import org.purposecdp.contracts.text.Split;

/** Writes down the places of one service, table by table or collection by collection. */
final class Listing {
    /** Of what is no person's. */
    static final Stay NOBODYS =
            new Stay("none is needed", "nobody need", "as long as it is of use");

    /** A message that nobody could read may be anything. */
    static final Stay LETTER =
            new Stay(
                    "as what was put on the topic; only to be taken once more",
                    "the service, with its person's own \"no\"",
                    "14 days");

    private final String service;
    private final Kind kind;
    private final List<Place> places = new ArrayList<>();
    private String parent;
    private Stay stay;

    private Listing(String service, Kind kind) {
        this.service = service;
        this.kind = kind;
    }

    static Listing ofTables(String service) {
        return new Listing(service, Kind.TABLE_COLUMN);
    }

    static Listing ofCollections(String service) {
        return new Listing(service, Kind.COLLECTION_FIELD);
    }

    /** What follows is in this table or collection. */
    Listing in(String name, Stay how) {
        parent = name;
        stay = how;
        return this;
    }

    /**
     * @param names divided by spaces; with a {@code ?} at the end what is not always there
     */
    Listing holds(Holds what, String names) {
        for (String name : Split.words(names)) {
            boolean always = !name.endsWith("?");
            String plain = always ? name : name.substring(0, name.length() - 1);
            places.add(
                    new Place(
                            service,
                            kind,
                            parent + "." + plain,
                            what,
                            what == Holds.NOTHING ? NOBODYS : stay,
                            always));
        }
        return this;
    }

    /** Flyway's own, in each database. */
    Listing flyway() {
        return in("flyway_schema_history", NOBODYS)
                .holds(
                        Holds.NOTHING,
                        "installed_rank version description type script checksum installed_by"
                                + " installed_on execution_time success");
    }

    /** What could not be read or taken: each service of ours that has tables keeps its own. */
    Listing deadLetters() {
        return in("dead_letter", LETTER)
                .holds(Holds.NOTHING, "id topic partition message_offset reason headers")
                .holds(Holds.STATE, "at kept_at replayed_at")
                .holds(Holds.PSEUDONYM, "key")
                // Sealed; whoever has the service's key may open them.
                .holds(Holds.VALUE, "sealed_key sealed_value");
    }

    List<Place> places() {
        return List.copyOf(places);
    }
}
