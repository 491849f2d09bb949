package org.purposecdp.e2e.brand;

import java.time.Instant;
import java.util.List;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

/**
 * The answer to a decision.
 *
 * @param subjectVersion null when nobody bears the identifier yet, or so many do that theirs follow
 * @param state {@code recorded} or {@code enforced}
 * @param at when it was in
 */
public record ConsentAnswer(
        String id, Long subjectVersion, String state, List<String> pending, Instant at) {

    static ConsentAnswer of(ValidatableResponse response) {
        JsonPath body = response.statusCode(201).extract().jsonPath();
        return new ConsentAnswer(
                body.getString("id"),
                body.get("subjectVersion") == null ? null : body.getLong("subjectVersion"),
                body.getString("enforcement.state"),
                body.getList("enforcement.pending", String.class),
                Instant.now());
    }
}
