package org.purposecdp.e2e.security;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** Walks each service's OpenAPI document and knocks at every door with every wrong key. */
@OnPlatform
class EveryEndpointIT {

    @ParameterizedTest
    @ValueSource(strings = {Stack.IDENTITY, Stack.CONSENT, Stack.PROFILE, Stack.ACTIVATION})
    void everyEndpointIsShutToAnybodyWithoutAToken(String service, Platform platform) {
        SoftAssertions each = new SoftAssertions();
        for (Operation operation : operations(platform, service)) {
            each.assertThat(operation.status(platform.anonymous(service)))
                    .as("%s without a token", operation)
                    .isEqualTo(401);
        }
        each.assertAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {Stack.IDENTITY, Stack.CONSENT, Stack.PROFILE, Stack.ACTIVATION})
    void everyEndpointIsShutToTokensThatTheIssuerDidNotSign(String service, Platform platform)
            throws Exception {
        Map<String, String> forged = ForeignTokens.like(platform.token("admin", service));
        SoftAssertions each = new SoftAssertions();
        for (Operation operation : operations(platform, service)) {
            forged.forEach(
                    (how, token) ->
                            each.assertThat(operation.status(with(platform, service, token)))
                                    .as("%s with %s", operation, how)
                                    .isEqualTo(401));
        }
        each.assertAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {Stack.IDENTITY, Stack.CONSENT, Stack.PROFILE, Stack.ACTIVATION})
    void everyEndpointIsShutToTokensForOtherServices(String service, Platform platform) {
        SoftAssertions each = new SoftAssertions();
        for (Operation operation : operations(platform, service)) {
            each.assertThat(
                            operation.status(
                                    with(platform, service, platform.token("stranger", service))))
                    .as("%s with a token for another audience", operation)
                    .isEqualTo(401);
        }
        each.assertAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {Stack.IDENTITY, Stack.CONSENT, Stack.PROFILE, Stack.ACTIVATION})
    void everyEndpointIsShutToSignedInClientsWithoutScopeOrRole(String service, Platform platform) {
        SoftAssertions each = new SoftAssertions();
        for (Operation operation : operations(platform, service)) {
            each.assertThat(
                            operation.status(
                                    with(platform, service, platform.token("outsider", service))))
                    .as("%s without scope and role", operation)
                    .isEqualTo(403);
        }
        each.assertAll();
    }

    @Test
    void captureIsShutToAnybodyWithoutAWriteKey(Platform platform) {
        List<Operation> capture =
                Operation.all(platform, Stack.IDENTITY).stream()
                        .filter(Operation::byWriteKey)
                        .toList();
        assertThat(capture).isNotEmpty();
        SoftAssertions each = new SoftAssertions();
        for (Operation operation : capture) {
            for (String key : List.of("", "no-such-key", platform.token("admin", Stack.IDENTITY))) {
                int status =
                        platform.anonymous(Stack.IDENTITY)
                                .auth()
                                .preemptive()
                                .basic(key, "")
                                .contentType(ContentType.JSON)
                                .body(Map.of("batch", List.of()))
                                .post(operation.path().replaceAll("\\{[^}]+}", "no-such-1"))
                                .statusCode();
                each.assertThat(status).as("%s by the key '%s'", operation, key).isEqualTo(401);
            }
        }
        each.assertAll();
    }

    /** Else the doors might be shut to everybody, and the rest of this class would say nothing. */
    @ParameterizedTest
    @ValueSource(strings = {Stack.IDENTITY, Stack.CONSENT, Stack.PROFILE, Stack.ACTIVATION})
    void everyEndpointIsOpenToSomeClientAndShutToAnother(String service, Platform platform) {
        SoftAssertions each = new SoftAssertions();
        for (Operation operation : operations(platform, service)) {
            Map<String, Integer> answers = new LinkedHashMap<>();
            for (String client : platform.description().clients().keySet()) {
                answers.put(
                        client,
                        operation.status(with(platform, service, platform.token(client, service))));
            }
            each.assertThat(answers.values())
                    .as("%s, by client %s", operation, answers)
                    .anyMatch(status -> status != 401 && status != 403 && status < 500)
                    .anyMatch(status -> status == 403)
                    .allMatch(status -> status < 500);
        }
        each.assertAll();
    }

    private static List<Operation> operations(Platform platform, String service) {
        List<Operation> operations = Operation.of(platform, service);
        assertThat(operations).as("operations of %s", service).isNotEmpty();
        return operations;
    }

    private static RequestSpecification with(Platform platform, String service, String token) {
        return platform.anonymous(service).auth().oauth2(token);
    }
}
