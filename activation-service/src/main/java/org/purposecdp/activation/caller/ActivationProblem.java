package org.purposecdp.activation.caller;

import org.purposecdp.kit.problem.ProblemType;

/** Problems of this service. */
public enum ActivationProblem implements ProblemType {
    PURPOSE_NOT_ALLOWED(403, Category.USER, "The token does not name this purpose");

    private final int status;
    private final Category category;
    private final String title;

    ActivationProblem(int status, Category category, String title) {
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
