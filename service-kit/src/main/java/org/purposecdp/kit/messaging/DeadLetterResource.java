package org.purposecdp.kit.messaging;

import java.util.Arrays;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** What the service could not read or take, for those who run it. Nothing of what it says. */
@Path("/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class DeadLetterResource {
    private static final int PAGE = 100;
    private static final String PROBLEM = "application/problem+json";

    private static final String LETTER =
            """
            {
              "id": "p8Gq0bTYQ1-x1pRr3DqG9w.2.1834",
              "topic": "cdp.records.received.v1",
              "partition": 2,
              "offset": 1834,
              "key": "5f2b1c0e9a7d4e3f8b6a5c4d3e2f1a0b",
              "reason": "not a ReceivedRecord",
              "at": "2026-03-01T12:00:00.120Z",
              "keptAt": "2026-03-01T12:00:00.340Z"
            }
            """;
    private static final String REPLAYED =
            """
            {
              "id": "p8Gq0bTYQ1-x1pRr3DqG9w.2.1834",
              "topic": "cdp.records.received.v1",
              "partition": 2,
              "offset": 1834,
              "key": "5f2b1c0e9a7d4e3f8b6a5c4d3e2f1a0b",
              "reason": "not a ReceivedRecord",
              "at": "2026-03-01T12:00:00.120Z",
              "keptAt": "2026-03-01T12:00:00.340Z",
              "replayedAt": "2026-03-02T09:30:00Z"
            }
            """;
    private static final String FIRST_PAGE = "{\"letters\": [" + LETTER + "]}";
    private static final String TWICE =
            """
            {
              "type": "https://purposecdp.org/problems/conflict",
              "code": "CONFLICT",
              "title": "The request conflicts with what is on file",
              "status": 409,
              "detail": "it was replayed already; had it failed again, it would be another letter"
            }
            """;

    private final DeadLetters letters;
    private final DeadLetterStore store;

    DeadLetterResource(DeadLetters letters, DeadLetterStore store) {
        this.letters = letters;
        this.store = store;
    }

    /**
     * @param cursor of the next page; null at the end
     */
    public record LetterPage(List<DeadLetter> letters, String cursor) {}

    @GET
    @RolesAllowed("admin")
    @Operation(
            summary = "Lists messages that were set aside, the newest first",
            description =
                    "Of one topic or of all, 100 a page. They are kept for 14 days, or until what"
                            + " their person says erases them.")
    @APIResponse(
            responseCode = "200",
            description = "A page, without what the messages say",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LetterPage.class),
                            examples = @ExampleObject(name = "one", value = FIRST_PAGE)))
    public Uni<LetterPage> list(
            @QueryParam("topic") String topic, @QueryParam("cursor") String cursor) {
        requireFlow(topic);
        return store.page(topic, LetterCursor.parse(cursor), PAGE)
                .map(
                        page ->
                                new LetterPage(
                                        page,
                                        page.size() < PAGE
                                                ? null
                                                : LetterCursor.after(page.get(PAGE - 1))));
    }

    private static void requireFlow(String topic) {
        List<String> flows =
                Arrays.stream(Topic.values())
                        .filter(each -> each.kind() == Topic.Kind.FLOW)
                        .map(Topic::topicName)
                        .toList();
        if (topic != null && !flows.contains(topic)) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'topic' is one of " + String.join(", ", flows));
        }
    }

    @POST
    @Path("/{id}/replay")
    @RolesAllowed("admin")
    @Operation(
            summary = "Puts a message on its topic once more",
            description =
                    "With its key and headers, for the service to take it as if it had just come."
                            + " What fails again is another letter.")
    @APIResponse(
            responseCode = "200",
            description = "It is on its topic",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeadLetter.class),
                            examples = @ExampleObject(name = "replayed", value = REPLAYED)))
    @APIResponse(responseCode = "404", description = "No letter has this id, or none any more")
    @APIResponse(
            responseCode = "409",
            description = "It was replayed already, or was sealed under another key",
            content =
                    @Content(
                            mediaType = PROBLEM,
                            examples = @ExampleObject(name = "twice", value = TWICE)))
    public Uni<DeadLetter> replay(@PathParam("id") String id) {
        return letters.replay(id);
    }
}
