package org.purposecdp.identity.hook;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.identity.capture.Intake;
import org.purposecdp.identity.hook.HookTable.Stored;
import org.purposecdp.identity.record.PartnerRecords;
import org.purposecdp.identity.record.Tally;
import org.purposecdp.identity.source.Source;
import org.purposecdp.identity.source.Sources;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.work.Workers;

/** Takes what a source's system sends; who it is, its signature tells. */
@Path("/v1/hooks/{source}")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // what is under way is finished, whoever leaves
public class DeliveryResource {
    private static final int LARGEST = 1024 * 1024;

    /** It is hashed, and read, sooner than handed over. */
    private static final int SHORT = 16 * 1024;

    private static final int MOST_WAITING = 64;

    private final Workers workers = new Workers("cdp-hooks", MOST_WAITING);
    private final HookTable hooks;
    private final Sources sources;
    private final Intake intake;
    private final PartnerRecords records;
    private final Pseudonyms pseudonyms;

    DeliveryResource(
            HookTable hooks,
            Sources sources,
            Intake intake,
            Supplier<Normaliser> normaliser,
            Pseudonyms pseudonyms) {
        this.hooks = hooks;
        this.sources = sources;
        this.intake = intake;
        this.records = new PartnerRecords(normaliser, pseudonyms);
        this.pseudonyms = pseudonyms;
    }

    @POST
    @PermitAll
    @SecurityRequirement(name = "signature")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON))
    public Uni<Response> take(
            @PathParam("source") String id, @Context HttpHeaders headers, byte[] body) {
        if (body != null && body.length > LARGEST) {
            throw new ProblemException(
                    IdentityProblem.TOO_LARGE, "a body has at most " + LARGEST + " bytes");
        }
        byte[] bytes = body == null ? new byte[0] : body;
        return hooks.of(id)
                .map(found -> found.orElseThrow(DeliveryResource::unsigned))
                .call(hook -> requireSigned(hook, headers, bytes))
                .chain(
                        stored ->
                                sources.ofId(id)
                                        .map(
                                                source ->
                                                        source.orElseThrow(
                                                                DeliveryResource::unsigned))
                                        .chain(
                                                source ->
                                                        take(
                                                                source,
                                                                stored.hook(),
                                                                headers,
                                                                bytes)));
    }

    private Uni<Response> take(Source source, Hook hook, HttpHeaders headers, byte[] body) {
        sources.requireLegalBasis(source, Instant.now());
        String delivery =
                hook.signature().scheme() == Signing.Scheme.STANDARD
                        ? headers.getHeaderString(Signature.ID)
                        : null;
        Instant receivedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return workers.run(
                        body.length > SHORT,
                        () ->
                                new Delivery(hook, source, records, pseudonyms)
                                        .read(body, delivery, receivedAt))
                .chain(readings -> intake.take(source, readings))
                .map(
                        taken -> {
                            Tally tally = new Tally();
                            tally.add(taken);
                            return Response.status(202).entity(tally.answer(false)).build();
                        });
    }

    /** Anybody may send a long body, and nobody waits for its hash. */
    private Uni<Void> requireSigned(Stored hook, HttpHeaders headers, byte[] body) {
        Signature signature =
                Signature.of(hook.hook().signature(), headers::getHeaderString, Instant.now())
                        .orElseThrow(DeliveryResource::unsigned);
        return workers.run(body.length > SHORT, () -> signature.by(hook.secrets(), body))
                .invoke(
                        signed -> {
                            if (!signed) {
                                throw unsigned();
                            }
                        })
                .replaceWithVoid();
    }

    /** The same for a source that is not known: who asks is told of nobody's. */
    private static ProblemException unsigned() {
        return new ProblemException(
                IdentityProblem.NOT_SIGNED,
                "the body is signed as the source's hook says, with its secret, at the time of sending");
    }
}
