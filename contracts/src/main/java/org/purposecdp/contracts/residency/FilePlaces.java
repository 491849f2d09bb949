package org.purposecdp.contracts.residency;

import java.util.ArrayList;
import java.util.List;

import org.purposecdp.contracts.residency.Place.Kind;
import org.purposecdp.contracts.residency.Place.Stay;

/**
 * Logs, and the files of the servers. The services themselves write no file: imports are streamed.
 */
final class FilePlaces {
    private static final Stay LOGGED =
            new Stay("no value is written to a log", "whoever keeps the logs", "as they are kept");

    private FilePlaces() {}

    static List<Place> all() {
        List<Place> places = new ArrayList<>();
        for (String service :
                List.of(
                        "identity-service",
                        "consent-service",
                        "profile-service",
                        "activation-service")) {
            places.add(log(service, Holds.PSEUDONYM));
        }
        for (String server : List.of("kafka", "postgresql", "mongodb", "keycloak")) {
            places.add(log(server, Holds.NOTHING));
        }
        places.add(
                file(
                        "kafka",
                        "the segment that held it is deleted: flow topics' within two minutes of"
                                + " the slowest subscriber"));
        places.add(file("postgresql", "the row is vacuumed and the write-ahead log recycled"));
        places.add(file("mongodb", "the block is reused and the journal is recycled"));
        places.add(
                new Place(
                        "mongodb",
                        Kind.COLLECTION_FIELD,
                        "local.oplog.rs.*",
                        Holds.VALUE,
                        new Stay(
                                "as what was written to the collections",
                                "MongoDB, by overwriting the oldest",
                                "as its size allows: replSetResizeOplog"),
                        true));
        return places;
    }

    private static Place log(String name, Holds holds) {
        return new Place(name, Kind.LOG, name + ".log", holds, LOGGED, true);
    }

    private static Place file(String server, String until) {
        return new Place(
                server,
                Kind.FILE,
                "data/" + server,
                Holds.VALUE,
                new Stay(
                        "as what its tables, collections or topics hold", server, "until " + until),
                true);
    }
}
