package org.purposecdp.contracts.identifier;

import java.time.Duration;
import java.util.List;

/**
 * How identifiers of one namespace are read, and what they say of who is who.
 *
 * @param limit how many different values one person may have
 * @param window in what time, by when records were received; none for ever
 * @param personal a value is one person's alone: records that share it are joined even if their
 *     names conflict
 * @param blocked values that stand for nobody; see {@link IdentityRules#blocked}
 */
public record NamespaceRule(
        String namespace,
        Form form,
        Integer limit,
        Duration window,
        Boolean personal,
        List<String> blocked) {

    private static final int USUAL_LIMIT = 5;

    public NamespaceRule {
        form = form == null ? Form.EXACT : form;
        limit = limit == null ? USUAL_LIMIT : limit;
        personal = personal != null && personal;
        blocked = blocked == null ? List.of() : List.copyOf(blocked);
    }

    /** As namespaces usually are. */
    public static NamespaceRule usual(String namespace, Form form) {
        return new NamespaceRule(namespace, form, null, null, null, null);
    }
}
