package org.purposecdp.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.purposecdp.local.Stack;

/** Tells what came of it, figure by figure. */
final class Report {
    private final Platform platform;
    private final Receiver receiver;
    private final Figures figures;
    private final Instant start = Instant.now();
    private final JsonNode expected = Shipped.json("expected.json");

    Report(Platform platform, Receiver receiver, Figures figures) {
        this.platform = platform;
        this.receiver = receiver;
        this.figures = figures;
    }

    void tell(Sending sending, People people, Outcomes outcomes) {
        JsonNode records = expected.path("records");
        figures.title("records");
        figures.number("sent", sending.sent(), records.path("sent").asLong());
        long distinct = sending.messages().values().stream().mapToLong(Set::size).sum();
        figures.number(
                "of them distinct and readable",
                distinct - expected.path("unreadable").size(),
                records.path("distinct").asLong());
        unreadable();
        JsonNode found = expected.path("people");
        figures.title("people");
        figures.number(
                "identifiers looked up", people.identifiers(), found.path("identifiers").asLong());
        figures.number(
                "people found, each whole and apart", people.found(), found.path("found").asLong());
        people.differences().forEach(figures::differs);
        JsonNode forged = expected.path("forged");
        JsonNode closed = forged.path("closed");
        figures.number(
                "records shut to " + forged.path("grants").asInt() + " strangers' grants",
                outcomes.closed(closed),
                closed.size());
        new SideBySide(people, figures).show(expected.path("seen"));
    }

    private void unreadable() {
        JsonNode wanted = expected.path("unreadable");
        Map<String, String> reasons = Outcomes.unreadable(platform, wanted);
        reasons.values().removeIf("none"::equals);
        figures.number("unreadable, left out of their batch", reasons.size(), wanted.size());
        reasons.forEach(
                (messageId, reason) -> {
                    if (!reason.equals(wanted.path(messageId).asText())) {
                        figures.differs(messageId + ": " + reason + ", expected " + wanted);
                    }
                });
    }

    void deliveries(People people, List<String> activations) {
        Deliveries deliveries = new Deliveries(platform, people.profiles());
        JsonNode wanted = expected.path("deliveries");
        deliveries.settle(activations, wanted);
        figures.title("deliveries by webhook, to an audience and for carts left behind");
        figures.counts(deliveries.counts(), wanted);
        figures.number(
                "received in this run, signature verified",
                receiver.received(),
                deliveries.madeSince(start));
        figures.number("received with a bad signature", receiver.badlySigned(), 0);
    }

    /** The key makes it one withdrawal, however often the demo runs. */
    void withdrawal(People people, String audience, boolean again) {
        JsonNode who = expected.path("withdrawal");
        String purpose = who.path("purpose").asText();
        ObjectNode body = Platform.JSON.createObjectNode();
        body.set("identifier", who.path("identifier"));
        body.put("purpose", purpose).put("decision", "WITHDRAW");
        Platform.Call call =
                platform.as("service-desk", "POST", Stack.CONSENT, "/v1/consents")
                        .header("Idempotency-Key", "demo-withdrawal")
                        .header("Prefer", "enforced, wait=30")
                        .body(body);
        long from = System.nanoTime();
        JsonNode answer = call.send().body();
        long millis = Duration.ofNanos(System.nanoTime() - from).toMillis();
        figures.title(who.path("name").asText() + " withdraws consent to " + purpose);
        figures.word(
                "holds everywhere, it says",
                answer.path("enforcement").path("state").asText(),
                "enforced");
        String earlier = again ? "   it was recorded in an earlier run" : "";
        figures.say("after", String.format(Locale.ROOT, "%,10d ms%s", millis, earlier));
        JsonNode identifier = who.path("identifier");
        JsonNode view =
                people.view(
                        "marketing",
                        purpose,
                        identifier.path("namespace").asText(),
                        identifier.path("value").asText());
        figures.number("traits that marketing still sees", view.path("traits").size(), 0);
        figures.number(
                "people left in the audience, in tens", audienceSize(audience), wantedAudience());
    }

    /**
     * An audience follows the views, a moment after the withdrawal holds, its size a count later.
     */
    private long audienceSize(String audience) {
        long size = -1;
        for (int look = 0; look < 100 && size != wantedAudience(); look++) {
            Platform.pause(Duration.ofMillis(look == 0 ? 0 : 200));
            size =
                    platform.as("marketing", "GET", Stack.ACTIVATION, "/v1/audiences/" + audience)
                            .send()
                            .body()
                            .path("size")
                            .asLong(0);
        }
        return size;
    }

    /** As it is told: in tens. */
    private long wantedAudience() {
        long people = expected.path("audience").asLong();
        return people - people % 10;
    }

    void parts(Sending sending, Outcomes outcomes) {
        JsonNode wanted = expected.path("parts");
        outcomes.settle(sending.messages(), wanted);
        figures.title("what became of the records, by category");
        figures.counts(outcomes.counts(), wanted);
        outcomes.differences().forEach(figures::differs);
    }
}
