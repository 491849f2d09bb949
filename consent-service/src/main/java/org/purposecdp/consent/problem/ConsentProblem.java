package org.purposecdp.consent.problem;

import org.purposecdp.kit.problem.ProblemType;

/** What this service refuses, and why. */
public enum ConsentProblem implements ProblemType {
    UNKNOWN_PURPOSE(404, "The register has no such purpose"),
    UNKNOWN_NOTICE(404, "The register has no such notice or version"),
    UNKNOWN_SUBJECT(404, "No Subject is known here"),
    UNKNOWN_ENTRY(404, "The register has no such entry"),
    INVALID_IDENTIFIER(400, "The identifier is not usable"),
    INVALID_ENTRY(400, "The register does not take this entry"),
    PARTY_NOT_ALLOWED(403, "The token does not speak for this reader"),
    BASIS_FIXED(409, "An activity's legal basis cannot be changed"),
    IN_USE(409, "The entry is referred to"),
    IDENTIFIER_OF_NOBODY(422, "The identifier stands for nobody"),
    TOO_MANY_BEARERS(422, "More people bear the identifier than are looked at"),
    REGISTER_TOO_LARGE(422, "The register would be larger than can be told"),
    SECOND_BASIS(409, "A purpose has one legal basis per category"),
    NOTICE_VERSION_FIXED(409, "A published notice version cannot be changed"),
    IDEMPOTENCY_KEY_REUSED(409, "The Idempotency-Key was used for another request"),
    ENTRY_CHANGED(412, "The entry has changed since it was read");

    private final int status;
    private final String title;

    ConsentProblem(int status, String title) {
        this.status = status;
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
        return Category.USER;
    }

    @Override
    public String title() {
        return title;
    }
}
