package org.purposecdp.consent.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.NamespaceRule;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.kit.problem.ProblemException;

/** All entries together, and what may stand beside what. Immutable. */
record Register(
        Map<String, Purpose> purposes,
        Map<String, Activity> activities,
        Map<String, NoticeText> notices,
        Catalogue catalogue,
        IdentityRules identityRules) {

    private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

    static final Register EMPTY =
            new Register(
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    DefaultCatalogue.CATALOGUE,
                    IdentityRules.DEFAULT);

    Policy policy(long version, Instant at) {
        return new Policy(
                version,
                at,
                List.copyOf(new TreeMap<>(purposes).values()),
                List.copyOf(activities.values()),
                new TreeMap<>(notices).values().stream().map(NoticeText::inPolicy).toList(),
                catalogue,
                identityRules);
    }

    Register with(Purpose purpose) {
        require(purpose.name() != null, "a purpose needs a 'name'");
        require(
                purpose.minimumAge() == null || purpose.minimumAge() >= 0,
                "'minimumAge' is a number of years, or left out");
        require(!purpose.id().equals("*"), "'*' stands for every purpose and is not one");
        return new Register(
                put(purposes, purpose.id(), purpose),
                activities,
                notices,
                catalogue,
                identityRules);
    }

    Register with(Activity activity) {
        require(activity.basis() != null, "an activity needs a 'basis': one of the six");
        require(!activity.categories().isEmpty(), "an activity needs 'categories'");
        require(activity.purpose() != null, "an activity needs a 'purpose'");
        if (!purposes.containsKey(activity.purpose())) {
            throw new ProblemException(
                    ConsentProblem.UNKNOWN_PURPOSE,
                    "register the activity's purpose first: PUT /v1/purposes/{id}");
        }
        if (activity.notice() != null && !notices.containsKey(activity.notice())) {
            throw new ProblemException(
                    ConsentProblem.UNKNOWN_NOTICE,
                    "register the activity's notice first: PUT /v1/notices/{id}");
        }
        requireWhatTheBasisAsks(activity);
        refuseSecondBasis(activity);
        return new Register(
                purposes,
                put(activities, activity.id(), activity),
                notices,
                catalogue,
                identityRules);
    }

    Register with(NoticeText notice, Instant now) {
        require(!notice.versions().isEmpty(), "a notice needs at least one of 'versions'");
        NoticeText before = notices.get(notice.id());
        Set<Integer> numbers = new HashSet<>();
        List<NoticeText.Version> versions = new ArrayList<>();
        for (NoticeText.Version version : notice.versions()) {
            require(version.version() >= 1, "notice versions count from 1");
            require(numbers.add(version.version()), "each notice version comes once");
            versions.add(dated(version, before, now));
        }
        if (before != null && !versions.containsAll(before.versions())) {
            throw new ProblemException(
                    ConsentProblem.NOTICE_VERSION_FIXED,
                    "people were told what is published; add a version instead");
        }
        return new Register(
                purposes,
                activities,
                put(notices, notice.id(), new NoticeText(notice.id(), versions)),
                catalogue,
                identityRules);
    }

    Register with(Catalogue next) {
        return new Register(purposes, activities, notices, next, identityRules);
    }

    Register with(IdentityRules rules) {
        require(REGIONS.contains(rules.region()), "'region' is a country, as in ISO 3166-1: FI");
        Set<String> listed = new HashSet<>();
        for (NamespaceRule rule : rules.namespaces()) {
            require(
                    Normaliser.namespace(rule.namespace())
                            .filter(rule.namespace()::equals)
                            .isPresent(),
                    "a 'namespace' is small letters, digits, '_', '.', '-'; up to 64");
            require(listed.add(rule.namespace()), "each namespace comes once");
            require(
                    rule.limit() >= 1,
                    "a 'limit' is how many values one person may have: 1 or more");
            require(
                    rule.window() == null || rule.window().compareTo(Duration.ZERO) > 0,
                    "a 'window' is a time such as P7D, or left out for ever");
            requirePatterns(rule.blocked());
        }
        requirePatterns(rules.blocked());
        return new Register(purposes, activities, notices, catalogue, rules);
    }

    private static void requirePatterns(List<String> blocked) {
        for (String pattern : blocked) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                require(false, "one of 'blocked' is no regular expression: " + e.getDescription());
            }
        }
    }

    private static NoticeText.Version dated(
            NoticeText.Version version, NoticeText before, Instant now) {
        if (version.from() != null) {
            return version;
        }
        Instant from =
                before == null
                        ? now
                        : before.versions().stream()
                                .filter(old -> old.version() == version.version())
                                .map(NoticeText.Version::from)
                                .findFirst()
                                .orElse(now);
        return new NoticeText.Version(version.version(), version.material(), from, version.texts());
    }

    private static void requireWhatTheBasisAsks(Activity activity) {
        if (activity.basis() == LegalBasis.LEGITIMATE_INTERESTS) {
            require(
                    named(activity.assessment()),
                    "LEGITIMATE_INTERESTS needs an 'assessment' (GDPR Art. 6(1)(f))");
        }
        if (activity.basis() == LegalBasis.LEGAL_OBLIGATION
                || activity.basis() == LegalBasis.PUBLIC_TASK) {
            require(named(activity.law()), activity.basis() + " needs a 'law' (GDPR Art. 6(3))");
        }
        if (activity.categories().contains(DataCategory.SPECIAL)) {
            require(
                    named(activity.specialCondition()),
                    "the category 'special' needs a 'specialCondition' (GDPR Art. 9(2))");
        }
        require(
                activity.from() == null
                        || activity.to() == null
                        || activity.from().isBefore(activity.to()),
                "'from' must be before 'to'");
    }

    private void refuseSecondBasis(Activity activity) {
        activities.values().stream()
                .filter(other -> !other.id().equals(activity.id()))
                .filter(other -> other.purpose().equals(activity.purpose()))
                .filter(other -> other.basis() != activity.basis())
                .filter(
                        other ->
                                other.categories().stream()
                                        .anyMatch(activity.categories()::contains))
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new ProblemException(
                                    ConsentProblem.SECOND_BASIS,
                                    "activity '"
                                            + other.id()
                                            + "' rests on "
                                            + other.basis()
                                            + " for one of these categories");
                        });
    }

    private static void require(boolean held, String what) {
        if (!held) {
            throw new ProblemException(ConsentProblem.INVALID_ENTRY, what);
        }
    }

    private static boolean named(String reference) {
        return reference != null && !reference.isBlank();
    }

    private static <T> Map<String, T> put(Map<String, T> entries, String id, T entry) {
        Map<String, T> next = new TreeMap<>(entries);
        next.put(Objects.requireNonNull(id), entry);
        return next;
    }
}
