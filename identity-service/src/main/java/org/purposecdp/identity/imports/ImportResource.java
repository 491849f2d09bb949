package org.purposecdp.identity.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.identity.capture.Intake;
import org.purposecdp.identity.mapping.Mapping;
import org.purposecdp.identity.record.PartnerRecords;
import org.purposecdp.identity.record.Unpacked;
import org.purposecdp.identity.source.Source;
import org.purposecdp.identity.source.Sources;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

import static org.purposecdp.identity.record.Waiting.await;

/** Takes in files of any size, read no faster than Kafka takes their rows. */
@Path("/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class ImportResource {
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final int BEGINNING = 64 * 1024;
    private static final int MOST_LISTED = 1_000;
    private static final int LONGEST_KEY = 200;

    private final Imports imports;
    private final Sources sources;
    private final Intake intake;
    private final PartnerRecords records;
    private final Pseudonyms pseudonyms;
    private final ImportAccess access;

    ImportResource(
            Imports imports,
            Sources sources,
            Intake intake,
            Supplier<Normaliser> normaliser,
            Pseudonyms pseudonyms,
            ImportAccess access) {
        this.imports = imports;
        this.sources = sources;
        this.intake = intake;
        this.records = new PartnerRecords(normaliser, pseudonyms);
        this.pseudonyms = pseudonyms;
        this.access = access;
    }

    /**
     * @param source that of the token, unless a steward or an admin names one
     * @param delimiter of CSV: one of {@code ; , | } or a tab; guessed from the header if left out
     * @param mapping column (CSV) or field (NDJSON) → {@code identifier:<namespace>}, {@code
     *     trait:<name>}, {@code trait:<name>.<part>} or {@code occurredAt}; others are ignored
     */
    public record NewImport(
            String source, Format format, String delimiter, Map<String, String> mapping) {}

    /**
     * @param cursor of the next page; absent on the last
     * @param kept how many are listed at most; all are counted
     */
    public record Errors(List<Error> errors, String cursor, int kept) {}

    /**
     * @param line that the row begins on, from 1, the header counted
     * @param column that is at fault, where there is one
     */
    public record Error(long line, String code, String column) {}

    @POST
    @Path("mappings")
    @Blocking
    @Consumes({CSV, NDJSON})
    @RolesAllowed({"identity:records:write", "steward", "admin"})
    @Operation(
            summary = "Guesses what the columns of a file are",
            description =
                    "Send the first lines. By names in English, Finnish and German; edit the"
                            + " mapping and make an import of it. Nothing is kept.")
    public Guess guess(InputStream beginning, @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType form)
            throws IOException {
        requireUtf8(form);
        try {
            byte[] some = beginning.readNBytes(BEGINNING);
            return Guess.of(new ByteArrayInputStream(some), Format.of(form));
        } catch (UnreadableFile e) {
            throw Upload.unreadable(e);
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"identity:records:write", "steward", "admin"})
    @Operation(
            summary = "Makes an import",
            description =
                    "The mapping says what each column (CSV) or field (NDJSON) is:"
                            + " identifier:<namespace>, trait:<name>, trait:<name>.<part> or"
                            + " occurredAt; others are ignored. The source is that of the token,"
                            + " unless a steward or an admin names one. The delimiter, one of"
                            + " ; , | or a tab, is guessed from the header if left out. The file"
                            + " goes to the Location's /content by PUT.")
    @APIResponse(
            responseCode = "201",
            description = "Made, or made before with this Idempotency-Key",
            content =
                    @org.eclipse.microprofile.openapi.annotations.media.Content(
                            schema = @Schema(implementation = Progress.class)))
    public Uni<Response> create(@HeaderParam("Idempotency-Key") String key, NewImport asked) {
        require(asked != null && asked.format() != null, "'format' is CSV or NDJSON");
        requireDelimiter(asked);
        require(
                key == null || !key.isBlank() && key.length() <= LONGEST_KEY,
                "Idempotency-Key has 1 to 200 characters");
        Mapping mapping = Mapping.of(asked.mapping());
        return sources.ofId(access.source(asked.source()))
                .map(found -> found.orElseThrow(ImportResource::unknownSource))
                .invoke(source -> sources.requireLegalBasis(source, Instant.now()))
                .chain(
                        source ->
                                imports.create(
                                        source.id(),
                                        asked.format(),
                                        asked.delimiter(),
                                        mapping,
                                        key))
                .invoke(made -> requireAsAsked(made, asked, mapping))
                .map(
                        made ->
                                Response.created(URI.create("/v1/imports/" + made.id()))
                                        .entity(Progress.of(made))
                                        .build());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"identity:records:write", "steward", "admin"})
    @Operation(summary = "Tells how far an import is, while it runs too")
    public Uni<Progress> progress(@PathParam("id") String id) {
        return access.ofId(id).map(Progress::of);
    }

    @PUT
    @Path("{id}/content")
    @Blocking
    @Consumes({CSV, NDJSON})
    @RolesAllowed({"identity:records:write", "steward", "admin"})
    @Operation(
            summary = "Takes the file, in UTF-8, as a stream; gzip is allowed",
            description =
                    "Each row becomes a record. A row that is none is left out and listed under"
                            + " errors. After a break send the whole file again: what was done is"
                            + " read over, and another file is refused. A row that was taken in"
                            + " before, by this import or another, changes nothing.")
    public Progress take(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType form,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding) {
        Import found = await(() -> access.ofId(id));
        requireUtf8(form);
        if (Format.of(form) != found.format()) {
            throw new ProblemException(
                    CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                    "this import takes " + found.format().mediaType());
        }
        Source source =
                await(() -> sources.ofId(found.source()))
                        .orElseThrow(ImportResource::unknownSource);
        new Upload(imports, sources, intake, records, pseudonyms, source)
                .take(found, unpacked(body, encoding));
        return Progress.of(await(() -> imports.of(found.id())).orElseThrow(Upload::unknown));
    }

    @GET
    @Path("{id}/errors")
    @RolesAllowed({"identity:records:write", "steward", "admin"})
    @Operation(summary = "Lists the bad rows by line, without their values")
    public Uni<Errors> errors(
            @PathParam("id") String id,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") String cursor) {
        require(limit >= 1 && limit <= MOST_LISTED, "'limit' is from 1 to " + MOST_LISTED);
        long after = after(cursor);
        return access.ofId(id)
                .chain(found -> imports.bad(found.id(), after, limit + 1))
                .map(rows -> page(rows, limit));
    }

    private static Errors page(List<BadRow> rows, int limit) {
        List<BadRow> page = rows.subList(0, Math.min(limit, rows.size()));
        return new Errors(
                page.stream().map(row -> new Error(row.line(), row.code(), row.column())).toList(),
                rows.size() > limit ? Long.toString(page.get(limit - 1).line(), 36) : null,
                Imports.MOST_ERRORS);
    }

    private static long after(String cursor) {
        try {
            return cursor == null ? 0 : Long.parseLong(cursor, 36);
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'cursor' is that of an earlier page");
        }
    }

    private static InputStream unpacked(InputStream body, String encoding) {
        try {
            return Unpacked.of(body, encoding);
        } catch (IOException e) {
            throw new ProblemException(
                    CommonProblem.MALFORMED_BODY, "the body is not packed with gzip");
        }
    }

    private static void requireUtf8(MediaType form) {
        if (form == null) {
            throw new ProblemException(
                    CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                    "the Content-Type is " + CSV + " or " + NDJSON);
        }
        String charset = form.getParameters().get("charset");
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
            throw new ProblemException(
                    CommonProblem.UNSUPPORTED_MEDIA_TYPE, FileFault.NOT_UTF8.accepted());
        }
    }

    private static void requireDelimiter(NewImport asked) {
        String delimiter = asked.delimiter();
        require(
                delimiter == null
                        || asked.format() == Format.CSV
                                && delimiter.length() == 1
                                && CsvCells.DELIMITERS.contains(delimiter),
                "'delimiter', of CSV only, is a semicolon, a comma, a tab or a bar");
    }

    private static void requireAsAsked(Import made, NewImport asked, Mapping mapping) {
        if (made.format() != asked.format()
                || !made.mapping().equals(mapping)
                || !Objects.equals(made.delimiter(), asked.delimiter())) {
            throw new ProblemException(
                    IdentityProblem.IDEMPOTENCY_KEY_REUSED, "use a new key for another import");
        }
    }

    private static void require(boolean condition, String accepted) {
        if (!condition) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, accepted);
        }
    }

    private static ProblemException unknownSource() {
        return new ProblemException(
                IdentityProblem.UNKNOWN_SOURCE, "register it by PUT /v1/sources/{id}");
    }
}
