package org.purposecdp.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/**
 * What a running stack is made of, as {@code stack.json} has it. Keys of services and postgresql
 * are service names.
 *
 * @param people password of each person that may sign in to the pages
 * @param kafka bootstrap servers
 * @param pids process id by part
 * @param file where this description lies
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StackDescription(
        Map<String, Service> services,
        Oidc oidc,
        Map<String, Client> clients,
        Map<String, String> people,
        Map<String, Source> sources,
        String kafka,
        Mongodb mongodb,
        Map<String, String> postgresql,
        Map<String, Long> pids,
        String file) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * @param url of the first instance
     * @param instances the URL of each
     */
    public record Service(String url, List<String> instances) {}

    /** The issuer's URL and its token endpoint. */
    public record Oidc(String issuer, String token) {}

    /**
     * @param services those that its tokens may be for; a token is for those that it was asked for
     */
    public record Client(
            String id,
            String secret,
            List<String> scopes,
            List<String> purposes,
            List<String> services) {

        public Client {
            services = services == null ? List.of() : List.copyOf(services);
        }

        /** A request for a token that these services take, and no other. */
        public String tokenForm(Collection<String> forServices) {
            String form =
                    "grant_type=client_credentials&client_id="
                            + encode(id)
                            + "&client_secret="
                            + encode(secret);
            return forServices.isEmpty()
                    ? form
                    : form + "&scope=" + encode(String.join(" ", forServices));
        }

        private static String encode(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }

    public record Source(String writeKey, String kind) {}

    /**
     * @param real false under the double, of which nothing about durability may be claimed
     */
    public record Mongodb(String uri, boolean real) {}

    public static StackDescription read(Path file) {
        try {
            return JSON.readValue(file.toFile(), StackDescription.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds these sources, in place of those of the same name, and writes the file anew. */
    public StackDescription addSources(Map<String, Source> more) {
        Map<String, Source> all = new LinkedHashMap<>(sources);
        all.putAll(more);
        StackDescription grown =
                new StackDescription(
                        services,
                        oidc,
                        clients,
                        people,
                        all,
                        kafka,
                        mongodb,
                        postgresql,
                        pids,
                        file);
        grown.write();
        return grown;
    }

    /** In one step, so that a reader never finds half of it. */
    void write() {
        Path path = Path.of(file);
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            JSON.writeValue(fresh.toFile(), this);
            Files.move(
                    fresh,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url(String service) {
        return services.get(service).url();
    }
}
