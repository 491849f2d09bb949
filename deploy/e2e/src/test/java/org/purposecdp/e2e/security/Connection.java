package org.purposecdp.e2e.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/** HTTP from a chosen address of this machine: HTTP clients let only the system choose. */
record Connection(String from, URI to) {
    static Connection from(String address, String url) {
        return new Connection(address, URI.create(url));
    }

    /**
     * @param headers as they came, the status line first
     */
    record Answer(int status, List<String> headers) {
        List<String> all(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }
    }

    Answer send(String method, String path, Map<String, String> headers, String body)
            throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        request.append("Host: ").append(to.getAuthority()).append("\r\nConnection: close\r\n");
        headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
        request.append("Content-Length: ").append(bytes.length).append("\r\n\r\n").append(body);
        try (Socket socket =
                new Socket(
                        InetAddress.getByName(to.getHost()),
                        to.getPort(),
                        InetAddress.getByName(from),
                        0)) {
            socket.getOutputStream().write(request.toString().getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            List<String> lines = answer.split("\r\n\r\n", 2)[0].lines().toList();
            return new Answer(Integer.parseInt(lines.get(0).split(" ")[1]), lines);
        }
    }
}
