package org.purposecdp.identity;

import org.purposecdp.kit.problem.ProblemType;

/** What may go wrong here beyond what may go wrong anywhere. */
public enum IdentityProblem implements ProblemType {
    UNKNOWN_WRITE_KEY(401, Category.USER, "A write key of a registered source is needed"),
    NOT_SIGNED(401, Category.USER, "The request is not signed as is asked"),
    UNKNOWN_SOURCE(403, Category.USER, "The source is not registered"),
    NO_LEGAL_BASIS(403, Category.USER, "No processing activity in force takes from this source"),
    SOURCE_NAMED_BY_NOBODY(400, Category.USER, "The request names no source"),
    UNKNOWN_OUTCOME(404, Category.USER, "Nothing is known of such a message"),
    UNKNOWN_IMPORT(404, Category.USER, "There is no such import"),
    OTHER_CONTENT(409, Category.USER, "Another file than the one that this import began with"),
    IDEMPOTENCY_KEY_REUSED(409, Category.USER, "The Idempotency-Key was used for another request"),
    UNREADABLE_FILE(400, Category.USER, "The file cannot be read"),
    SOURCE_KIND_FIXED(409, Category.USER, "A source keeps the kind it was registered with"),
    SOURCE_IN_USE(409, Category.USER, "Something still rests on the source"),
    TOO_MANY_BEARERS(422, Category.USER, "More records bear the identifier than are looked at"),
    TOO_LARGE(413, Category.USER, "The body is larger than is accepted");

    private final int status;
    private final Category category;
    private final String title;

    IdentityProblem(int status, Category category, String title) {
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
