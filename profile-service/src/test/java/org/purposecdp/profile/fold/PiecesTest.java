package org.purposecdp.profile.fold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.topic.MessageSize;
import org.purposecdp.profile.World;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PiecesTest {
    @Example
    void whatFitsIsOne() {
        ProfileChange change = change(Map.of(), records(3, 100));

        assertThat(pieces(change)).containsExactly(change);
    }

    /** A person's events that were held until a contract was told of. */
    @Property(tries = 20)
    void togetherTheyAreTheWholeAndEachIsAMessage(
            @ForAll @IntRange(max = 4_000) int records,
            @ForAll @IntRange(max = 20_000) int size,
            @ForAll @IntRange(max = 6) int views,
            @ForAll Random random) {
        int many = Math.min(records, 8_000_000 / (size + 200));
        Map<String, View> of = new HashMap<>();
        for (int i = 0; i < views; i++) {
            of.put("purpose" + i, view(random.nextInt(800_000)));
        }
        ProfileChange whole = change(of, records(many, size));

        List<ProfileChange> pieces = pieces(whole);

        Map<String, View> told = new HashMap<>();
        List<ProfileChange.Folded> folded = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            ProfileChange piece = pieces.get(i);
            assertThat(piece.more()).isEqualTo(i < pieces.size() - 1);
            assertThat(piece.subjectVersion()).isEqualTo(whole.subjectVersion());
            assertThat(piece.records()).hasSizeLessThanOrEqualTo(ProfileChange.MOST_RECORDS);
            told.putAll(piece.views());
            folded.addAll(piece.records());
        }
        assertThat(told).isEqualTo(whole.views());
        assertThat(folded).isEqualTo(whole.records());
    }

    @Example
    void aViewThatIsTooLargeByItselfCannotBeTold() {
        assertThatThrownBy(() -> Pieces.of(change(Map.of("p", view(1_000_000)), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most");
    }

    private static List<ProfileChange> pieces(ProfileChange change) {
        return Pieces.of(change).stream()
                .peek(piece -> assertThat(MessageSize.fits(piece)).isTrue())
                .map(piece -> Json.parse(piece, ProfileChange.class))
                .toList();
    }

    private static ProfileChange change(
            Map<String, View> views, List<ProfileChange.Folded> records) {
        return new ProfileChange("p", 17, 4, 9, false, false, views, records);
    }

    private static View view(int size) {
        return new View(
                Map.of(
                        "about",
                        new View.Trait(
                                "x".repeat(size),
                                DataCategory.CONTACT,
                                null,
                                "a",
                                "shop",
                                "n",
                                World.NOON)),
                null,
                null,
                null);
    }

    private static List<ProfileChange.Folded> records(int many, int size) {
        List<ProfileChange.Folded> records = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            records.add(
                    new ProfileChange.Folded(
                            "r" + i,
                            "n",
                            "shop",
                            "Order Completed",
                            DataCategory.TRANSACTIONAL,
                            Map.of("text", "x".repeat(size)),
                            Set.of("service"),
                            World.NOON));
        }
        return records;
    }
}
