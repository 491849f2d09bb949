package org.purposecdp.e2e.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

import org.purposecdp.local.Instances;
import org.purposecdp.local.Part;
import org.purposecdp.local.ServicePart;
import org.purposecdp.local.Stack;
import org.purposecdp.local.StackDescription;
import org.purposecdp.local.StackSettings;

import static io.restassured.RestAssured.given;

/** A whole stack of real processes, started fresh, one for a run of the tests. */
public final class Platform implements AutoCloseable {
    /** Long enough for a machine that does something else as well. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A machine of its own for whoever connects from it; identity-service trusts it alone. */
    public static final String PROXY = "127.0.0.2";

    /** None lives long enough here for the second compiler to be worth its time. */
    private static final String QUICK_TO_START = "-XX:TieredStopAtLevel=1";

    private static final Path DIRECTORY = Path.of("target", "stack");

    private final Stack stack;
    private final StackDescription description;
    private final Tokens tokens;
    private final AtomicInteger turn = new AtomicInteger();
    private final List<Planted> planted = new CopyOnWriteArrayList<>();

    private Platform(Stack stack) {
        this.stack = stack;
        this.description = stack.description();
        this.tokens = new Tokens(description);
    }

    /**
     * @param refused what must be nowhere
     * @param kept what must be found, so that not finding the other means something
     */
    public record Planted(String refused, String kept) {}

    /** With everything registered that the brands share. */
    static Platform start() {
        Platform platform = new Platform(startedStack());
        try {
            SharedRegister.write(platform);
            return platform;
        } catch (RuntimeException | Error e) {
            platform.close();
            throw e;
        }
    }

    private static Stack startedStack() {
        StackSettings settings =
                StackSettings.forTests(DIRECTORY)
                        .withInstances(2)
                        .with(Stack.IDENTITY, "CDP_PROXY_ENABLED", "true")
                        .with(Stack.IDENTITY, "CDP_PROXY_TRUSTED", PROXY)
                        // Each brand registers a dozen entries: they are folded by together.
                        .with(Stack.PROFILE, "CDP_SWEEP_EVERY", "3s");
        for (String service : settings.services()) {
            settings = settings.with(service, "JAVA_TOOL_OPTIONS", QUICK_TO_START);
        }
        Stack stack = new Stack(settings);
        stack.start();
        if (requiresRealMongoDb() && !stack.mongodb().real()) {
            stack.stop();
            throw new IllegalStateException(
                    "CDP_REQUIRE_REAL_MONGODB is true and this MongoDB is a double");
        }
        return stack;
    }

    private static boolean requiresRealMongoDb() {
        return "true".equalsIgnoreCase(System.getenv("CDP_REQUIRE_REAL_MONGODB"));
    }

    public boolean realMongoDb() {
        return stack.mongodb().real();
    }

    public StackDescription description() {
        return description;
    }

    /** Of the first instance. */
    public String url(String service) {
        return description.url(service);
    }

    /** Which that service takes and no other, if the client has to do with it at all. */
    public String token(String client, String service) {
        return tokens.of(client, service);
    }

    /** A JSON request to a service, signed in as one of the realm's clients. */
    public RequestSpecification as(String client, String service) {
        return anonymous(service)
                .auth()
                .oauth2(token(client, service))
                .contentType(ContentType.JSON);
    }

    /** To each instance in turn. */
    public RequestSpecification anonymous(String service) {
        List<String> instances = description.services().get(service).instances();
        int next = Math.floorMod(turn.getAndIncrement(), instances.size());
        return given().baseUri(instances.get(next));
    }

    public Instances service(String name) {
        return stack.instances(name);
    }

    public Stack stack() {
        return stack;
    }

    /** Where the stack keeps its data and logs. */
    public Path directory() {
        return Path.of(description.file()).getParent();
    }

    /** Remembers what was planted, to be looked for when Kafka has had its time. */
    public void plant(Planted values) {
        planted.add(values);
    }

    public List<Planted> planted() {
        return List.copyOf(planted);
    }

    /** Whether its first instance says that it is ready; none when it answers nothing. */
    public Optional<Boolean> readiness(String service) {
        return Readiness.ask(url(service));
    }

    /** kill -9 of one instance, another each time, and up again. */
    public void killAndStart(String service) {
        List<ServicePart> instances = service(service).all();
        ServicePart one = instances.get(Math.floorMod(turn.getAndIncrement(), instances.size()));
        one.kill();
        one.start();
    }

    /** Whatever a test killed or paused and left so, the stores before the services. */
    void revive() {
        stack.parts().stream()
                .filter(part -> !(part instanceof ServicePart) && !part.alive())
                .forEach(Part::start);
        List<ServicePart> all =
                description.services().keySet().stream()
                        .flatMap(name -> service(name).all().stream())
                        .toList();
        all.forEach(Part::resume);
        new Instances(all.stream().filter(part -> !part.alive()).toList()).start();
        new Instances(all).awaitReady();
    }

    @Override
    public void close() {
        stack.stop();
    }
}
