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
 * @param serviceEnvironment more configuration by service, over what the stack sets itself
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
                fresh);
    }

    /** Sets a service's environment variable. */
    public StackSettings with(String service, String variable, String value) {
        Map<String, Map<String, String>> more = new LinkedHashMap<>(serviceEnvironment);
        Map<String, String> ofService = new LinkedHashMap<>(more.getOrDefault(service, Map.of()));
        ofService.put(variable, value);
        more.put(service, ofService);
        return new StackSettings(
                checkout, runDirectory, ports, environment, services, instances, more, fresh);
    }
}
