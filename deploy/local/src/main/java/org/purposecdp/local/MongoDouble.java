package org.purposecdp.local;

import java.nio.file.Path;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;

/** A process that answers MongoDB's protocol where no MongoDB can be had. */
final class MongoDouble {

    private MongoDouble() {}

    public static void main(String[] arguments) {
        String file = Path.of(arguments[0], "double.mv").toString();
        MongoServer server = new MongoServer(new H2Backend(file));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
        server.bind(Part.HOST, Integer.parseInt(arguments[1]));
    }
}
