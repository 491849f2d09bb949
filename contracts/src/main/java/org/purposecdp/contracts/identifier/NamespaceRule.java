package org.purposecdp.contracts.identifier;

import java.util.List;

/**
 * How identifiers of one namespace are read.
 *
 * @param blocked values that stand for nobody; see {@link IdentityRules#blocked}
 */
public record NamespaceRule(String namespace, Form form, List<String> blocked) {

    public NamespaceRule {
        form = form == null ? Form.EXACT : form;
        blocked = blocked == null ? List.of() : List.copyOf(blocked);
    }
}
