package org.purposecdp.contracts.identifier;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How identifiers are read, and who may be joined by them: a part of the register, the same in
 * every service.
 *
 * @param region ISO 3166-1 alpha-2, for phone numbers without a country code
 * @param namespaces the one that links first comes first; those not named follow in the order of
 *     their names, as {@link #DEFAULT} has them, or else as they are
 * @param blocked values of any namespace that stand for nobody, besides the words, templates and
 *     fillers that do everywhere: regular expressions (RE2) that the whole normal form matches,
 *     whatever its case; for a person's own identifier {@code sha256:<hex>} of its normal form
 * @param cleanSources know a person once only: two of their records without a common identifier are
 *     two people
 */
public record IdentityRules(
        String region,
        List<NamespaceRule> namespaces,
        List<String> blocked,
        List<String> cleanSources) {

    /** Characters of one of {@code blocked}: RE2 takes as many steps to read it, squared. */
    public static final int LONGEST_PATTERN = 200;

    /** Steps of the programs that RE2 makes of all of {@code blocked}. */
    public static final int MOST_STEPS = 20_000;

    private static final List<NamespaceRule> USUAL =
            List.of(
                    new NamespaceRule("user_id", Form.EXACT, 1, null, true, null),
                    NamespaceRule.usual("email", Form.EMAIL),
                    NamespaceRule.usual("phone", Form.PHONE));

    /** What people know from Segment. */
    public static final IdentityRules DEFAULT = new IdentityRules(null, null, null, null);

    public IdentityRules {
        region = region == null ? "FI" : region;
        namespaces = namespaces == null ? USUAL : List.copyOf(namespaces);
        blocked = blocked == null ? List.of() : List.copyOf(blocked);
        cleanSources = cleanSources == null ? List.of() : List.copyOf(cleanSources);
    }

    /** Those named here, then those that are known without. */
    public List<NamespaceRule> known() {
        return Stream.concat(
                        namespaces.stream(),
                        USUAL.stream().filter(rule -> rank(rule.namespace()) < 0))
                .toList();
    }

    /** That of a namespace, named here or not. */
    public NamespaceRule rule(String namespace) {
        NamespaceRule named = named(namespace, namespaces);
        NamespaceRule rule = named == null ? named(namespace, USUAL) : named;
        return rule == null ? NamespaceRule.usual(namespace, Form.EXACT) : rule;
    }

    private static NamespaceRule named(String namespace, List<NamespaceRule> rules) {
        for (NamespaceRule rule : rules) {
            if (rule.namespace().equals(namespace)) {
                return rule;
            }
        }
        return null;
    }

    /** Which namespace links first. */
    public Comparator<String> strongestFirst() {
        return Comparator.<String>comparingInt(this::order)
                .thenComparing(Comparator.naturalOrder());
    }

    private int order(String namespace) {
        int rank = rank(namespace);
        return rank < 0 ? namespaces.size() : rank;
    }

    /** Its place among those named, or -1. */
    private int rank(String namespace) {
        NamespaceRule named = named(namespace, namespaces);
        return named == null ? -1 : namespaces.indexOf(named);
    }
}
