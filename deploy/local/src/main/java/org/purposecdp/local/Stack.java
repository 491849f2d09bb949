package org.purposecdp.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** All parts of one stack: the stores, the broker, the identity provider and the four services. */
public final class Stack implements AutoCloseable {

    public static final String IDENTITY = "identity-service";
    public static final String CONSENT = "consent-service";
    public static final String PROFILE = "profile-service";
    public static final String ACTIVATION = "activation-service";

    private static final Map<String, String> DATABASES =
            Map.of(IDENTITY, "identity", CONSENT, "consent", ACTIVATION, "activation");
    private static final String LAUNCHER = "launcher";

    private final RunDirectory run;
    private final Secrets secrets;
    private final PostgreSqlPart postgresql;
    private final KafkaPart kafka;
    private final MongoPart mongodb;
    private final KeycloakPart keycloak;
    private final List<ServicePart> services = new ArrayList<>();
    private final StackSettings settings;

    public Stack(StackSettings settings) {
        this.settings = settings;
        this.run = RunDirectory.at(settings.runDirectory());
        Checkout checkout = settings.checkout();
        Ports ports = settings.ports();
        if (settings.fresh()) {
            stopLeftBehind();
            run.wipe();
        }
        this.secrets = new Secrets(run);
        this.postgresql =
                new PostgreSqlPart(
                        checkout,
                        run,
                        ports.of("postgresql"),
                        secrets,
                        PostgreSqlPart.LITTLE_MEMORY);
        this.kafka = new KafkaPart(checkout, run, ports, settings.kafkaProxy());
        this.mongodb = new MongoPart(checkout, run, ports.of("mongodb"), settings.environment());
        this.keycloak = new KeycloakPart(checkout, run, ports.of("keycloak"), secrets);
        for (String service : settings.services()) {
            for (int instance = 1; instance <= settings.instances(); instance++) {
                String name = ServicePart.name(service, instance);
                services.add(
                        new ServicePart(
                                service,
                                instance,
                                checkout,
                                run,
                                ports,
                                () -> environmentOf(service, name)));
            }
        }
    }

    /**
     * Starts every part, those that need nothing of each other at once, and writes {@code
     * stack.json}.
     */
    public void start(Progress progress) {
        stopLeftBehind()
                .ifPresent(
                        names ->
                                progress.say(
                                        "stopped what an earlier start left behind: " + names));
        postgresql.stopEarlier();
        // Before anything runs: a person who must change a port has nothing to wait for.
        parts().forEach(Part::requireFreePort);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Map<Part, CompletableFuture<Void>> starts = new LinkedHashMap<>();
            List<Part> foundations = foundations();
            for (Part part : foundations) {
                starts.put(part, CompletableFuture.runAsync(() -> start(part, progress), threads));
            }
            for (ServicePart service : services) {
                CompletableFuture<?>[] needed =
                        needsOf(service).stream()
                                .map(starts::get)
                                .toArray(CompletableFuture<?>[]::new);
                starts.put(
                        service,
                        CompletableFuture.allOf(needed)
                                .thenRunAsync(() -> start(service, progress), threads));
            }
            awaitAllOrFirstFailure(starts.values());
            description().write();
        } catch (CompletionException e) {
            stop();
            throw e.getCause() instanceof StartFailure failure ? failure : e;
        } finally {
            threads.shutdownNow();
        }
    }

    public void start() {
        start(Progress.SILENT);
    }

    /** Stops every part for good, the services before what they stand on. */
    public void stop() {
        inParallel(List.copyOf(services));
        inParallel(foundations());
    }

    @Override
    public void close() {
        stop();
    }

    /** As {@code stack.json} has it; sources once registered are kept from start to start. */
    public StackDescription description() {
        Map<String, StackDescription.Source> sources =
                Files.exists(run.stackJson())
                        ? StackDescription.read(run.stackJson()).sources()
                        : Map.of();
        Map<String, StackDescription.Service> urls = new LinkedHashMap<>();
        for (String service : settings.services()) {
            List<String> each = instances(service).all().stream().map(ServicePart::url).toList();
            urls.put(service, new StackDescription.Service(each.get(0), each));
        }
        Map<String, String> databases = new LinkedHashMap<>();
        for (String service : List.of(IDENTITY, CONSENT, ACTIVATION)) {
            String database = DATABASES.get(service);
            databases.put(
                    service,
                    "postgresql://"
                            + postgresql.user(database)
                            + ":"
                            + postgresql.password(database)
                            + "@"
                            + postgresql.address(database));
        }
        Map<String, Long> pids = new LinkedHashMap<>();
        for (Part part : parts()) {
            part.pid().ifPresent(pid -> pids.put(part.name(), pid));
        }
        return new StackDescription(
                urls,
                new StackDescription.Oidc(keycloak.issuer(), keycloak.tokenEndpoint()),
                keycloak.clients(),
                keycloak.people(),
                sources,
                kafka.bootstrap(),
                new StackDescription.Mongodb(mongodb.uri(), mongodb.real()),
                databases,
                pids,
                run.stackJson().toString());
    }

    public List<Part> parts() {
        List<Part> parts = new ArrayList<>(foundations());
        parts.addAll(services);
        return parts;
    }

    /** By name: postgresql, kafka, mongodb, keycloak or a service's. */
    public Part part(String name) {
        return parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no part " + name + " in this stack"));
    }

    public Instances instances(String service) {
        return new Instances(
                services.stream().filter(part -> part.service().equals(service)).toList());
    }

    public PostgreSqlPart postgresql() {
        return postgresql;
    }

    public KafkaPart kafka() {
        return kafka;
    }

    public MongoPart mongodb() {
        return mongodb;
    }

    public KeycloakPart keycloak() {
        return keycloak;
    }

    /** The key under which identifiers are hashed in this stack, Base64. */
    public String identifierKey() {
        return secrets.key("identifier");
    }

    private List<Part> foundations() {
        // Slowest first.
        return List.of(keycloak, kafka, postgresql, mongodb);
    }

    private List<Part> needsOf(ServicePart service) {
        return List.of(
                keycloak, kafka, DATABASES.containsKey(service.service()) ? postgresql : mongodb);
    }

    private static void start(Part part, Progress progress) {
        long from = System.nanoTime();
        progress.starting(part);
        part.start();
        progress.ready(part, (System.nanoTime() - from) / 1e9);
    }

    private static void awaitAllOrFirstFailure(Iterable<CompletableFuture<Void>> starts) {
        CompletableFuture<Void> failed = new CompletableFuture<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (CompletableFuture<Void> start : starts) {
            all.add(start);
            start.whenComplete(
                    (done, failure) -> {
                        if (failure != null) {
                            failed.completeExceptionally(failure);
                        }
                    });
        }
        CompletableFuture.anyOf(
                        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)), failed)
                .join();
    }

    private static void inParallel(List<? extends Part> parts) {
        CompletableFuture.allOf(
                        parts.stream()
                                .map(
                                        part ->
                                                CompletableFuture.runAsync(
                                                        part::end,
                                                        command -> new Thread(command).start()))
                                .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private Optional<String> stopLeftBehind() {
        List<String> stopped = new ArrayList<>();
        for (Path file : run.pidFiles()) {
            String name = file.getFileName().toString();
            PartProcess process = new PartProcess(name, run);
            if (!name.equals(LAUNCHER) && process.alive()) {
                process.stop(name.equals("postgresql") ? "INT" : "TERM", Duration.ofSeconds(10));
                stopped.add(name);
            }
        }
        return stopped.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", stopped));
    }

    private Map<String, String> environmentOf(String service, String instance) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CDP_INSTANCE", instance);
        // Nobody is told by a load balancer where requests go to.
        environment.put("QUARKUS_SHUTDOWN_DELAY", "0S");
        environment.put("QUARKUS_HTTP_HOST", Part.HOST);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(settings.ports().of(instance)));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrap());
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", keycloak.issuer());
        environment.put("CDP_IDENTIFIER_KEY", identifierKey());
        environment.put("CDP_CONSOLE_ENABLED", "true");
        environment.put("CDP_CONSOLE_SECRET", secrets.password("client.console"));
        String database = DATABASES.get(service);
        if (database != null) {
            environment.put(
                    "QUARKUS_DATASOURCE_REACTIVE_URL",
                    "postgresql://" + postgresql.address(database));
            environment.put(
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    "jdbc:postgresql://" + postgresql.address(database));
            environment.put("QUARKUS_DATASOURCE_USERNAME", postgresql.user(database));
            environment.put("QUARKUS_DATASOURCE_PASSWORD", postgresql.password(database));
        }
        if (service.equals(PROFILE)) {
            environment.put("CDP_MONGODB_URI", mongodb.uri());
            environment.put("CDP_MONGODB_DATABASE", "profile");
        }
        if (service.equals(CONSENT)) {
            environment.put("CDP_FENCE_POINTS", String.join(",", IDENTITY, PROFILE, ACTIVATION));
        }
        if (service.equals(ACTIVATION)) {
            // The receivers of the demo, the bench and the tests are on this machine.
            environment.put("CDP_DESTINATIONS_ALLOW_HTTP", "true");
            environment.put("CDP_DESTINATIONS_ALLOWED_NETWORKS", "127.0.0.0/8");
        }
        environment.putAll(settings.serviceEnvironment().getOrDefault(service, Map.of()));
        environment.putAll(settings.serviceEnvironment().getOrDefault(instance, Map.of()));
        return environment;
    }
}
