package dev.stanchion.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a stream of events from a socket of its own. */
public final class EventSocket implements AutoCloseable {
    private static final int READ_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final List<String> head;
    private String rest = "";

    /** An event as it came; {@code id} is empty if it has none. */
    public record Event(String name, String id, String data) {}

    private EventSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.head = readHead();
    }

    static EventSocket open(int port, byte[] request) {
        try {
            Socket socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(READ_MILLIS);
            socket.getOutputStream().write(request);
            return new EventSocket(socket);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private List<String> readHead() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return lines;
    }

    private String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection has ended");
            }
            if (next != '\r') {
                bytes.write(next);
            }
        }
        return bytes.toString(UTF_8);
    }

    /** Returns the answer without its content. */
    public HttpExchange.Answer head() {
        return new HttpExchange.Answer(
                Integer.parseInt(head.getFirst().split(" ", -1)[1]),
                head.subList(1, head.size()),
                "");
    }

    /** Waits for the next event; empty if the server has ended the stream. */
    public Optional<Event> next() throws IOException {
        while (!rest.contains("\n\n")) {
            int length = Integer.parseInt(line(), 16);
            if (length == 0) {
                return Optional.empty();
            }
            rest += new String(in.readNBytes(length), UTF_8);
            line();
        }
        int end = rest.indexOf("\n\n");
        String text = rest.substring(0, end);
        rest = rest.substring(end + 2);
        return text.contains("event: ")
                ? Optional.of(
                        new Event(field(text, "event"), field(text, "id"), field(text, "data")))
                : next();
    }

    private static String field(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
