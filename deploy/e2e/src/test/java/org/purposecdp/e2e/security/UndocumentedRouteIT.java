package org.purposecdp.e2e.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.restassured.response.Response;
import org.assertj.core.api.SoftAssertions;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.jboss.jandex.MethodInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** What the OpenAPI documents don't tell of, told by the built jars and by knocking. */
@OnPlatform
class UndocumentedRouteIT {
    private static final String JAX_RS = "jakarta.ws.rs.";
    private static final List<String> METHODS =
            List.of("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS");
    private static final DotName ROUTER = DotName.createSimple("io.vertx.ext.web.Router");

    /** Capture speaks to SDKs by write keys, on routes of its own; the other only refuses. */
    private static final Set<String> ROUTES_BY_WRITE_KEY =
            Set.of(
                    "org.purposecdp.identity.capture.CaptureRoutes",
                    "org.purposecdp.identity.record.BodyLimits");

    private static final List<String> WELL_KNOWN =
            List.of(
                    "/",
                    "/q",
                    "/q/metrics",
                    "/metrics",
                    "/q/info",
                    "/q/arc",
                    "/q/dev-ui",
                    "/q/swagger-ui",
                    "/q/graphql-ui",
                    "/q/scheduler",
                    "/q/openapi/../metrics",
                    "/actuator",
                    "/console",
                    "/graphql",
                    "/v1",
                    "/v1/policy/",
                    "/v1/profiles",
                    "/v1/deliveries/");

    @ParameterizedTest
    @ValueSource(strings = {Stack.IDENTITY, Stack.CONSENT, Stack.PROFILE, Stack.ACTIVATION})
    void everyRouteInTheBuiltServiceIsInItsDocument(String service, Platform platform)
            throws IOException {
        Index built = index(service);
        Set<String> documented =
                Operation.all(platform, service).stream()
                        .map(operation -> operation.method() + " " + operation.path())
                        .collect(Collectors.toCollection(TreeSet::new));

        Set<String> routes = routes(built);

        assertThat(routes).isNotEmpty();
        assertThat(documented).containsAll(routes);
        assertThat(usersOfTheRouter(built)).allMatch(ROUTES_BY_WRITE_KEY::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {Stack.IDENTITY, Stack.CONSENT, Stack.PROFILE, Stack.ACTIVATION})
    void nothingElseAnswersWithoutAToken(String service, Platform platform) {
        Set<String> paths = new TreeSet<>(WELL_KNOWN);
        Operation.all(platform, service)
                .forEach(operation -> paths.add(operation.path().replaceAll("\\{[^}]+}", "x1")));
        SoftAssertions each = new SoftAssertions();
        for (String path : paths) {
            for (String method : METHODS) {
                Response answer =
                        platform.anonymous(service).redirects().follow(false).request(method, path);
                each.assertThat(closed(method, answer) || asksToSignIn(platform, answer))
                        .as("%s %s %s: %d", service, method, path, answer.statusCode())
                        .isTrue();
            }
        }
        each.assertAll();
    }

    /** OPTIONS may list a path's methods, which the document does for everybody. */
    private static boolean closed(String method, Response answer) {
        boolean refused = answer.statusCode() >= 400 && answer.statusCode() < 500;
        return refused || method.equals("OPTIONS") && answer.asString().isEmpty();
    }

    /** As pages do. */
    private static boolean asksToSignIn(Platform platform, Response answer) {
        String location = answer.header("Location");
        return answer.statusCode() == 302
                && location != null
                && location.startsWith(platform.description().oidc().issuer());
    }

    private static Index index(String service) throws IOException {
        Path app = Path.of("..", "..", service, "target", "quarkus-app");
        Indexer indexer = new Indexer();
        for (Path jar : ourJars(app)) {
            try (JarFile classes = new JarFile(jar.toFile())) {
                for (var entry : classes.stream().toList()) {
                    if (entry.getName().endsWith(".class")) {
                        try (InputStream bytes = classes.getInputStream(entry)) {
                            indexer.index(bytes);
                        }
                    }
                }
            }
        }
        return indexer.complete();
    }

    private static List<Path> ourJars(Path app) throws IOException {
        try (Stream<Path> files = Files.walk(app)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(
                            file ->
                                    file.startsWith(app.resolve("app"))
                                            || file.getFileName()
                                                    .toString()
                                                    .startsWith("org.purposecdp"))
                    .toList();
        }
    }

    private static Set<String> routes(Index built) {
        Set<String> routes = new TreeSet<>();
        for (String method : METHODS) {
            for (AnnotationInstance found :
                    built.getAnnotations(DotName.createSimple(JAX_RS + method))) {
                MethodInfo target = found.target().asMethod();
                routes.add(method + " " + path(target));
            }
        }
        return routes;
    }

    private static String path(MethodInfo method) {
        DotName path = DotName.createSimple(JAX_RS + "Path");
        List<String> parts = new ArrayList<>();
        parts.add(value(method.declaringClass().declaredAnnotation(path)));
        parts.add(value(method.annotation(path)));
        String joined =
                parts.stream()
                        .map(part -> part.replaceAll("^/|/$", ""))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("/", "/", ""));
        return joined.replaceAll("\\{([^}:]+):[^}]*}", "{$1}");
    }

    private static String value(AnnotationInstance path) {
        AnnotationValue value = path == null ? null : path.value();
        return value == null ? "" : value.asString();
    }

    private static Set<String> usersOfTheRouter(Index built) {
        Set<String> users = new TreeSet<>();
        for (ClassInfo type : built.getKnownClasses()) {
            boolean takesIt =
                    type.methods().stream()
                            .flatMap(method -> method.parameterTypes().stream())
                            .anyMatch(parameter -> parameter.name().equals(ROUTER));
            boolean holdsIt =
                    type.fields().stream().anyMatch(field -> field.type().name().equals(ROUTER));
            if (takesIt || holdsIt) {
                users.add(type.name().toString());
            }
        }
        return users;
    }
}
