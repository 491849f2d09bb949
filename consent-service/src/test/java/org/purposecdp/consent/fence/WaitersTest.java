package org.purposecdp.consent.fence;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.junit.jupiter.api.Test;

import org.purposecdp.consent.fence.Waiters.Ack;

import static org.assertj.core.api.Assertions.assertThat;

class WaitersTest {
    private static final Set<String> POINTS = Set.of("one", "two");

    private final Waiters waiters = new Waiters(3);

    @Test
    void anAcknowledgementReachesOnlyWhoWaitsForItsProfile() {
        UniAssertSubscriber<Void> aino = waits(Map.of("p", 3L));
        UniAssertSubscriber<Void> kathe = waits(Map.of("q", 3L));

        waiters.heard(List.of(new Ack("p", "one", 3), new Ack("p", "two", 4)));

        aino.assertCompleted();
        kathe.assertNotTerminated();
    }

    @Test
    void whoWaitsForSeveralIsAnsweredWithTheLastOfThem() {
        UniAssertSubscriber<Void> aino = waits(Map.of("p", 3L, "q", 1L));

        waiters.heard(List.of(new Ack("p", "one", 3), new Ack("p", "two", 3)));
        waiters.heard(List.of(new Ack("q", "one", 1)));
        aino.assertNotTerminated();
        waiters.heard(List.of(new Ack("q", "two", 1)));

        aino.assertCompleted();
        assertThat(waiters.missing()).isEmpty();
    }

    @Test
    void anOlderVersionAnswersWhoWaitsForItAlone() {
        UniAssertSubscriber<Void> earlier = waits(Map.of("p", 3L));
        UniAssertSubscriber<Void> later = waits(Map.of("p", 4L));
        assertThat(waiters.missing())
                .containsExactlyInAnyOrder(new Ack("p", "one", 3), new Ack("p", "two", 3));

        waiters.heard(List.of(new Ack("p", "one", 3), new Ack("p", "two", 3)));

        earlier.assertCompleted();
        later.assertNotTerminated();
        assertThat(waiters.missing())
                .containsExactlyInAnyOrder(new Ack("p", "one", 4), new Ack("p", "two", 4));
    }

    @Test
    void whomThereIsNoRoomForIsAnsweredAtOnceAndPushesNobodyOut() {
        UniAssertSubscriber<Void> few = waits(Map.of("p", 1L, "q", 1L));
        Waiter waiter = waiter(Map.of("r", 1L, "s", 1L));

        subscribed(waiter).assertCompleted();

        assertThat(waiters.remove(waiter)).containsExactly("one", "two");
        few.assertNotTerminated();
        waits(Map.of("p", 2L, "r", 1L)).assertNotTerminated();
    }

    @Test
    void whoLeavesIsWaitedForNoMore() {
        Waiter waiter = waiter(Map.of("p", 1L));
        subscribed(waiter);
        waiters.heard(List.of(new Ack("p", "two", 1)));

        assertThat(waiters.remove(waiter)).containsExactly("one");
        assertThat(waiters.missing()).isEmpty();
    }

    private UniAssertSubscriber<Void> waits(Map<String, Long> versions) {
        return subscribed(waiter(versions));
    }

    private static Waiter waiter(Map<String, Long> versions) {
        return new Waiter(versions, Map.of(), POINTS);
    }

    private UniAssertSubscriber<Void> subscribed(Waiter waiter) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> waiters.add(waiter, emitter))
                .ifNoItem()
                .after(Duration.ofMinutes(1))
                .fail()
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }
}
