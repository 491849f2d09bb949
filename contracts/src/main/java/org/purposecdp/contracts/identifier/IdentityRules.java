package org.purposecdp.contracts.identifier;

import java.util.Comparator;
import java.util.List;

/**
 * How identifiers are read and how far they link: a part of the register, the same in every
 * service.
 *
 * @param region ISO 3166-1 alpha-2, for phone numbers without a country code
 * @param namespaces in order of priority; all others follow, alphabetically
 * @param others the rule of every namespace that is not listed
 * @param blocked values of any namespace that stand for nobody: regular expressions (RE2) that the
 *     whole normal form matches, whatever its case; for a person's own identifier {@code
 *     sha256:<hex>} of its normal form
 */
public record IdentityRules(
        String region, List<NamespaceRule> namespaces, NamespaceRule others, List<String> blocked) {

    /** What people know from Segment. */
    public static final IdentityRules DEFAULT = new IdentityRules(null, null, null, null);

    private static final int USUAL_LIMIT = 5;

    public IdentityRules {
        region = region == null ? "FI" : region;
        namespaces = namespaces == null ? usual() : List.copyOf(namespaces);
        others = others == null ? rule("*", Form.EXACT, USUAL_LIMIT, false) : others.named("*");
        blocked =
                blocked == null
                        ? List.of("[0-]*", "-1", "null", "anonymous", "undefined")
                        : List.copyOf(blocked);
    }

    /** The rule of a namespace. */
    public NamespaceRule of(String namespace) {
        return namespaces.stream()
                .filter(rule -> rule.namespace().equals(namespace))
                .findFirst()
                .orElseGet(() -> others.named(namespace));
    }

    /** Namespaces, the one that links first before the others. */
    public Comparator<String> priority() {
        List<String> listed = namespaces.stream().map(NamespaceRule::namespace).toList();
        return Comparator.<String>comparingInt(
                        namespace ->
                                listed.contains(namespace)
                                        ? listed.indexOf(namespace)
                                        : listed.size())
                .thenComparing(Comparator.naturalOrder());
    }

    private static List<NamespaceRule> usual() {
        return List.of(
                rule("user_id", Form.EXACT, 1, false),
                rule("email", Form.EMAIL, USUAL_LIMIT, true),
                rule("anonymous_id", Form.EXACT, USUAL_LIMIT, true),
                rule("device_id", Form.EXACT, USUAL_LIMIT, true),
                rule("loyalty_id", Form.EXACT, USUAL_LIMIT, false),
                rule("phone", Form.PHONE, USUAL_LIMIT, true));
    }

    private static NamespaceRule rule(String namespace, Form form, int limit, boolean shareable) {
        return new NamespaceRule(namespace, form, limit, null, shareable, null);
    }
}
