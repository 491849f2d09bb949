package org.purposecdp.identity.record;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.identity.capture.BoundedJson;
import org.purposecdp.identity.capture.BoundedJson.Value;
import org.purposecdp.identity.capture.Intake;
import org.purposecdp.identity.capture.Reading;
import org.purposecdp.identity.source.Source;
import org.purposecdp.identity.source.Sources;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/**
 * Takes records from a source that signs in: a JSON array, or one JSON object a line. A body is
 * read no faster than Kafka takes it, and only a few records of it are ever in memory.
 */
@Path("/v1/records")
@Produces(MediaType.APPLICATION_JSON)
public class RecordResource {
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_BYTES_AT_ONCE = 1024 * 1024;

    private final Sources sources;
    private final Intake intake;
    private final PartnerRecords records;
    private final Caller caller;

    RecordResource(
            Sources sources,
            Intake intake,
            Supplier<Normaliser> normaliser,
            Pseudonyms pseudonyms,
            Caller caller) {
        this.sources = sources;
        this.intake = intake;
        this.records = new PartnerRecords(normaliser, pseudonyms);
        this.caller = caller;
    }

    @POST
    @Blocking
    @Consumes({MediaType.APPLICATION_JSON, "application/x-ndjson", MediaType.TEXT_PLAIN})
    @RolesAllowed({"identity:records:write"})
    @Parameter(name = "dryRun", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.BOOLEAN))
    public Response take(
            InputStream body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType form,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding,
            @Context UriInfo address) {
        boolean dryRun = dryRun(address);
        if (form == null) {
            throw new ProblemException(
                    CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                    "the Content-Type is application/json or application/x-ndjson");
        }
        String id = caller.source().orElseThrow(RecordResource::noSource);
        Source source = Waiting.await(() -> sources.ofId(id)).orElseThrow(() -> unknown(id));
        sources.requireLegalBasis(source, Instant.now());
        Tally tally = new Tally();
        try {
            RecordStream sent =
                    RecordStream.of(Unpacked.of(body, encoding), !"json".equals(form.getSubtype()));
            List<Reading> some = some(sent, source);
            while (!some.isEmpty()) {
                tally.add(take(source, some, dryRun));
                some = some(sent, source);
            }
        } catch (IOException e) {
            throw unreadable(tally, dryRun);
        }
        return Response.status(dryRun ? 200 : 202).entity(tally.answer(dryRun)).build();
    }

    /** A dry run that is misspelt must not keep anything; one without a value is misspelt. */
    private static boolean dryRun(UriInfo address) {
        List<String> said = address.getQueryParameters().get("dryRun");
        if (said == null || said.equals(List.of("false"))) {
            return false;
        }
        if (!said.equals(List.of("true"))) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'dryRun' is true, false or left out");
        }
        return true;
    }

    private List<Reading> some(RecordStream sent, Source source) throws IOException {
        Instant receivedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<Reading> readings = new ArrayList<>();
        int bytes = 0;
        while (readings.size() < MOST_AT_ONCE && bytes < MOST_BYTES_AT_ONCE) {
            Optional<Value> next;
            try {
                next = sent.next();
            } catch (IOException e) {
                if (readings.isEmpty()) {
                    throw e;
                }
                break;
            }
            if (next.isEmpty()) {
                break;
            }
            readings.add(records.read(next.get(), source, receivedAt));
            bytes += Math.min(next.get().size(), BoundedJson.LARGEST_RECORD);
        }
        return readings;
    }

    /** A long body may outlast its legal basis. */
    private List<Reading> take(Source source, List<Reading> readings, boolean dryRun) {
        sources.requireLegalBasis(source, Instant.now());
        return Waiting.await(
                () -> dryRun ? intake.wouldTake(source, readings) : intake.take(source, readings));
    }

    private static ProblemException unreadable(Tally tally, boolean dryRun) {
        return new ProblemException(
                CommonProblem.MALFORMED_BODY,
                "the body is a JSON array of records and nothing after it, or one record a line as"
                        + " application/x-ndjson, where one that cannot be read spoils no other;"
                        + " what was accepted before the fault may be sent again and changes nothing",
                Map.of("accepted", dryRun ? 0 : tally.accepted(), "unreadableFrom", tally.seen()));
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
