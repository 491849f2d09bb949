package org.purposecdp.identity.topic;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.identity.source.Revision;
import org.purposecdp.identity.source.Sources;
import org.purposecdp.identity.topic.SourceTopicTable.Stored;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** The topic that a source's records are read from; within seconds every instance does. */
@Path("/v1/sources/{source}/topic")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class SourceTopicResource {
    private final SourceTopicTable topics;
    private final Sources sources;

    SourceTopicResource(SourceTopicTable topics, Sources sources) {
        this.topics = topics;
        this.sources = sources;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"identity:sources:write", "privacy-officer", "admin"})
    public Uni<Response> put(
            @PathParam("source") String source,
            @HeaderParam("If-Match") String ifMatch,
            SourceTopic asked) {
        if (asked == null) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "the body has 'topic' and 'mapping'");
        }
        SourceTopic topic = asked.checked();
        return sources.ofId(source)
                .invoke(found -> found.orElseThrow(SourceTopicResource::noSource))
                .chain(() -> topics.of(source))
                .chain(
                        known ->
                                known.isPresent()
                                        ? change(known.get(), topic, ifMatch)
                                        : topics.create(source, topic)
                                                .invoke(SourceTopicResource::requireDone)
                                                .map(made -> answer(201, topic, Revision.FIRST)));
    }

    private Uni<Response> change(Stored known, SourceTopic topic, String ifMatch) {
        if (known.topic().equals(topic)) {
            return Uni.createFrom().item(answer(200, topic, known.revision()));
        }
        known.revision().require(ifMatch);
        return topics.change(known.source(), topic, known.revision())
                .invoke(SourceTopicResource::requireDone)
                .map(done -> answer(200, topic, known.revision().next()));
    }

    @GET
    @RolesAllowed({"identity:sources:read", "identity:sources:write", "privacy-officer", "admin"})
    public Uni<Response> read(@PathParam("source") String source) {
        return topics.of(source)
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new ProblemException(
                                                        CommonProblem.NOT_FOUND,
                                                        "this source has no topic; give it one by"
                                                                + " PUT")))
                .map(stored -> answer(200, stored.topic(), stored.revision()));
    }

    @DELETE
    @RolesAllowed({"identity:sources:write", "privacy-officer", "admin"})
    public Uni<Void> end(@PathParam("source") String source) {
        return topics.end(source);
    }

    private static Response answer(int status, SourceTopic topic, Revision revision) {
        return Response.status(status).header("ETag", revision.etag()).entity(topic).build();
    }

    private static void requireDone(boolean done) {
        if (!done) {
            throw new ProblemException(
                    CommonProblem.CONFLICT,
                    "the topic is another source's, or somebody else changes this one just now");
        }
    }

    private static ProblemException noSource() {
        return new ProblemException(
                CommonProblem.NOT_FOUND, "register the source first, by PUT /v1/sources/{source}");
    }
}
