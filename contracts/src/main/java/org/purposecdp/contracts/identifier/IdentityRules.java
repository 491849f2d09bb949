package org.purposecdp.contracts.identifier;

import java.util.List;

/**
 * How identifiers are read: a part of the register, the same in every service.
 *
 * @param region ISO 3166-1 alpha-2, for phone numbers without a country code
 * @param namespaces all others are read as they are
 * @param blocked values of any namespace that stand for nobody: regular expressions (RE2) that the
 *     whole normal form matches, whatever its case; for a person's own identifier {@code
 *     sha256:<hex>} of its normal form
 */
public record IdentityRules(String region, List<NamespaceRule> namespaces, List<String> blocked) {

    /** What people know from Segment. */
    public static final IdentityRules DEFAULT = new IdentityRules(null, null, null);

    public IdentityRules {
        region = region == null ? "FI" : region;
        namespaces =
                namespaces == null
                        ? List.of(
                                new NamespaceRule("email", Form.EMAIL, null),
                                new NamespaceRule("phone", Form.PHONE, null))
                        : List.copyOf(namespaces);
        blocked =
                blocked == null
                        ? List.of("[0-]*", "-1", "null", "anonymous", "undefined")
                        : List.copyOf(blocked);
    }
}
