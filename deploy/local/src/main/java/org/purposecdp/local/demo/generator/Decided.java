package org.purposecdp.local.demo.generator;

import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A call to consent-service about one person: a decision, a fact or a notice given.
 *
 * @param path of the call
 * @param what decision, kind of fact, or id of the notice
 * @param purpose of a decision; * for all
 * @param channel of a decision about one channel, else null
 * @param version of the notice; 0 for none
 * @param reference of a contract or event
 * @param at of a decision or notice; a fact's beginning
 * @param to end of a fact; null while it lasts
 */
record Decided(
        Person person,
        String path,
        String what,
        String purpose,
        String channel,
        int version,
        String reference,
        Instant at,
        Instant to) {

    static final String CONSENTS = "/v1/consents";
    static final String FACTS = "/v1/facts";
    private static final String NOTICES = "/v1/notices/";
    private static final ObjectMapper JSON = new ObjectMapper();

    static Decided decision(Person person, String kind, String purpose, Instant at) {
        return new Decided(person, CONSENTS, kind, purpose, null, 0, null, at, null);
    }

    static Decided grant(Person person, String purpose, int version, Instant at) {
        return new Decided(person, CONSENTS, "GRANT", purpose, null, version, null, at, null);
    }

    Decided byChannel(String name) {
        return new Decided(person, path, what, purpose, name, version, reference, at, to);
    }

    static Decided fact(Person person, String kind, String reference, Instant from, Instant to) {
        return new Decided(person, FACTS, kind, null, null, 0, reference, from, to);
    }

    static Decided told(Person person, String notice, int version, Instant at) {
        return new Decided(
                person, NOTICES + notice + "/given", notice, null, null, version, null, at, null);
    }

    boolean decision() {
        return path.equals(CONSENTS);
    }

    boolean fact() {
        return path.equals(FACTS);
    }

    /** As a line of the file: where it is posted, under which Idempotency-Key, and the body. */
    ObjectNode line(String key) {
        ObjectNode line = JSON.createObjectNode();
        line.put("post", path);
        line.put("key", key);
        ObjectNode body = line.putObject("body");
        Map.Entry<String, String> identifier = person.key();
        body.putObject("identifier")
                .put("namespace", identifier.getKey())
                .put("value", identifier.getValue());
        if (decision()) {
            body.put("purpose", purpose).put("decision", what);
            if (version > 0) {
                body.putObject("notice")
                        .put("id", RegisterBook.noticeOf(purpose))
                        .put("version", version);
            }
            if (channel != null) {
                body.put("channel", channel);
            }
            body.put("at", at.toString());
        } else if (fact()) {
            body.put("kind", what);
            if (reference != null) {
                body.put("reference", reference);
            }
            body.put("from", at.toString());
            if (to != null) {
                body.put("to", to.toString());
            }
        } else {
            body.put("version", version).put("at", at.toString());
        }
        return line;
    }
}
