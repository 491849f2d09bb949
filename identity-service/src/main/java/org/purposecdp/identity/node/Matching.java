package org.purposecdp.identity.node;

import org.purposecdp.contracts.identifier.IdentityRules;
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

    /** The model that is shipped. */
    static final Model SHIPPED = Model.usual();

    boolean is(IdentityRules otherRules, String otherModel) {
        return rules.equals(otherRules)
                && modelVersion.equals(otherModel == null ? SHIPPED.version() : otherModel);
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
