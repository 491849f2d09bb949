package org.purposecdp.contracts.permit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.subject.Subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.contracts.permit.PermitWorld.day;

/** What holds for every person, whatever is on file. */
class PermitPropertyTest {
    private static final List<String> PURPOSES =
            List.of(
                    "offers", "games", "trial", "season", "orders", "club", "rescue", "insight",
                    "watch");

    @Property
    void aNoNeverTurnsADenialIntoAPermission(
            @ForAll("sayings") List<String> onFile,
            @ForAll("refusals") String no,
            @ForAll("purposes") String purpose,
            @ForAll("days") int day) {
        List<String> more = new ArrayList<>(onFile);
        more.add(no);

        if (!permitted(onFile, purpose, day)) {
            assertThat(permitted(more, purpose, day)).isFalse();
        }
    }

    @Property
    void mergingNeverGainsABasis(
            @ForAll("ownSayings") List<String> own,
            @ForAll("ownSayings") List<String> others,
            @ForAll("purposes") String purpose,
            @ForAll("days") int day) {
        List<String> merged = new ArrayList<>(own);
        others.forEach(saying -> merged.add("other: " + saying));

        if (permitted(merged, purpose, day)) {
            assertThat(permitted(own, purpose, day)).isTrue();
        }
    }

    @Property
    void theOrderOfWhatIsOnFileDoesNotMatter(
            @ForAll("sayings") List<String> onFile,
            @ForAll Random random,
            @ForAll("purposes") String purpose,
            @ForAll("days") int day) {
        List<String> shuffled = new ArrayList<>(onFile);
        Collections.shuffle(shuffled, random);

        Permission one = ask(onFile, purpose, day(day));
        Permission other = ask(shuffled, purpose, day(day));

        assertThat(other.permitted()).isEqualTo(one.permitted());
        assertThat(other.condition()).isEqualTo(one.condition());
        assertThat(other.ownNo()).isEqualTo(one.ownNo());
        assertThat(other.until()).isEqualTo(one.until());
    }

    /** Of what is on file by then: a later entry is a new version of the Subject. */
    @Property
    void untilThenTimeAloneChangesNothing(
            @ForAll("pastSayings") List<String> onFile,
            @ForAll("purposes") String purpose,
            @ForAll("days") int day) {
        Permission now = ask(onFile, purpose, day(day));
        Instant last =
                now.until() == null
                        ? day(day).plus(Duration.ofDays(400))
                        : now.until().minusNanos(1);

        assertThat(ask(onFile, purpose, last).permitted()).isEqualTo(now.permitted());
    }

    private static boolean permitted(List<String> onFile, String purpose, int day) {
        return ask(onFile, purpose, day(day)).permitted();
    }

    private static Permission ask(List<String> onFile, String purpose, Instant at) {
        Subject subject = PermitWorld.subject(String.join(" ; ", onFile));
        return Permit.permit(
                subject,
                "shop",
                PermitRegister.POLICY,
                Use.STORE,
                purpose,
                DataCategory.CONTACT,
                Party.NOBODY,
                null,
                at,
                at);
    }

    @Provide
    Arbitrary<String> purposes() {
        return Arbitraries.of(PURPOSES);
    }

    @Provide
    Arbitrary<Integer> days() {
        return Arbitraries.integers().between(0, 60);
    }

    @Provide
    Arbitrary<String> refusals() {
        return Combinators.combine(
                        Arbitraries.of("", "other: ", "open: "),
                        Arbitraries.of("refuse", "withdraw", "object"),
                        Arbitraries.of(PURPOSES),
                        Arbitraries.integers().between(-20, 60))
                .as((who, what, purpose, day) -> who + what + " " + purpose + " @" + day);
    }

    @Provide
    Arbitrary<List<String>> sayings() {
        return said(Arbitraries.of("", "other: ", "open: "), 40);
    }

    @Provide
    Arbitrary<List<String>> ownSayings() {
        return said(Arbitraries.just(""), 40);
    }

    @Provide
    Arbitrary<List<String>> pastSayings() {
        return said(Arbitraries.of("", "other: ", "open: "), 0);
    }

    private static Arbitrary<List<String>> said(Arbitrary<String> who, int lastDay) {
        Arbitrary<Integer> when = Arbitraries.integers().between(-20, lastDay);
        Arbitrary<String> decision =
                Combinators.combine(
                                Arbitraries.of("grant", "grant", "refuse", "withdraw", "object"),
                                Arbitraries.of(PURPOSES),
                                when,
                                Arbitraries.of("", " v2"))
                        .as(
                                (what, purpose, day, terms) ->
                                        what + " " + purpose + " @" + day + terms);
        Arbitrary<String> fact =
                Combinators.combine(
                                Arbitraries.of("contract", "vital"),
                                when,
                                Arbitraries.of("", "..20", "..40"))
                        .as((what, day, end) -> what + " @" + day + end);
        Arbitrary<String> born =
                Arbitraries.of("sixteen on day -900", "sixteen on day 20", "sixteen on day 30");
        Arbitrary<String> told =
                Combinators.combine(
                                Arbitraries.of("orders", "club", "rescue", "insight", "watch"),
                                Arbitraries.of(1, 2),
                                when)
                        .as((purpose, v, day) -> "told " + purpose + "-notice v" + v + " @" + day);
        return Combinators.combine(who, Arbitraries.oneOf(decision, decision, fact, born, told))
                .as(String::concat)
                .list()
                .ofMaxSize(12);
    }
}
