package org.purposecdp.identity.hook;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.capture.BoundedJson;
import org.purposecdp.identity.capture.BoundedJson.Value;
import org.purposecdp.identity.capture.Reading;
import org.purposecdp.identity.mapping.JsonRecords;
import org.purposecdp.identity.record.PartnerRecords;
import org.purposecdp.identity.source.Source;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Makes a body in a source's own form into records. */
final class Delivery {
    private final JsonPointer toRecords;
    private final JsonRecords records;

    Delivery(Hook hook, Source source, PartnerRecords records, Pseudonyms pseudonyms) {
        this.toRecords = hook.toRecords();
        this.records = new JsonRecords(hook.form(), source, records, pseudonyms);
    }

    /**
     * @param delivery its id, which a repeat has as well; null where there is none
     * @throws ProblemException MALFORMED_BODY
     */
    List<Reading> read(byte[] body, String delivery, Instant receivedAt) {
        JsonNode found = parsed(body).at(toRecords);
        if (!found.isArray()) {
            return List.of(records.read(0, found, delivery, receivedAt));
        }
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            String id = delivery == null ? null : delivery + ':' + i;
            readings.add(records.read(i, found.get(i), id, receivedAt));
        }
        return readings;
    }

    private static JsonNode parsed(byte[] body) {
        try (JsonParser parser = BoundedJson.factory().createParser(body)) {
            if (parser.nextToken() == null) {
                throw unreadable("the body is JSON");
            }
            Value value = BoundedJson.read(parser, Integer.MAX_VALUE);
            if (value.fault() != null) {
                throw unreadable(value.fault().accepted());
            }
            if (parser.nextToken() != null) {
                throw unreadable("the body is one JSON value");
            }
            return value.tree();
        } catch (IOException e) {
            throw unreadable("the body is JSON, with no text of more than 1,000,000 characters");
        }
    }

    private static ProblemException unreadable(String accepted) {
        return new ProblemException(CommonProblem.MALFORMED_BODY, accepted);
    }
}
