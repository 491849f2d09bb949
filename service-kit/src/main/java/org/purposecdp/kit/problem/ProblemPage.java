package org.purposecdp.kit.problem;

import jakarta.ws.rs.core.Response;

/** What people are shown who came for a page; a service that has pages has one. */
public interface ProblemPage {
    Response.ResponseBuilder of(ProblemType type, String detail);
}
