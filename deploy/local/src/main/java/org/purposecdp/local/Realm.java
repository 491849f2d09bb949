package org.purposecdp.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The realm as it is shipped, with this stack's secrets put in; it is the one place that says who
 * may do what.
 */
final class Realm {

    static final String NAME = "purpose-cdp";

    private static final Pattern SECRET = Pattern.compile("\\$\\{secret:([a-z-]+)}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String template;
    private final String text;

    Realm(UnaryOperator<String> secretOf) {
        this.template = shipped();
        this.text =
                SECRET.matcher(template)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(secretOf.apply(found.group(1))));
    }

    String text() {
        return text;
    }

    /** Changes whenever the shipped realm does: Keycloak imports a realm once only. */
    String version() {
        return Integer.toHexString(template.hashCode());
    }

    Map<String, StackDescription.Client> clients() {
        Map<String, StackDescription.Client> clients = new LinkedHashMap<>();
        for (JsonNode client : read().path("clients")) {
            if (!client.path("serviceAccountsEnabled").asBoolean()) {
                continue;
            }
            String id = client.path("clientId").asText();
            clients.put(
                    id,
                    new StackDescription.Client(
                            id,
                            client.path("secret").asText(),
                            scopes(client),
                            purposes(client),
                            services(client)));
        }
        return clients;
    }

    /** Password of each person that may sign in, by name. */
    Map<String, String> people() {
        Map<String, String> people = new LinkedHashMap<>();
        for (JsonNode user : read().path("users")) {
            JsonNode password = user.path("credentials").path(0).path("value");
            if (password.isTextual()) {
                people.put(user.path("username").asText(), password.asText());
            }
        }
        return people;
    }

    private static List<String> scopes(JsonNode client) {
        List<String> scopes = new ArrayList<>();
        for (JsonNode scope : client.path("defaultClientScopes")) {
            if (scope.asText().contains(":")) {
                scopes.add(scope.asText());
            }
        }
        return scopes;
    }

    /** By the scopes that it may ask for; each puts one service into the token's audience. */
    private static List<String> services(JsonNode client) {
        List<String> services = new ArrayList<>();
        client.path("optionalClientScopes").forEach(scope -> services.add(scope.asText()));
        return services;
    }

    private static List<String> purposes(JsonNode client) {
        List<String> purposes = new ArrayList<>();
        for (JsonNode mapper : client.path("protocolMappers")) {
            if (mapper.path("name").asText().equals("cdp_purposes")) {
                parse(mapper.path("config").path("claim.value").asText())
                        .forEach(p -> purposes.add(p.asText()));
            }
        }
        return purposes;
    }

    private JsonNode read() {
        return parse(text);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shipped() {
        try (InputStream in = Realm.class.getResourceAsStream("realm.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
