package org.purposecdp.profile.database;

/** Databases at an address that a test chose. */
public final class Databases implements AutoCloseable {
    private final Database database;

    public Databases(String address) {
        this.database =
                new Database(
                        new MongoDbConfig() {
                            @Override
                            public String uri() {
                                return address;
                            }

                            @Override
                            public String database() {
                                return "profile";
                            }
                        });
    }

    public Database database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
    }
}
