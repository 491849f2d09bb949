package org.purposecdp.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;

/** One Kafka broker that is its own controller. Topics are made by the services, never by use. */
public final class KafkaPart extends Part {

    private static final String CLUSTER = "cHVycG9zZS1jZHAtMDAwMQ";

    private final Checkout checkout;
    private final int controllerPort;
    private final int proxiedPort;
    private final Integer proxy;

    /**
     * @param proxy what clients of a second listener are told; null for none
     */
    KafkaPart(Checkout checkout, RunDirectory run, Ports ports, Integer proxy) {
        super("kafka", run, ports.of("kafka"));
        this.checkout = checkout;
        this.controllerPort = ports.of("kafka-controller");
        this.proxiedPort = ports.of("kafka-proxied");
        this.proxy = proxy;
    }

    String bootstrap() {
        return HOST + ":" + port();
    }

    @Override
    void launch() {
        Path logs = data().resolve("logs");
        Path properties = data().resolve("server.properties");
        write(properties, settings(logs));
        if (!Files.exists(logs.resolve("meta.properties"))) {
            List<String> format = java();
            format.addAll(
                    List.of(
                            "kafka.tools.StorageTool",
                            "format",
                            "-t",
                            CLUSTER,
                            "-c",
                            properties.toString()));
            complete(format);
        }
        List<String> broker = java();
        broker.addAll(List.of("kafka.Kafka", properties.toString()));
        run(broker, Map.of());
    }

    @Override
    void requireFreePort() {
        super.requireFreePort();
        if (!free(controllerPort)) {
            throw new StartFailure(
                    name(),
                    "port " + controllerPort + " is taken",
                    "stop what listens there, or set " + Ports.variable("kafka-controller"));
        }
    }

    @Override
    boolean ready() {
        if (free(port())) {
            return false;
        }
        try (Admin admin =
                Admin.create(
                        Map.of(
                                "bootstrap.servers",
                                bootstrap(),
                                "request.timeout.ms",
                                3000,
                                "default.api.timeout.ms",
                                5000))) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    Duration patience() {
        return Duration.ofSeconds(90);
    }

    private List<String> java() {
        return new ArrayList<>(
                List.of(
                        Part.javaCommand(),
                        "-Dcdp.run=" + run().path(),
                        "-Xms128m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-Dorg.slf4j.simpleLogger.log.kafka=info",
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                        "-cp",
                        checkout.lib() + "/*"));
    }

    private String settings(Path logs) {
        // Backslashes are escapes in a properties file; a space in a value is none.
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@%1$s:%3$d
        listeners=PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d%5$s
        advertised.listeners=PLAINTEXT://%1$s:%2$d%6$s
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,PROXIED:PLAINTEXT
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=PLAINTEXT
        log.dirs=%4$s
        auto.create.topics.enable=false
        num.partitions=1
        default.replication.factor=1
        min.insync.replicas=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        offsets.retention.minutes=43200
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        log.retention.check.interval.ms=10000
        log.cleaner.backoff.ms=5000
        log.cleaner.dedupe.buffer.size=16777216
        log.segment.delete.delay.ms=1000
        """
                .formatted(
                        HOST,
                        port(),
                        controllerPort,
                        logs.toString().replace("\\", "\\\\"),
                        proxied(proxiedPort),
                        proxied(proxy));
    }

    private String proxied(Integer at) {
        return proxy == null ? "" : ",PROXIED://" + HOST + ":" + at;
    }
}
