package org.purposecdp.identity.source;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.contracts.policy.Source.Shown;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.text.Shape;
import org.purposecdp.identity.text.WellFormed;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/**
 * What a source is registered with.
 *
 * @param consentFirst whether its devices say yes before anything is taken; null where the policy
 *     decides
 * @param shows notices that it shows to whoever uses it; {@code since} now where it is not said
 * @param origins of the pages that may send with its key, as https://shop.example
 * @param mode LIVE, or null
 */
public record Description(
        SourceKind kind,
        String name,
        Boolean consentFirst,
        List<Shown> shows,
        List<String> origins,
        String mode) {
    private static final int MOST = 100;
    private static final int LONGEST_NAME = 200;
    private static final Shape NOTICE = Shape.of(64, "[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Shape ORIGIN =
            Shape.of(293, "[a-z][a-z0-9+.-]{0,30}://[a-z0-9._\\[\\]:-]{1,253}(:[0-9]{1,5})?");
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    /** What is registered by its kind and name alone. */
    static Description of(SourceKind kind, String name) {
        return new Description(kind, name, null, null, null, null);
    }

    /**
     * Whole, and as it is kept.
     *
     * @throws ProblemException INVALID_VALUE
     */
    Description checked(String id, Instant now) {
        require(kind != null, "'kind' is one of PUBLIC, SERVER, AUTHENTICATING");
        require(mode == null || mode.equals("LIVE"), "'mode' is LIVE; SHADOW is not there yet");
        require(
                kind == SourceKind.PUBLIC || !Boolean.TRUE.equals(consentFirst),
                "'consentFirst' is asked of the devices of a PUBLIC source only");
        return new Description(
                kind, checkedName(id), consentFirst, checkedShows(now), checkedOrigins(), "LIVE");
    }

    /** The id where none is given. */
    private String checkedName(String id) {
        String called = name == null || name.isBlank() ? id : name;
        require(
                called.length() <= LONGEST_NAME && WellFormed.is(called),
                "'name' has 1 to 200 characters");
        return called;
    }

    private List<Shown> checkedShows(Instant now) {
        List<Shown> said = shows == null ? List.of() : shows;
        require(said.size() <= MOST, "'shows' has at most 100 entries");
        Set<NoticeVersion> seen = new HashSet<>();
        for (Shown shown : said) {
            require(
                    shown != null && NOTICE.fits(shown.notice()) && shown.version() >= 1,
                    "an entry of 'shows' has 'notice', a notice's id, 'version', 1 or more, and"
                            + " 'since', an instant, or now where it is left out");
            require(
                    shown.since() == null
                            || !shown.since().isBefore(EARLIEST) && !shown.since().isAfter(now),
                    "'since' of an entry of 'shows' is an instant that has passed");
            require(
                    seen.add(new NoticeVersion(shown.notice(), shown.version())),
                    "'shows' has each version of a notice once");
        }
        return said;
    }

    private List<String> checkedOrigins() {
        List<String> said = origins == null ? List.of() : origins;
        require(said.size() <= MOST, "'origins' has at most 100 entries");
        return said.stream().map(Description::checkedOrigin).distinct().sorted().toList();
    }

    private static String checkedOrigin(String origin) {
        String lower = origin == null ? "" : origin.toLowerCase(Locale.ROOT);
        require(
                ORIGIN.fits(lower),
                "an entry of 'origins' is scheme and host, and a port where there is one, as"
                        + " https://shop.example, without a path");
        return lower;
    }

    /** What is shown for as long as it was, where it was shown before and no time is given. */
    List<Shown> shownSince(List<Shown> before, Instant now) {
        return shows.stream()
                .map(
                        shown ->
                                shown.since() != null
                                        ? shown
                                        : new Shown(
                                                shown.notice(),
                                                shown.version(),
                                                since(shown, before, now)))
                .toList();
    }

    private static Instant since(Shown shown, List<Shown> before, Instant now) {
        return before.stream()
                .filter(known -> known.notice().equals(shown.notice()))
                .filter(known -> known.version() == shown.version())
                .map(Shown::since)
                .findFirst()
                .orElse(now.truncatedTo(ChronoUnit.MICROS));
    }

    private static void require(boolean condition, String accepted) {
        if (!condition) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, accepted);
        }
    }
}
