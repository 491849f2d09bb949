package org.purposecdp.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which port each part listens on. */
public final class Ports {

    private static final Map<String, Integer> FIXED = fixedPorts();

    private final Map<String, Integer> byPart;

    private Ports(Map<String, Integer> byPart) {
        this.byPart = byPart;
    }

    /** The ones people know, each changed by its environment variable, CDP_PORT_KAFKA and so on. */
    public static Ports fixed(Map<String, String> environment) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        FIXED.forEach(
                (part, port) -> {
                    String given = environment.get(variable(part));
                    ports.put(
                            part,
                            given == null || given.isBlank() ? port : parse(part, given.strip()));
                });
        return new Ports(ports);
    }

    /** Ports that nobody listens on, for tests that run beside other stacks. */
    public static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            Map<String, Integer> ports = new LinkedHashMap<>();
            for (String part : FIXED.keySet()) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(Part.HOST));
                held.add(socket);
                ports.put(part, socket.getLocalPort());
            }
            return new Ports(ports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held.forEach(Ports::close);
        }
    }

    int of(String part) {
        return byPart.get(part);
    }

    static String variable(String part) {
        return "CDP_PORT_" + part.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static int parse(String part, String given) {
        try {
            int port = Integer.parseInt(given);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same answer as a number out of range.
        }
        throw new StartFailure(
                part,
                variable(part) + " is \"" + given + "\"",
                "set it to a port between 1 and 65535, or unset it");
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> fixedPorts() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("postgresql", 15432);
        ports.put("kafka", 19092);
        ports.put("kafka-controller", 19093);
        ports.put("kafka-proxied", 19094);
        ports.put("mongodb", 27117);
        ports.put("keycloak", 18080);
        ports.put("identity-service", 18081);
        ports.put("consent-service", 18082);
        ports.put("profile-service", 18083);
        ports.put("activation-service", 18084);
        ports.put("identity-service-2", 18181);
        ports.put("consent-service-2", 18182);
        ports.put("profile-service-2", 18183);
        ports.put("activation-service-2", 18184);
        return ports;
    }
}
