package org.purposecdp.identity.node;

import io.vertx.mutiny.sqlclient.Row;

import org.purposecdp.identity.matching.Person;

/** A known node that shares a key with a new one. */
record Candidate(String nodeId, String component, Person person) {
    static Candidate of(Row row) {
        return new Candidate(
                row.getString("id"),
                row.getString("component"),
                PersonText.read(row.getString("person")));
    }
}
