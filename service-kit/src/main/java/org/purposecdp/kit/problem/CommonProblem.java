package org.purposecdp.kit.problem;

/** Problems that any service may have. */
public enum CommonProblem implements ProblemType {
    MALFORMED_BODY(400, Category.USER, "The body cannot be read"),
    INVALID_VALUE(400, Category.USER, "A value is not accepted"),
    UNAUTHORIZED(401, Category.USER, "A valid token is needed"),
    FORBIDDEN(403, Category.USER, "The token does not allow this"),
    PURPOSE_NOT_ALLOWED(403, Category.USER, "The token does not name this purpose"),
    NOT_FOUND(404, Category.USER, "There is no such resource"),
    METHOD_NOT_ALLOWED(405, Category.USER, "The resource does not take this method"),
    CONFLICT(409, Category.USER, "The request conflicts with what is on file"),
    PRECONDITION_FAILED(412, Category.USER, "The resource has changed since it was read"),
    UNSUPPORTED_MEDIA_TYPE(415, Category.USER, "The content type is not accepted"),
    IF_MATCH_NEEDED(428, Category.USER, "A change needs If-Match"),
    INTERNAL(500, Category.INTERNAL, "Something went wrong here"),
    NOT_READY(503, Category.RESOURCES, "The service is not ready; try again");

    private final int status;
    private final Category category;
    private final String title;

    CommonProblem(int status, Category category, String title) {
        this.status = status;
        this.category = category;
        this.title = title;
    }

    @Override
    public String code() {
        return name();
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Category category() {
        return category;
    }

    @Override
    public String title() {
        return title;
    }

    static CommonProblem ofStatus(int status) {
        for (CommonProblem problem : values()) {
            if (problem.status == status) {
                return problem;
            }
        }
        return status >= 500 ? INTERNAL : INVALID_VALUE;
    }
}
