package org.purposecdp.activation.view;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.profile.View;

import static org.assertj.core.api.Assertions.assertThat;

class LatestTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** Two instances tell of one profile: what came later may have been told before. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inWhicheverOrderTheyComeTheHighestNumberHolds(long seed) {
        List<ProfileChange> changes = new ArrayList<>();
        changes.add(change(1, Map.of("marketing", view(1), "service", view(1))));
        changes.add(change(2, Map.of("marketing", view(2))));
        changes.add(change(3, Map.of("service", view(3))));
        changes.add(change(4, Map.of()));
        Collections.shuffle(changes, new Random(seed));

        Latest latest = Latest.of(changes);

        assertThat(latest.profiles()).extracting(ProfileChange::number).containsExactly(4L);
        Map<String, Long> numbers = new HashMap<>();
        latest.views().forEach(one -> numbers.put(one.of().purpose(), one.number()));
        assertThat(numbers).isEqualTo(Map.of("marketing", 2L, "service", 3L));
        assertThat(latest.view(new Viewed("p", "marketing"))).isEqualTo(view(2));
    }

    @Test
    void ofAChangeInPiecesTheLastSaysThatItIsWhole() {
        Latest latest =
                Latest.of(
                        List.of(
                                piece(7, true, Map.of("marketing", view(7))),
                                piece(7, false, Map.of("service", view(7)))));

        assertThat(latest.profiles()).extracting(ProfileChange::more).containsExactly(false);
        assertThat(latest.views()).hasSize(2);
    }

    private static ProfileChange change(long number, Map<String, View> views) {
        return piece(number, false, views);
    }

    private static ProfileChange piece(long number, boolean more, Map<String, View> views) {
        return new ProfileChange("p", number, 4, 9, false, more, views, List.of());
    }

    private static View view(long count) {
        return new View(
                Map.of(),
                Map.of(
                        "Order Completed",
                        new View.EventSum(
                                DataCategory.TRANSACTIONAL,
                                LegalBasis.CONSENT,
                                "newsletter",
                                count,
                                Map.of("total", BigDecimal.TEN),
                                NOON,
                                NOON)),
                Map.of("n", 1L),
                null);
    }
}
