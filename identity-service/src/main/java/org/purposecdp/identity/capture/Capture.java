package org.purposecdp.identity.capture;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.identity.capture.SegmentEvents.Envelope;
import org.purposecdp.identity.source.Source;
import org.purposecdp.identity.source.Sources;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** One call of an SDK: who sends, may we take it, what does it say. */
@ApplicationScoped
class Capture {
    private static final int MOST_EVENTS = 2_500;

    private final Sources sources;
    private final Intake intake;
    private final SegmentEvents events;

    Capture(Sources sources, Intake intake, Normaliser normaliser, Pseudonyms pseudonyms) {
        this.sources = sources;
        this.intake = intake;
        this.events = new SegmentEvents(normaliser, pseudonyms);
    }

    /**
     * @param call batch, or the type of a single call
     * @param headerKey write key of header or query; that of the body is the last resort
     */
    Uni<Void> take(String call, Optional<String> headerKey, String sentAt, byte[] raw) {
        JsonNode body = body(raw);
        String writeKey =
                headerKey
                        .or(() -> WriteKeys.present(SegmentEvents.text(body.path("writeKey"))))
                        .orElseThrow(Capture::unknownKey);
        Instant receivedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return sources.ofWriteKey(writeKey)
                .map(found -> found.orElseThrow(Capture::unknownKey))
                .invoke(source -> sources.requireLegalBasis(source, receivedAt))
                .chain(source -> take(source, call, sentAt, receivedAt, body));
    }

    private Uni<Void> take(
            Source source, String call, String sentAtHeader, Instant receivedAt, JsonNode body) {
        Optional<Instant> sentAt = sentAt(body, sentAtHeader);
        if (!call.equals("batch")) {
            Envelope single = new Envelope(source, call, null, sentAt, receivedAt);
            Reading reading = readWithin(body, single);
            if (reading.invalid() == InvalidEvent.TOO_LARGE) {
                throw new ProblemException(
                        IdentityProblem.TOO_LARGE, InvalidEvent.TOO_LARGE.accepted());
            }
            // A single call's event that cannot be read is told at once, and noted too.
            return intake.take(source, List.of(reading)).invoke(() -> requireValid(reading));
        }
        Envelope batch = new Envelope(source, null, body.path("context"), sentAt, receivedAt);
        List<Reading> readings = new ArrayList<>();
        batch(body).forEach(event -> readings.add(readWithin(event, batch)));
        return intake.take(source, readings);
    }

    private Reading readWithin(JsonNode event, Envelope envelope) {
        if (Json.bytes(event).length > SegmentEvents.LARGEST_EVENT) {
            String messageId = SegmentEvents.text(event.path("messageId"));
            boolean usable =
                    messageId != null && messageId.length() <= SegmentEvents.LONGEST_MESSAGE_ID;
            return Reading.invalid(usable ? messageId : null, InvalidEvent.TOO_LARGE);
        }
        return events.read(event, envelope);
    }

    private static JsonNode batch(JsonNode body) {
        JsonNode batch = body.path("batch");
        if (!batch.isArray()) {
            throw new ProblemException(
                    CommonProblem.MALFORMED_BODY, "'batch' is an array of events");
        }
        if (batch.size() > MOST_EVENTS) {
            throw new ProblemException(
                    IdentityProblem.TOO_LARGE, "a batch has at most " + MOST_EVENTS + " events");
        }
        return batch;
    }

    private static void requireValid(Reading reading) {
        if (reading.invalid() != null) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE,
                    reading.invalid().name() + ": " + reading.invalid().accepted());
        }
    }

    private static JsonNode body(byte[] raw) {
        try {
            return Body.read(raw)
                    .orElseThrow(
                            () ->
                                    new ProblemException(
                                            CommonProblem.MALFORMED_BODY,
                                            "the body is a JSON object, plain or gzip"));
        } catch (Body.TooLarge e) {
            throw new ProblemException(
                    IdentityProblem.TOO_LARGE, "a body has at most " + Body.LARGEST + " bytes");
        }
    }

    /** A sender's clock that cannot be read corrects nothing. */
    private static Optional<Instant> sentAt(JsonNode body, String header) {
        try {
            return Instants.read(body.path("sentAt"))
                    .or(() -> Optional.ofNullable(header).map(Instants::parse));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static ProblemException unknownKey() {
        return new ProblemException(
                IdentityProblem.UNKNOWN_WRITE_KEY,
                "send the write key by Basic or Bearer authorization, or as 'writeKey'");
    }
}
