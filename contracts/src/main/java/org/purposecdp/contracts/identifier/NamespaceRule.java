package org.purposecdp.contracts.identifier;

import java.time.Duration;
import java.util.List;

/**
 * How identifiers of one namespace are read, and how far they link.
 *
 * @param limit how many distinct values one person may have
 * @param window within which the limit counts; null is ever
 * @param shareable several people may use one value: it links nobody once people in conflict have
 *     been seen with it
 * @param blocked values that stand for nobody; see {@link IdentityRules#blocked}
 */
public record NamespaceRule(
        String namespace,
        Form form,
        int limit,
        Duration window,
        boolean shareable,
        List<String> blocked) {

    public NamespaceRule {
        form = form == null ? Form.EXACT : form;
        blocked = blocked == null ? List.of() : List.copyOf(blocked);
    }

    NamespaceRule named(String name) {
        return new NamespaceRule(name, form, limit, window, shareable, blocked);
    }
}
