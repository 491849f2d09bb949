package org.purposecdp.identity.record;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.identity.capture.Intake;
import org.purposecdp.identity.capture.Reading;
import org.purposecdp.identity.source.Source;
import org.purposecdp.identity.source.Sources;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.ProblemException;

/** Takes records from a source that signs in: a JSON array, or one JSON object a line. */
@Path("/v1/records")
@Produces(MediaType.APPLICATION_JSON)
public class RecordResource {
    private final Sources sources;
    private final Intake intake;
    private final PartnerRecords records;
    private final Caller caller;

    RecordResource(
            Sources sources,
            Intake intake,
            Normaliser normaliser,
            Pseudonyms pseudonyms,
            Caller caller) {
        this.sources = sources;
        this.intake = intake;
        this.records = new PartnerRecords(normaliser, pseudonyms);
        this.caller = caller;
    }

    /**
     * @param dryRun true when nothing was kept; else absent
     */
    public record Answer(int accepted, List<Rejected> rejected, Boolean dryRun) {}

    /**
     * @param index place in the body, from 0
     */
    public record Rejected(int index, String code, String message) {}

    @POST
    @Consumes({MediaType.APPLICATION_JSON, "application/x-ndjson", MediaType.TEXT_PLAIN})
    @RolesAllowed({"identity:records:write"})
    public Uni<Response> take(byte[] body, @QueryParam("dryRun") boolean dryRun)
            throws JsonProcessingException {
        Instant receivedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String id = caller.source().orElseThrow(RecordResource::noSource);
        List<JsonNode> sent = sent(body);
        return sources.ofId(id)
                .map(found -> found.orElseThrow(() -> unknown(id)))
                .invoke(source -> sources.requireLegalBasis(source, receivedAt))
                .chain(source -> take(source, sent, receivedAt, dryRun));
    }

    private Uni<Response> take(
            Source source, List<JsonNode> sent, Instant receivedAt, boolean dryRun) {
        List<Reading> readings =
                sent.stream().map(record -> records.read(record, source, receivedAt)).toList();
        List<Rejected> rejected = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i).invalid() != null) {
                rejected.add(
                        new Rejected(
                                i,
                                readings.get(i).invalid().name(),
                                readings.get(i).invalid().accepted()));
            }
        }
        int accepted = readings.size() - rejected.size();
        Response answer =
                Response.status(dryRun ? 200 : 202)
                        .entity(new Answer(accepted, rejected, dryRun ? true : null))
                        .build();
        return dryRun
                ? Uni.createFrom().item(answer)
                : intake.take(source, readings).replaceWith(answer);
    }

    /** A single array, or values one after another. */
    private static List<JsonNode> sent(byte[] body) throws JsonProcessingException {
        List<JsonNode> values = new ArrayList<>();
        try (MappingIterator<JsonNode> all =
                Json.MAPPER.readerFor(JsonNode.class).readValues(body)) {
            while (all.hasNextValue()) {
                values.add(all.nextValue());
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    private static ProblemException noSource() {
        return new ProblemException(
                IdentityProblem.SOURCE_NAMED_BY_NOBODY, "the token needs the claim cdp_source");
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(
                IdentityProblem.UNKNOWN_SOURCE, "register it by PUT /v1/sources/" + id);
    }
}
