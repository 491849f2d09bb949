package org.purposecdp.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * {@code deploy/local/env}: the running stack as shell variables, for people with curl. Each token
 * is for all services that its client has to do with; a program asks for the one that it calls.
 */
final class Environment {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Environment() {}

    public static void main(String[] arguments) throws InterruptedException {
        StackDescription stack = StackDescription.read(Path.of(arguments[0]));
        StringBuilder exports = new StringBuilder();
        export(exports, "json", "content-type: application/json");
        stack.services()
                .forEach(
                        (name, service) ->
                                export(exports, name.replace("-service", ""), service.url()));
        stack.sources()
                .forEach((name, source) -> export(exports, "key_" + name, source.writeKey()));
        HttpClient http = HttpClient.newHttpClient();
        for (StackDescription.Client client : stack.clients().values()) {
            try {
                export(
                        exports,
                        "as_" + client.id(),
                        "authorization: Bearer " + token(http, stack, client));
            } catch (IOException e) {
                System.err.println(
                        "env: no token from " + stack.oidc().token() + "; is the stack running?");
                System.exit(1);
            }
        }
        System.out.print(exports);
    }

    private static String token(
            HttpClient http, StackDescription stack, StackDescription.Client client)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(stack.oidc().token()))
                                .header("content-type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                client.tokenForm(client.services())))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        return JSON.readTree(answer.body()).path("access_token").asText();
    }

    /** Names of letters, digits and _; values in single quotes. */
    private static void export(StringBuilder exports, String name, String value) {
        exports.append("export ")
                .append(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
                .append("='")
                .append(value.replace("'", "'\\''"))
                .append("'\n");
    }
}
