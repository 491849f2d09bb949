package org.purposecdp.bench.withdrawal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

import org.purposecdp.bench.Api;
import org.purposecdp.bench.Retry;
import org.purposecdp.bench.Way;
import org.purposecdp.local.Stack;

/**
 * What is sent, and about whom. The known people are three groups: each of the first is withdrawn
 * for once; those after them are read and send events; the last are withdrawn for and grant again.
 */
final class Requests {
    private static final int READ = 200;
    private static final int DECIDING = 1_000;

    private final String run = Long.toString(System.currentTimeMillis(), 36);
    private final Way way;
    private final int withdrawals;
    private final String bearer;
    private final List<String> profileIds = new ArrayList<>();

    /**
     * @param body null for a GET
     */
    record Request(HttpMethod method, String path, Map<String, String> headers, Buffer body) {}

    /**
     * @param withdrawals at most so many are sent
     * @param way whose known people are {@link #people}, seeded
     */
    Requests(Way way, Api api, int withdrawals) {
        this.way = way;
        this.withdrawals = withdrawals;
        this.bearer = "Bearer " + api.token();
        for (int number = 0; number < READ; number++) {
            Map<String, Object> body = lookup(number);
            profileIds.add(
                    Retry.until(() -> api.post(Stack.PROFILE, "/v1/profiles/lookup", body))
                            .path("profileId")
                            .asText());
        }
    }

    /** Who have to be known. */
    static int people(int withdrawals) {
        return withdrawals + READ + DECIDING;
    }

    /** The same for the same call and number, but for when an event happened. */
    Request of(Call call, int number) {
        return switch (call) {
            case WITHDRAWAL -> withdrawal(number);
            case CONSENT -> consent(number);
            case DECISION -> post("/v1/decisions", decision(number));
            case SUBJECT -> get("/v1/subjects/" + profileIds.get(number % READ));
            case POLICY -> get("/v1/policy");
            case TRACK -> track(number);
            case LOOKUP -> post("/v1/profiles/lookup", lookup(number));
        };
    }

    /** Its key lets a repeat tell how far the same withdrawal has got. */
    private Request withdrawal(int number) {
        if (number >= withdrawals) {
            throw new IllegalArgumentException("only " + withdrawals + " have a grant");
        }
        return new Request(
                HttpMethod.POST,
                "/v1/consents",
                Map.of(
                        "authorization",
                        bearer,
                        "content-type",
                        "application/json",
                        "idempotency-key",
                        run + "-" + number),
                json(decided(Way.person(number), "WITHDRAW")));
    }

    /** A person's withdrawal, then their grant. */
    private Request consent(int number) {
        String person = Way.person(withdrawals + READ + number / 2 % DECIDING);
        return post("/v1/consents", decided(person, number % 2 == 0 ? "WITHDRAW" : "GRANT"));
    }

    private static Map<String, Object> decided(String person, String decision) {
        return Map.of(
                "identifier", identifier(person), "purpose", Way.PURPOSE, "decision", decision);
    }

    private Map<String, Object> decision(int number) {
        return Map.of(
                "identifier", identifier(reader(number)),
                "use", "SEND",
                "purpose", Way.PURPOSE,
                "category", Way.CATEGORY,
                "party", Way.DESTINATION);
    }

    private Map<String, Object> lookup(int number) {
        return Map.of("identifier", identifier(reader(number)), "purpose", Way.PURPOSE);
    }

    /** By its write key alone. */
    private Request track(int number) {
        return new Request(
                HttpMethod.POST,
                "/v1/track",
                Map.of("content-type", "application/json"),
                Buffer.buffer(way.track(run, number, reader(number))));
    }

    private String reader(int number) {
        return Way.person(withdrawals + number % READ);
    }

    private static Map<String, String> identifier(String person) {
        return Map.of("namespace", "user_id", "value", person);
    }

    private Request post(String path, Map<String, Object> body) {
        return new Request(
                HttpMethod.POST,
                path,
                Map.of("authorization", bearer, "content-type", "application/json"),
                json(body));
    }

    private Request get(String path) {
        return new Request(HttpMethod.GET, path, Map.of("authorization", bearer), null);
    }

    private static Buffer json(Map<String, Object> body) {
        return new JsonObject(body).toBuffer();
    }
}
