package dev.stanchion.server.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One request on a socket of its own, byte for byte as a test writes it, and its answer. HTTP
 * clients do not send the requests that an attacker sends.
 */
public final class HttpExchange {
    private static final int READ_MILLIS = 60_000;

    private final int port;
    private final String line;
    private final List<String> headers = new ArrayList<>();
    private String host;
    private byte[] body = new byte[0];

    /**
     * An answer.
     *
     * @param headers the lines as they came
     * @param text the body
     */
    public record Answer(int status, List<String> headers, String text) {
        /** Returns the first value of a header. */
        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    private HttpExchange(int port, String line) {
        this.port = port;
        this.line = line;
        this.host = "127.0.0.1:" + port;
    }

    /** Begins a request: {@code GET /api/v1/channels}. */
    public static HttpExchange of(int port, String line) {
        return new HttpExchange(port, line);
    }

    public HttpExchange header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    /** Sets the host; empty leaves the header out. */
    public HttpExchange host(String name) {
        host = name;
        return this;
    }

    public HttpExchange bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public HttpExchange basic(String user, String password) {
        return header(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString((user + ":" + password).getBytes(UTF_8)));
    }

    /** Sends JSON. */
    public HttpExchange json(String text) {
        body = text.getBytes(UTF_8);
        return header("Content-Type", "application/json");
    }

    /** Sends the request and returns the answer. */
    public Answer send() {
        return raw(port, bytes());
    }

    /** Sends the request and opens what comes bit by bit. */
    public EventSocket open() {
        return EventSocket.open(port, bytes());
    }

    private byte[] bytes() {
        StringBuilder head = new StringBuilder(line + " HTTP/1.1\r\n");
        if (!host.isEmpty()) {
            head.append("Host: ").append(host).append("\r\n");
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(UTF_8));
        all.writeBytes(body);
        return all.toByteArray();
    }

    /** Sends bytes and returns the answer to them. */
    public static Answer raw(int port, byte[] bytes) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(READ_MILLIS);
            socket.getOutputStream().write(bytes);
            return answer(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private static Answer answer(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no head: " + text);
        }
        List<String> lines = List.of(text.substring(0, end).split("\r\n", -1));
        String body = new String(bytes, end + 4, bytes.length - end - 4, UTF_8);
        return new Answer(
                Integer.parseInt(lines.getFirst().split(" ", -1)[1]),
                lines.subList(1, lines.size()),
                body);
    }
}
