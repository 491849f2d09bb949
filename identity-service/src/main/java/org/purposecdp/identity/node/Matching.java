package org.purposecdp.identity.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.identity.cluster.Cut;
import org.purposecdp.identity.cluster.Generic;
import org.purposecdp.identity.matching.Blocking;
import org.purposecdp.identity.matching.Model;
import org.purposecdp.identity.matching.Scorer;

/** All that clusters depend on besides the nodes and what stewards decided. */
record Matching(
        IdentityRules rules,
        Model model,
        String modelVersion,
        Blocking blocking,
        Scorer scorer,
        Generic generic,
        Cut cut) {

    /**
     * Raised with whatever makes other keys, weights, links or clusters of the same records, the
     * shipped model among it: what is stored is then found anew.
     */
    static final int VERSION = 3;

    /**
     * The model that is shipped: made by {@code deploy/bench/people --sample 100000 --ship FILE}.
     */
    static final Model SHIPPED = shipped();

    /** Worked out once: it is a hash of all that the model is. */
    static final String SHIPPED_VERSION = SHIPPED.version();

    private static Model shipped() {
        try (InputStream in =
                new GZIPInputStream(
                        Matching.class.getResourceAsStream("/matching/model.json.gz"))) {
            return Json.parse(in.readAllBytes(), Model.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean is(IdentityRules otherRules, String otherModel) {
        return rules.equals(otherRules)
                && modelVersion.equals(otherModel == null ? SHIPPED_VERSION : otherModel);
    }

    static Matching of(IdentityRules rules, Model model) {
        Scorer scorer = new Scorer(model);
        return new Matching(
                rules,
                model,
                model.version(),
                new Blocking(model),
                scorer,
                new Generic(rules),
                new Cut(rules, scorer));
    }
}
