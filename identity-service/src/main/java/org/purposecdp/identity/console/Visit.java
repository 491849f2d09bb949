package org.purposecdp.identity.console;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.purposecdp.identity.console.Pages.Link;
import org.purposecdp.identity.look.Viewer;
import org.purposecdp.identity.node.Stewardship;
import org.purposecdp.identity.steward.Given;
import org.purposecdp.kit.problem.ProblemException;

/**
 * Who looks at the pages, and how they are answered. They hold personal data: nothing of it is in
 * an address, and no browser keeps them. What a form asks for is done, then a page is shown by
 * another request, so that loading it anew does nothing twice.
 */
@ApplicationScoped
class Visit {
    private static final String HTML = "text/html;charset=UTF-8";
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'";

    private final FormTokens tokens;
    private final SecurityIdentity identity;
    private final String client;

    Visit(
            FormTokens tokens,
            SecurityIdentity identity,
            @ConfigProperty(name = "quarkus.oidc.console.client-id") String client) {
        this.tokens = tokens;
        this.identity = identity;
        this.client = client;
    }

    /** As an activity names the pages among its readers. */
    Viewer viewer() {
        return new Viewer(user(), client);
    }

    String user() {
        return identity.getPrincipal().getName();
    }

    boolean is(String role) {
        return identity.hasRole(role);
    }

    /**
     * @param token that the form carried
     * @throws ProblemException FORBIDDEN
     */
    void require(String token) {
        tokens.require(user(), token);
    }

    /** A decision that this form asks for, once. */
    Stewardship.Asked asks(String reason) {
        return new Stewardship.Asked(UUID.randomUUID().toString(), Given.reason(reason), user());
    }

    /**
     * @param done what was done before, as the address has it; or null
     */
    Pages.Frame frame(String done) {
        return Pages.Frame.of(
                menu(),
                tokens.of(user()),
                done,
                (id, seal) -> tokens.holds(user() + ' ' + id, seal));
    }

    private List<Link> menu() {
        List<Link> menu = new ArrayList<>();
        if (is("steward") || is("admin")) {
            menu.add(new Link("/console/reviews", "Reviews"));
            menu.add(new Link("/console/profiles", "Profiles"));
        }
        if (is("privacy-officer") || is("admin")) {
            menu.add(new Link("/console/sources", "Sources"));
        }
        return menu;
    }

    /** As {@link #frame} reads it: only who has decided is offered to undo it. */
    String done(String what, String decision) {
        return "?done=" + what + '.' + decision + '.' + tokens.of(user() + ' ' + decision);
    }

    static Uni<Response> page(TemplateInstance template) {
        return template.createUni().map(html -> answer(200, html).build());
    }

    static Response.ResponseBuilder answer(int status, String html) {
        return Response.status(status)
                .type(HTML)
                .entity(html)
                .header("Content-Security-Policy", POLICY)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff");
    }

    static Response to(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
