package org.purposecdp.local;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One instance of one of the four services, as its built jar. */
public final class ServicePart extends Part {

    private final String service;
    private final Checkout checkout;
    private final Supplier<Map<String, String>> environment;

    /**
     * @param instance from 1; the first bears the service's name alone
     */
    ServicePart(
            String service,
            int instance,
            Checkout checkout,
            RunDirectory run,
            Ports ports,
            Supplier<Map<String, String>> environment) {
        super(name(service, instance), run, ports.of(name(service, instance)));
        this.service = service;
        this.checkout = checkout;
        this.environment = environment;
    }

    static String name(String service, int instance) {
        return instance == 1 ? service : service + "-" + instance;
    }

    public String service() {
        return service;
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
                        checkout.serviceJar(service).toString()),
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
