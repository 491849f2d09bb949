package org.purposecdp.kit.messaging;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

/** A store without a server, that is away as often as it is told. */
@Singleton
class LettersInMemory implements DeadLetterStore {
    final Map<String, SealedLetter> letters = new TreeMap<>();
    int failures;

    @Override
    public Uni<Set<String>> keep(List<SealedLetter> kept) {
        return Uni.createFrom()
                .item(
                        () -> {
                            if (failures-- > 0) {
                                throw new IllegalStateException("the store is away");
                            }
                            Set<String> fresh = new HashSet<>();
                            for (SealedLetter letter : kept) {
                                if (letters.putIfAbsent(letter.letter().id(), letter) == null) {
                                    fresh.add(letter.letter().id());
                                }
                            }
                            return fresh;
                        });
    }

    @Override
    public Uni<List<DeadLetter>> page(String topic, LetterCursor after, int limit) {
        return Uni.createFrom()
                .item(
                        letters.values().stream()
                                .map(SealedLetter::letter)
                                .filter(letter -> topic == null || letter.topic().equals(topic))
                                .filter(letter -> after == null || isAfter(letter, after))
                                .sorted(
                                        Comparator.comparing(DeadLetter::keptAt)
                                                .thenComparing(DeadLetter::id)
                                                .reversed())
                                .limit(limit)
                                .toList());
    }

    private static boolean isAfter(DeadLetter letter, LetterCursor last) {
        int time = letter.keptAt().compareTo(last.keptAt());
        return time < 0 || time == 0 && letter.id().compareTo(last.id()) < 0;
    }

    @Override
    public Uni<Optional<SealedLetter>> find(String id) {
        return Uni.createFrom().item(Optional.ofNullable(letters.get(id)));
    }

    @Override
    public Uni<Void> replayed(String id, Instant at) {
        return Uni.createFrom()
                .voidItem()
                .invoke(
                        () ->
                                letters.computeIfPresent(
                                        id,
                                        (same, was) ->
                                                new SealedLetter(
                                                        was.letter().replayed(at),
                                                        was.headers(),
                                                        was.key(),
                                                        was.value())));
    }

    @Override
    public Uni<Void> expire() {
        return Uni.createFrom().voidItem();
    }
}
