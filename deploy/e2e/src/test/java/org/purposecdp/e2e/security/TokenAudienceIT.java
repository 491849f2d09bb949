package org.purposecdp.e2e.security;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.assertj.core.api.SoftAssertions;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.StackDescription.Client;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A token that was got for one service opens no other. */
@OnPlatform
class TokenAudienceIT {
    private static final JwtConsumer UNVERIFIED =
            new JwtConsumerBuilder().setSkipAllValidators().setSkipSignatureVerification().build();

    @Test
    void aTokenIsTakenByTheServiceItWasAskedForAndRefusedByEveryOther(Platform platform)
            throws Exception {
        Map<String, Operation> doors = doors(platform);
        SoftAssertions each = new SoftAssertions();
        for (Client client : clients(platform)) {
            for (String asked : client.services()) {
                String token = granted(platform, client, List.of(asked));
                each.assertThat(audience(token))
                        .as("%s for %s", client.id(), asked)
                        .containsExactly(asked);
                doors.forEach(
                        (service, door) ->
                                each.assertThat(status(platform, door, token) == 401)
                                        .as(
                                                "%s's token for %s is refused by %s",
                                                client.id(), asked, service)
                                        .isEqualTo(!service.equals(asked)));
            }
        }
        each.assertAll();
    }

    @Test
    void aTokenThatWasAskedForNoServiceOpensNone(Platform platform) throws Exception {
        Map<String, Operation> doors = doors(platform);
        SoftAssertions each = new SoftAssertions();
        for (Client client : clients(platform)) {
            String token = granted(platform, client, List.of());
            each.assertThat(audience(token)).as(client.id()).isEmpty();
            doors.forEach(
                    (service, door) ->
                            each.assertThat(status(platform, door, token))
                                    .as("%s at %s", client.id(), service)
                                    .isEqualTo(401));
        }
        each.assertAll();
    }

    @Test
    void whoHasNothingToDoWithAServiceGetsNoTokenForIt(Platform platform) {
        SoftAssertions each = new SoftAssertions();
        for (Client client : clients(platform)) {
            for (String service : platform.description().services().keySet()) {
                each.assertThat(ask(platform, client, List.of(service)).statusCode())
                        .as("%s asks for %s", client.id(), service)
                        .isEqualTo(client.services().contains(service) ? 200 : 400);
            }
        }
        each.assertAll();
    }

    private static List<Client> clients(Platform platform) {
        List<Client> clients = List.copyOf(platform.description().clients().values());
        assertThat(clients).anyMatch(client -> client.services().size() == 4);
        return clients;
    }

    /** One operation of each service: EveryEndpointIT shows that they are all alike in this. */
    private static Map<String, Operation> doors(Platform platform) {
        Map<String, Operation> doors = new TreeMap<>();
        for (String service : platform.description().services().keySet()) {
            doors.put(service, Operation.of(platform, service).get(0));
        }
        return doors;
    }

    private static int status(Platform platform, Operation door, String token) {
        return door.status(platform.anonymous(door.service()).auth().oauth2(token));
    }

    private static String granted(Platform platform, Client client, List<String> services) {
        Response answer = ask(platform, client, services);
        assertThat(answer.statusCode()).as("%s for %s", client.id(), services).isEqualTo(200);
        return answer.path("access_token");
    }

    private static Response ask(Platform platform, Client client, List<String> services) {
        return given().contentType(ContentType.URLENC)
                .body(client.tokenForm(services))
                .post(platform.description().oidc().token());
    }

    private static List<String> audience(String token) throws Exception {
        return UNVERIFIED.processToClaims(token).getAudience();
    }
}
