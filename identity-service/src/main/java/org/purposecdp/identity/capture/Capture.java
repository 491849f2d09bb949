package org.purposecdp.identity.capture;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.identity.capture.SegmentEvents.Envelope;
import org.purposecdp.identity.source.Source;
import org.purposecdp.identity.source.Sources;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.work.Workers;

/** One call of an SDK: who sends, may we take it, what does it say. */
@ApplicationScoped
class Capture {
    private static final String BATCH = "batch";

    /** SDKs wait for ten seconds or more; an answer that comes later is no answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** They are read sooner than handed over. */
    private static final int FEW_EVENTS = 10;

    private final Sources sources;
    private final Intake intake;
    private final SegmentEvents events;
    private final Workers workers;

    Capture(
            Sources sources,
            Intake intake,
            Supplier<Normaliser> normaliser,
            Pseudonyms pseudonyms,
            Workers workers) {
        this.sources = sources;
        this.intake = intake;
        this.workers = workers;
        this.events = new SegmentEvents(normaliser, pseudonyms);
    }

    /**
     * @param call batch, or the type of a single call
     * @param headerKey write key of header or query; that of the body is the last resort
     */
    Uni<Void> take(String call, Optional<String> headerKey, String sentAt, byte[] raw) {
        Instant receivedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return workers.run(!Body.isShort(raw), () -> body(call, raw))
                .chain(
                        body ->
                                source(headerKey, body, receivedAt)
                                        .chain(
                                                source ->
                                                        take(
                                                                source,
                                                                call,
                                                                sentAt,
                                                                receivedAt,
                                                                body)))
                // What was begun is carried through: a cancelled write keeps its connection.
                .memoize()
                .indefinitely()
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    private Uni<Source> source(Optional<String> headerKey, Body body, Instant receivedAt) {
        String writeKey =
                headerKey
                        .or(
                                () ->
                                        WriteKeys.present(
                                                SegmentEvents.text(body.root().path("writeKey"))))
                        .orElseThrow(Capture::unknownKey);
        return sources.ofWriteKey(writeKey)
                .map(found -> found.orElseThrow(Capture::unknownKey))
                .invoke(source -> sources.requireLegalBasis(source, receivedAt));
    }

    private Uni<Void> take(
            Source source, String call, String sentAtHeader, Instant receivedAt, Body body) {
        Envelope envelope =
                new Envelope(
                        source,
                        call.equals(BATCH) ? null : call,
                        body.context().tree(),
                        sentAt(body.root(), sentAtHeader),
                        receivedAt);
        return workers.run(body.events().size() > FEW_EVENTS, () -> readings(body, envelope))
                .call(readings -> intake.take(source, readings))
                // A single call's event that cannot be read is told at once, and noted too.
                .invoke(
                        readings -> {
                            if (!call.equals(BATCH)) {
                                requireValid(readings.get(0).invalid());
                            }
                        })
                .replaceWithVoid();
    }

    private List<Reading> readings(Body body, Envelope envelope) {
        return body.events().stream()
                .map(event -> events.read(event, body.context(), envelope))
                .toList();
    }

    private static void requireValid(InvalidEvent invalid) {
        if (invalid != null) {
            throw new ProblemException(
                    invalid == InvalidEvent.TOO_LARGE
                            ? IdentityProblem.TOO_LARGE
                            : CommonProblem.INVALID_VALUE,
                    invalid.name() + ": " + invalid.accepted());
        }
    }

    private static Body body(String call, byte[] raw) {
        try {
            Body body = call.equals(BATCH) ? Body.batch(raw) : Body.single(raw);
            if (body.events() == null) {
                throw new ProblemException(
                        CommonProblem.MALFORMED_BODY, "'batch' is an array of events");
            }
            return body;
        } catch (Body.TooLarge e) {
            throw new ProblemException(IdentityProblem.TOO_LARGE, e.getMessage());
        } catch (IOException e) {
            throw new ProblemException(
                    CommonProblem.MALFORMED_BODY, "the body is a JSON object, plain or gzip");
        }
    }

    /** A sender's clock that cannot be read corrects nothing. */
    private static Optional<Instant> sentAt(JsonNode body, String header) {
        try {
            return Instants.lenient(body.path("sentAt"))
                    .or(
                            () ->
                                    Optional.ofNullable(header)
                                            .flatMap(text -> Instants.read(text.strip())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ProblemException unknownKey() {
        return new ProblemException(
                IdentityProblem.UNKNOWN_WRITE_KEY,
                "send the write key by Basic or Bearer authorization, or as 'writeKey'");
    }
}
