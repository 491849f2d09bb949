package org.purposecdp.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.local.Part;
import org.purposecdp.local.ServicePart;
import org.purposecdp.local.Stack;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What happens to the parts during a soak, one after the other. */
final class Faults {
    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    /** So long that whoever should notice has. */
    private static final Duration UNTIL_NOTICED = Duration.ofSeconds(230);

    private static final Duration FULL = Duration.ofSeconds(60);
    private static final int BLOCK = 1 << 20;

    /** No larger disk is filled: it would be somebody's. */
    static final long LARGEST_DISK = 32L << 30;

    private final Stack stack;
    private final Supervisor supervisor;
    private final Cable cable;
    private final Work whileCutOff;
    private final Path directory;
    private final Random random;

    /**
     * @param alarms that have to go off
     */
    record Fault(String what, List<String> alarms, Work work) {}

    interface Work {
        void run() throws InterruptedException, IOException;
    }

    /**
     * @param whileCutOff what is looked at once whoever hangs on the cable is blind
     * @param directory on the disk that is filled
     */
    Faults(
            Stack stack,
            Supervisor supervisor,
            Cable cable,
            Work whileCutOff,
            Path directory,
            long seed) {
        this.stack = stack;
        this.supervisor = supervisor;
        this.cable = cable;
        this.whileCutOff = whileCutOff;
        this.directory = directory;
        this.random = new Random(seed);
    }

    List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        all.add(restart("kafka"));
        all.add(restart("postgresql"));
        all.add(restart("mongodb"));
        for (String service :
                List.of(Stack.IDENTITY, Stack.CONSENT, Stack.PROFILE, Stack.ACTIVATION)) {
            all.add(killed(service));
        }
        all.add(
                new Fault(
                        "a message that nobody can read",
                        List.of("MessagesSetAside"),
                        () -> write(Topic.RECORDS_RESOLVED)));
        all.add(
                new Fault(
                        "a Subject that nobody can read",
                        List.of("KeyBlocked", "StateBlocked"),
                        () -> write(Topic.SUBJECTS)));
        all.add(
                new Fault(
                        "the broker away for minutes",
                        List.of("EventsWait", "Blind"),
                        () -> away("kafka", UNTIL_NOTICED)));
        all.add(
                new Fault(
                        "a reader cut off from Kafka",
                        List.of("Blind"),
                        () -> {
                            cable.cut();
                            pause(UNTIL_NOTICED);
                            whileCutOff.run();
                            cable.mend();
                        }));
        all.add(
                new Fault(
                        "the disk of PostgreSQL and MongoDB filled and freed",
                        List.of(),
                        this::fill));
        all.add(new Fault("all stores and a service killed at once", List.of(), this::killAtOnce));
        return all;
    }

    static boolean mayBeFilled(Path directory) throws IOException {
        FileStore disk = Files.getFileStore(directory);
        return disk.getTotalSpace() <= LARGEST_DISK;
    }

    private Fault restart(String part) {
        return new Fault(part + " restarted", List.of(), () -> away(part, A_MOMENT));
    }

    private void away(String name, Duration duration) throws InterruptedException {
        Part part = stack.part(name);
        supervisor.stop(part);
        pause(duration);
        supervisor.back(part);
        awaitAllRun();
    }

    private Fault killed(String service) {
        return new Fault(
                "one " + service + " killed",
                List.of(),
                () -> {
                    List<ServicePart> instances = stack.instances(service).all();
                    instances.get(random.nextInt(instances.size())).kill();
                    awaitAllRun();
                });
    }

    private void killAtOnce() throws InterruptedException {
        for (String part : List.of("kafka", "postgresql", "mongodb")) {
            stack.part(part).kill();
        }
        List<Part> services = List.copyOf(stack.instances(Stack.ACTIVATION).all());
        services.get(random.nextInt(services.size())).kill();
        awaitAllRun();
    }

    private void write(Topic topic) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", stack.description().kafka()),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                    new ProducerRecord<>(
                            topic.topicName(),
                            UUID.randomUUID().toString(),
                            "no JSON at all".getBytes(UTF_8)));
        }
    }

    /** What comes free meanwhile is taken too. */
    private void fill() throws InterruptedException, IOException {
        Path filler = directory.resolve("filler");
        try (OutputStream file = Files.newOutputStream(filler)) {
            byte[] block = new byte[BLOCK];
            long end = System.nanoTime() + FULL.toNanos();
            while (System.nanoTime() < end) {
                try {
                    file.write(block);
                } catch (IOException full) {
                    pause(Duration.ofMillis(100));
                }
            }
        } catch (IOException stillFull) {
            // Closing writes nothing more that would matter.
        } finally {
            Files.delete(filler);
        }
        awaitAllRun();
    }

    private void awaitAllRun() throws InterruptedException {
        do {
            pause(Duration.ofSeconds(2));
        } while (!supervisor.allRun());
    }

    static void pause(Duration duration) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    }
}
