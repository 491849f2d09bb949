package org.purposecdp.identity.model;

import java.net.URI;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.identity.node.Models;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Models are learnt from unlabelled records, frozen, and put in force by somebody's decision. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class ModelResource {
    private static final int USUAL_SAMPLE = 100_000;
    private static final int MOST = 1_000_000;

    private final Jobs jobs;
    private final JobTable table;
    private final Models models;
    private final Caller caller;

    ModelResource(Jobs jobs, JobTable table, Models models, Caller caller) {
        this.jobs = jobs;
        this.table = table;
        this.models = models;
        this.caller = caller;
    }

    /**
     * @param sample how many records to learn from at most; 100,000 if left out
     */
    public record Request(Integer sample) {}

    public record Version(String version) {}

    public record All(List<Models.Description> models) {}

    @GET
    @RolesAllowed({"identity:models:write", "identity:clusters:read", "steward", "admin"})
    public Uni<All> all() {
        return models.all().map(All::new);
    }

    @POST
    @Path("/train")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"identity:models:write", "admin"})
    public Uni<Response> train(Request request) {
        int sample = request == null || request.sample() == null ? USUAL_SAMPLE : request.sample();
        if (sample < 100 || sample > MOST) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, "'sample' is 100 to 1,000,000");
        }
        return jobs.train(sample, caller.clientId()).map(ModelResource::accepted);
    }

    /** All links are found anew and all clusters cut again; records wait until that is done. */
    @PUT
    @Path("/in-force")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"identity:models:write", "admin"})
    public Uni<Response> putInForce(Version version) {
        if (version == null || version.version() == null) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'version' is one of GET /v1/models");
        }
        return jobs.putInForce(version.version(), caller.clientId()).map(ModelResource::accepted);
    }

    @GET
    @Path("/jobs/{id}")
    @RolesAllowed({"identity:models:write", "admin"})
    public Uni<Job> job(@PathParam("id") String id) {
        return table.job(id)
                .map(
                        job ->
                                job.orElseThrow(
                                        () ->
                                                new ProblemException(
                                                        CommonProblem.NOT_FOUND,
                                                        "no such job was started")));
    }

    private static Response accepted(String id) {
        return Response.accepted().location(URI.create("/v1/models/jobs/" + id)).build();
    }
}
