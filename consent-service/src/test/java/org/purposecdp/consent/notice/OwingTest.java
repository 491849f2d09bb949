package org.purposecdp.consent.notice;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OwingTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant SINCE = NOW.minusSeconds(3600);
    private static final NoticeVersion SECOND = new NoticeVersion("privacy", 2);

    @Test
    void everySourceOfAnActivityWithANoticeOwesItWhateverTheBasis() {
        for (LegalBasis basis : LegalBasis.values()) {
            assertThat(Owing.of(policy(List.of(), activity("a", basis, SECOND, null)), NOW))
                    .containsExactly(
                            new Owing("privacy", 2, "shop", null),
                            new Owing("privacy", 2, "web", null));
        }
    }

    @Test
    void whatTwoActivitiesOweIsOwedOnce() {
        Policy policy =
                policy(
                        List.of(),
                        activity("a", LegalBasis.CONTRACT, SECOND, null),
                        activity("b", LegalBasis.CONSENT, SECOND, null));

        assertThat(Owing.of(policy, NOW)).hasSize(2);
    }

    @Test
    void anActivityThatHasEndedOrThatNothingDescribesOwesNothing() {
        Policy policy =
                policy(
                        List.of(),
                        activity("a", LegalBasis.CONTRACT, SECOND, NOW),
                        activity("b", LegalBasis.CONTRACT, null, null));

        assertThat(Owing.of(policy, NOW)).isEmpty();
    }

    @Test
    void aSourceThatShowsThatVersionOrALaterOneHasGivenItSinceThen() {
        Instant since = NOW.minusSeconds(60);
        Activity activity = activity("a", LegalBasis.CONTRACT, SECOND, null);

        assertThat(shown(activity, new Source.Shown("privacy", 3, since))).isEqualTo(since);
        assertThat(shown(activity, new Source.Shown("privacy", 2, since))).isEqualTo(since);
        assertThat(shown(activity, new Source.Shown("privacy", 1, since))).isNull();
        assertThat(shown(activity, new Source.Shown("terms", 2, since))).isNull();
    }

    @Test
    void whatWasNotInForceWasShownToNobody() {
        Activity activity = activity("a", LegalBasis.CONTRACT, SECOND, null);
        Instant early = NOW.minusSeconds(7200);

        assertThat(shown(activity, new Source.Shown("privacy", 2, early))).isEqualTo(SINCE);
        assertThat(shown(activity, new Source.Shown("privacy", 4, early))).isNull();
    }

    @Test
    void theNextPageBeginsWhereThisOneEnded() {
        Owing last = new Owing("privacy", 2, "shop", NOW);

        assertThat(Owing.ORDER.compare(OwedCursor.parse(OwedCursor.of(last)), last)).isZero();
        assertThat(OwedCursor.parse(null)).isNull();
        for (String made : List.of("", "%", "e30", "bnVsbA")) {
            assertThatThrownBy(() -> OwedCursor.parse(made))
                    .as(made)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("cursor");
        }
    }

    private static Instant shown(Activity activity, Source.Shown shown) {
        Source web = new Source("web", 1, false, SourceKind.PUBLIC, true, List.of(shown));
        return Owing.of(policy(List.of(web), activity), NOW).stream()
                .filter(owing -> owing.source().equals("web"))
                .findFirst()
                .orElseThrow()
                .shownSince();
    }

    private static Policy policy(List<Source> sources, Activity... activities) {
        List<Notice.Version> versions =
                IntStream.rangeClosed(1, 3)
                        .mapToObj(number -> new Notice.Version(number, true, SINCE))
                        .toList();
        List<Notice> notices = List.of(new Notice("privacy", versions));
        return new Policy(1, NOW, List.of(), List.of(activities), notices, null, null, sources);
    }

    private static Activity activity(
            String id, LegalBasis basis, NoticeVersion describedBy, Instant to) {
        return new Activity(
                id,
                "service",
                Set.of(DataCategory.CONTACT),
                basis,
                Set.of("web", "shop"),
                null,
                null,
                null,
                describedBy,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                to);
    }
}
