package org.purposecdp.identity.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import org.purposecdp.kit.problem.ProblemPage;
import org.purposecdp.kit.problem.ProblemType;

/** What went wrong, in words, and the way back. */
@ApplicationScoped
class ConsoleProblem implements ProblemPage {
    @Override
    public Response.ResponseBuilder of(ProblemType type, String detail) {
        return Visit.answer(type.status(), Pages.problem(type.title(), detail).render());
    }
}
