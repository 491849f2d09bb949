package org.purposecdp.e2e.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

import io.restassured.response.Response;
import org.awaitility.Awaitility;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Webhook;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Batches of events of some people, every one of which ends up in a profile and at a webhook, sent
 * by a sender that sends again what was not confirmed.
 */
final class Flow implements AutoCloseable {
    private static final int PEOPLE = 20;
    private static final int BATCH = 10;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Brand brand;
    private final Random random;
    private final String event;
    private final Webhook webhook;
    private final List<Person> people;
    private final Map<Person, Integer> counts = new LinkedHashMap<>();
    private final Map<Person, Integer> sums = new HashMap<>();
    private final CompletableFuture<Void> sending;

    /** Held while a batch is sent, or while nothing is to be. */
    private final Lock sendingOne = new ReentrantLock(true);

    private volatile boolean stopped;

    private Flow(Brand brand, long seed) {
        this.brand = brand;
        this.random = new Random(seed);
        this.event = brand.event("Offer Opened");
        this.webhook = brand.webhookOn(event, "marketing");
        this.people = IntStream.range(0, PEOPLE).mapToObj(i -> brand.person("Aino")).toList();
        people.forEach(person -> person.grants("marketing"));
        this.sending = CompletableFuture.runAsync(this::sendUntilStopped);
    }

    static Flow start(Brand brand, long seed) {
        return new Flow(brand, seed);
    }

    private void sendUntilStopped() {
        while (!stopped) {
            sendingOne.lock();
            try {
                sendUntilConfirmed(batch());
            } finally {
                sendingOne.unlock();
            }
            pause(PAUSE);
        }
    }

    /** All that was confirmed so far arrives by then; nothing more is sent meanwhile. */
    void assertAllArriveBy(Instant deadline) {
        sendingOne.lock();
        try {
            Awaitility.await("the flow goes on")
                    .atMost(Duration.between(Instant.now(), deadline))
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(deliveredRecords()).hasSize(sent()));
        } finally {
            sendingOne.unlock();
        }
    }

    private int sent() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private boolean enoughSent() {
        sendingOne.lock();
        try {
            return sent() > 10 * BATCH;
        } finally {
            sendingOne.unlock();
        }
    }

    private List<Message> batch() {
        List<Message> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            Person person = people.get(random.nextInt(people.size()));
            int amount = 1 + random.nextInt(99);
            counts.merge(person, 1, Integer::sum);
            sums.merge(person, amount, Integer::sum);
            Message message = random.nextBoolean() ? person.track(event) : asGuest(person);
            batch.add(message.property("amount", amount));
        }
        return batch;
    }

    /** Of another node of the same person. */
    private Message asGuest(Person person) {
        return person.trackAsGuest(event).userId(person.userId());
    }

    private void sendUntilConfirmed(List<Message> batch) {
        while (!confirmed(batch)) {
            pause(PAUSE);
        }
    }

    private boolean confirmed(List<Message> batch) {
        try {
            Response response = brand.app().sendOnce(batch);
            assertThat(response.statusCode()).as(response.asString()).isIn(200, 429, 503);
            return response.statusCode() == 200;
        } catch (Exception e) {
            // Nobody answers while the service is down; REST-assured throws what the socket did.
            return false;
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every event is in its person's profile and at the webhook, and none is twice. */
    void assertNothingLostOrDoubled() {
        // Of most of the time nobody may have taken any.
        Awaitility.await("enough is sent").atMost(PATIENCE).until(this::enoughSent);
        stopped = true;
        sending.join();
        int all = sent();
        Awaitility.await(all + " deliveries")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(deliveredRecords()).hasSize(all));
        people.stream().filter(counts::containsKey).forEach(this::assertProfile);
        // A repeat under the same webhook-id is none: its receiver knows it by that.
        assertThat(idsByRecord().values()).allMatch(ids -> ids == 1);
        assertThat(deliveredRecords()).hasSize(all);
        assertThat(webhook.forged()).isEmpty();
    }

    private void assertProfile(Person person) {
        person.awaitProfile(
                "marketing",
                profile -> {
                    assertThat(profile.count(event)).isEqualTo((long) counts.get(person));
                    assertThat(profile.sum(event, "amount"))
                            .isEqualByComparingTo(sums.get(person).toString());
                });
    }

    private List<String> deliveredRecords() {
        return List.copyOf(idsByRecord().keySet());
    }

    /** Record → under how many webhook-ids it came. */
    private Map<String, Long> idsByRecord() {
        return webhook.accepted().stream()
                .map(arrival -> List.of(arrival.recordId(), arrival.id()))
                .distinct()
                .collect(groupingBy(pair -> pair.get(0), counting()));
    }

    @Override
    public void close() {
        stopped = true;
        webhook.close();
    }
}
