package org.purposecdp.local;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One of the four services, as its built jar. */
public final class ServicePart extends Part {

    private final Checkout checkout;
    private final Supplier<Map<String, String>> environment;

    ServicePart(
            String name,
            Checkout checkout,
            RunDirectory run,
            int port,
            Supplier<Map<String, String>> environment) {
        super(name, run, port);
        this.checkout = checkout;
        this.environment = environment;
    }

    public String url() {
        return "http://" + HOST + ":" + port();
    }

    @Override
    void launch() {
        run(
                List.of(
                        javaCommand(),
                        "-Dcdp.run=" + run().path(),
                        "-Xms64m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        checkout.serviceJar(name()).toString()),
                environment.get());
    }

    @Override
    boolean ready() {
        return Http.answers(URI.create(url() + "/q/health/ready"));
    }

    @Override
    Duration patience() {
        return Duration.ofSeconds(120);
    }
}
