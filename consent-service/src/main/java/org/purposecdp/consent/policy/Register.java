package org.purposecdp.consent.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.NamespaceRule;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.kit.problem.ProblemException;

import static org.purposecdp.consent.policy.Requirement.require;

/** All entries together, and what may stand beside what. Immutable. */
record Register(
        Map<String, Purpose> purposes,
        Map<String, Activity> activities,
        Map<String, NoticeText> notices,
        Catalogue catalogue,
        IdentityRules identityRules,
        Map<String, Source> sources) {

    private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

    static final Register EMPTY =
            new Register(
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    DefaultCatalogue.CATALOGUE,
                    IdentityRules.DEFAULT,
                    Map.of());

    Policy policy(long version, Instant at) {
        return new Policy(
                version,
                at,
                List.copyOf(new TreeMap<>(purposes).values()),
                List.copyOf(activities.values()),
                new TreeMap<>(notices).values().stream().map(NoticeText::inPolicy).toList(),
                catalogue,
                identityRules,
                List.copyOf(new TreeMap<>(sources).values()));
    }

    /**
     * @param sent its {@code signalsFrom} says nothing: since when a word counts is worked out here
     */
    Register with(Purpose sent, Instant now) {
        Purpose purpose = Vocabulary.dated(sent, purposes.get(sent.id()), now);
        return of(put(purposes, purpose.id(), purpose), activities, notices);
    }

    Register with(Activity activity) {
        Activities.check(activity, this);
        return of(purposes, put(activities, activity.id(), activity), notices);
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
        return of(
                purposes,
                activities,
                put(notices, notice.id(), new NoticeText(notice.id(), versions)));
    }

    Register with(Catalogue next) {
        require(
                next.consentEvents().stream().noneMatch(String::isBlank),
                "'consentEvents' are names of events");
        return new Register(purposes, activities, notices, next, identityRules, sources);
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
        }
        requirePatterns(
                Stream.concat(
                                rules.blocked().stream(),
                                rules.namespaces().stream()
                                        .flatMap(rule -> rule.blocked().stream()))
                        .toList());
        return new Register(purposes, activities, notices, catalogue, rules, sources);
    }

    /**
     * @throws ProblemException IN_USE, with what refers to it
     */
    Register withoutPurpose(String id) {
        Requirement.unused(
                activities.values().stream()
                        .filter(activity -> activity.purpose().equals(id))
                        .map(activity -> "activity '" + activity.id() + "'"));
        return of(without(purposes, id), activities, notices);
    }

    Register withoutActivity(String id) {
        return of(purposes, without(activities, id), notices);
    }

    /**
     * @throws ProblemException IN_USE, with what refers to it
     */
    Register withoutNotice(String id) {
        Requirement.unused(
                activities.values().stream()
                        .filter(activity -> id.equals(activity.notice()))
                        .map(activity -> "activity '" + activity.id() + "'"));
        Requirement.unused(
                sources.values().stream()
                        .filter(
                                source ->
                                        source.shows().stream()
                                                .anyMatch(shown -> shown.notice().equals(id)))
                        .map(source -> "source '" + source.id() + "', which shows it"));
        return of(purposes, activities, without(notices, id));
    }

    /** That notice, as the policy has it. */
    Optional<Notice> notice(String id) {
        return Optional.ofNullable(notices.get(id)).map(NoticeText::inPolicy);
    }

    private Register of(
            Map<String, Purpose> purposes,
            Map<String, Activity> activities,
            Map<String, NoticeText> notices) {
        return new Register(purposes, activities, notices, catalogue, identityRules, sources);
    }

    /** Each namespace compiles them, in each service and at each version of the policy. */
    private static void requirePatterns(List<String> blocked) {
        int steps = 0;
        for (String pattern : blocked) {
            require(
                    pattern.length() <= IdentityRules.LONGEST_PATTERN,
                    "each of 'blocked' has at most "
                            + IdentityRules.LONGEST_PATTERN
                            + " characters");
            try {
                steps += Pattern.compile(pattern).programSize();
                require(
                        steps <= IdentityRules.MOST_STEPS,
                        "all of 'blocked' together come to more than "
                                + IdentityRules.MOST_STEPS
                                + " steps of RE2: leave out repetitions such as {1000}");
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

    private static <T> Map<String, T> put(Map<String, T> entries, String id, T entry) {
        Map<String, T> next = new TreeMap<>(entries);
        next.put(Objects.requireNonNull(id), entry);
        return next;
    }

    private static <T> Map<String, T> without(Map<String, T> entries, String id) {
        Map<String, T> next = new TreeMap<>(entries);
        next.remove(id);
        return next;
    }
}
