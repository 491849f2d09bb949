package org.purposecdp.profile.read;

import org.purposecdp.kit.problem.ProblemType;

/** Problems of this service. */
public enum ProfileProblem implements ProblemType {
    INVALID_IDENTIFIER(400, Category.USER, "The identifier is not usable"),
    IDENTIFIER_OF_NOBODY(422, Category.USER, "The identifier stands for nobody"),
    UNKNOWN_PURPOSE(404, Category.USER, "There is no such purpose"),
    UNKNOWN_PROFILE(404, Category.USER, "There is no such profile"),
    SHARED_IDENTIFIER(409, Category.USER, "More than one profile bears the identifier"),
    UNKNOWN_RECORD(404, Category.USER, "There is no such record");

    private final int status;
    private final Category category;
    private final String title;

    ProfileProblem(int status, Category category, String title) {
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
}
