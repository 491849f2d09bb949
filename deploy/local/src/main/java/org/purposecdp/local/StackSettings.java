package org.purposecdp.local;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stack is to be.
 *
 * @param runDirectory where data, logs, pids and stack.json go
 * @param environment MONGODB_URI, PATH, CDP_REQUIRE_REAL_MONGODB
 * @param services which of the four to start
 * @param instances how many of each
 * @param serviceEnvironment more configuration by service, or by the name of one instance, over
 *     what the stack sets itself
 * @param kafkaProxy the port that clients of the broker's second listener are told; null when it
 *     has one listener only
 * @param fresh whether data of earlier starts is wiped
 */
public record StackSettings(
        Checkout checkout,
        Path runDirectory,
        Ports ports,
        Map<String, String> environment,
        List<String> services,
        int instances,
        Map<String, Map<String, String>> serviceEnvironment,
        Integer kafkaProxy,
        boolean fresh) {

    private static final List<String> ALL =
            List.of(Stack.IDENTITY, Stack.CONSENT, Stack.PROFILE, Stack.ACTIVATION);

    /** The one stack of a checkout, which {@code deploy/local/up} starts. */
    public static StackSettings local(Checkout checkout, Map<String, String> environment) {
        return new StackSettings(
                checkout,
                checkout.runDirectory(),
                Ports.fixed(environment),
                environment,
                ALL,
                1,
                Map.of(),
                null,
                false);
    }

    /** A fresh stack on free ports, to run beside others. */
    public static StackSettings forTests(Path runDirectory) {
        return new StackSettings(
                Checkout.find(),
                runDirectory,
                Ports.free(),
                System.getenv(),
                ALL,
                1,
                Map.of(),
                null,
                true);
    }

    public StackSettings withServices(List<String> only) {
        return new StackSettings(
                checkout,
                runDirectory,
                ports,
                environment,
                only,
                instances,
                serviceEnvironment,
                kafkaProxy,
                fresh);
    }

    public StackSettings withFresh(boolean wiped) {
        return new StackSettings(
                checkout,
                runDirectory,
                ports,
                environment,
                services,
                instances,
                serviceEnvironment,
                kafkaProxy,
                wiped);
    }

    /** At most two. */
    public StackSettings withInstances(int ofEach) {
        return new StackSettings(
                checkout,
                runDirectory,
                ports,
                environment,
                services,
                ofEach,
                serviceEnvironment,
                kafkaProxy,
                fresh);
    }

    /**
     * Gives the broker a second listener, for those whose way to it can be cut: its clients are
     * told that port of this machine, where something hands on to {@link #kafkaProxied}.
     */
    public StackSettings withKafkaProxy(int port) {
        return new StackSettings(
                checkout,
                runDirectory,
                ports,
                environment,
                services,
                instances,
                serviceEnvironment,
                port,
                fresh);
    }

    /** The port of the broker's second listener. */
    public int kafkaProxied() {
        return ports.of("kafka-proxied");
    }

    /** Sets an environment variable of a service, or of one instance by its name. */
    public StackSettings with(String service, String variable, String value) {
        Map<String, Map<String, String>> more = new LinkedHashMap<>(serviceEnvironment);
        Map<String, String> ofService = new LinkedHashMap<>(more.getOrDefault(service, Map.of()));
        ofService.put(variable, value);
        more.put(service, ofService);
        return new StackSettings(
                checkout,
                runDirectory,
                ports,
                environment,
                services,
                instances,
                more,
                kafkaProxy,
                fresh);
    }
}
