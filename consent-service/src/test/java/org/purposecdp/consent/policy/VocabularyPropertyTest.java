package org.purposecdp.consent.policy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.purposecdp.contracts.policy.Purpose;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is edited in whatever order, a word is as old as its last coming, and no older. */
class VocabularyPropertyTest {
    private static final Instant FIRST = Instant.parse("2026-03-02T10:00:00Z");

    @Property
    void aWordIsAsOldAsItsLastComing(@ForAll("edits") List<Set<String>> edits) {
        Register register = Register.EMPTY;
        Map<String, Instant> came = new HashMap<>();
        Instant now = FIRST;
        for (Set<String> signals : edits) {
            register = register.with(purpose(signals), now);
            Set<String> words =
                    signals.stream()
                            .map(word -> word.strip().toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet());
            came.keySet().retainAll(words);
            Instant edit = now;
            words.forEach(word -> came.putIfAbsent(word, edit));
            now = now.plusSeconds(60);

            Purpose purpose = register.purposes().get("marketing");
            for (String word : List.of("ads", "offers", "c4")) {
                assertThat(purpose.isMeantBy(word)).isEqualTo(came.containsKey(word));
                if (came.containsKey(word)) {
                    assertThat(purpose.meantSince(word)).isEqualTo(came.get(word));
                }
            }
            assertThat(purpose.from()).isEqualTo(FIRST);
        }
    }

    @Provide
    Arbitrary<List<Set<String>>> edits() {
        return Arbitraries.of("Ads", " ads", "Offers", "OFFERS", "C4")
                .set()
                .uniqueElements(word -> word.strip().toLowerCase(Locale.ROOT))
                .ofMaxSize(3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    private static Purpose purpose(Set<String> signals) {
        return new Purpose("marketing", "Offers", true, null, null, signals, null, null);
    }
}
