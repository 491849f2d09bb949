package org.purposecdp.identity.imports;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/**
 * Whose imports a caller may see and make: those of its own source, or of any where it is somebody
 * who looks after the data.
 */
@ApplicationScoped
class ImportAccess {
    private final Imports imports;
    private final Caller caller;

    ImportAccess(Imports imports, Caller caller) {
        this.imports = imports;
        this.caller = caller;
    }

    /**
     * @throws ProblemException UNKNOWN_IMPORT, also when it is another's
     */
    Uni<Import> ofId(String id) {
        Optional<String> own = caller.source();
        boolean any = ofAnySource();
        return uuid(id).map(imports::of)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(found -> found.filter(each -> any || own.equals(Optional.of(each.source()))))
                .map(found -> found.orElseThrow(Upload::unknown));
    }

    /**
     * @param asked null for the caller's own
     * @throws ProblemException FORBIDDEN, SOURCE_NAMED_BY_NOBODY
     */
    String source(String asked) {
        Optional<String> own = caller.source();
        if (own.isPresent() && asked != null && !own.get().equals(asked)) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN, "a source's token imports for that source only");
        }
        return own.or(() -> Optional.ofNullable(asked).filter(source -> ofAnySource()))
                .orElseThrow(ImportAccess::noSource);
    }

    private boolean ofAnySource() {
        return caller.source().isEmpty()
                && (caller.hasScopeOrRole("steward") || caller.hasScopeOrRole("admin"));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ProblemException noSource() {
        return new ProblemException(
                IdentityProblem.SOURCE_NAMED_BY_NOBODY,
                "the token needs the claim cdp_source; a steward or an admin gives 'source'");
    }
}
