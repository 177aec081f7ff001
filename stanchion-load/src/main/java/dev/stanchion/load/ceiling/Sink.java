package dev.stanchion.load.ceiling;

import dev.stanchion.load.LoadException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The smallest server that the driver can run against. One thread forwards core NATS messages to
 * literal subjects. For NATS Streaming it answers and delivers, and stores nothing. The sink checks
 * nothing, trusts every client and listens on loopback.
 */
public final class Sink implements AutoCloseable {
    /** The cluster ID of the sink. */
    public static final String CLUSTER = "sink";

    private static final long SELECT_MILLIS = 100;

    private final Selector selector;
    private final ServerSocketChannel listening;
    private final Thread thread = new Thread(this::run, "sink");
    private final Map<String, Receiver> receivers = new HashMap<>();
    private final SinkStreaming streaming = new SinkStreaming(this);
    private volatile boolean ended;

    /** A subscriber, with the subscription ID that it chose. */
    static final class Receiver {
        private final SinkConnection connection;
        private final String sid;
        private final byte[] line;

        Receiver(SinkConnection connection, String subject, String sid) {
            this.connection = connection;
            this.sid = sid;
            line = ("MSG " + subject + " " + sid + " ").getBytes(StandardCharsets.US_ASCII);
        }

        SinkConnection connection() {
            return connection;
        }

        /** Returns the same receiver with a subject that its wildcard matches. */
        Receiver on(String subject) {
            return new Receiver(connection, subject, sid);
        }

        /** Writes the protocol line before a payload. */
        void begin(int payloadLength) {
            connection.out().writeBytes(line);
            Decimal.write(connection.out(), payloadLength);
            connection.out().writeShort('\r' << 8 | '\n');
        }

        /** Ends a message. */
        void end() {
            connection.out().writeShort('\r' << 8 | '\n');
        }
    }

    private Sink(Selector selector, ServerSocketChannel listening) {
        this.selector = selector;
        this.listening = listening;
    }

    /** Starts to listen on a free port. */
    public static Sink start() {
        try {
            ServerSocketChannel listening = ServerSocketChannel.open();
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            listening.configureBlocking(false);
            Sink sink = new Sink(Selector.open(), listening);
            listening.register(sink.selector, SelectionKey.OP_ACCEPT);
            sink.thread.setDaemon(true);
            sink.thread.start();
            return sink;
        } catch (IOException e) {
            throw new LoadException(
                    "the sink cannot listen: " + e.getMessage(),
                    "Does this machine let programs listen on loopback?",
                    e);
        }
    }

    /** Returns the URL of the sink. */
    public String url() {
        return "nats://127.0.0.1:" + listening.socket().getLocalPort();
    }

    private void run() {
        try (listening;
                selector) {
            while (!ended) {
                selector.select(SELECT_MILLIS);
                turn();
            }
        } catch (IOException ignored) {
            // The driver reports that the sink does not answer any more.
        }
    }

    private void turn() throws IOException {
        boolean congested =
                selector.keys().stream()
                        .anyMatch(key ->
                                key.attachment() instanceof SinkConnection connection
                                        && connection.isBehind());
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof SinkConnection connection) {
                if (key.isReadable() && !congested && !read(connection)) {
                    key.cancel();
                    connection.close();
                }
            } else {
                accept();
            }
        }
        selector.selectedKeys().clear();
        for (SelectionKey key : selector.keys()) {
            if (key.isValid() && key.attachment() instanceof SinkConnection connection) {
                flush(key, connection);
            }
        }
    }

    private boolean read(SinkConnection connection) {
        try {
            return connection.read(this);
        } catch (IOException e) {
            return false;
        }
    }

    private static void flush(SelectionKey key, SinkConnection connection) {
        try {
            connection.flush(key);
        } catch (IOException e) {
            key.cancel();
            connection.close();
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = listening.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new SinkConnection(channel));
        }
    }

    /** Handles every operation except a message. */
    void line(SinkConnection connection, String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "PING" -> connection.text("PONG\r\n");
            case "SUB" -> {
                String subject = words[1];
                String sid = words[words.length - 1];
                receivers.put(subject, new Receiver(connection, subject, sid));
            }
            default -> {} // CONNECT, PONG and UNSUB need no action
        }
    }

    /** Returns the receiver of a literal subject, or the first one whose wildcard matches. */
    Receiver receiver(String subject) {
        Receiver literal = receivers.get(subject);
        if (literal != null) {
            return literal;
        }
        Receiver wildcard = receivers.get(subject.substring(0, subject.lastIndexOf('.') + 1) + "*");
        if (wildcard == null) {
            throw new IllegalStateException("no subscription to " + subject);
        }
        return wildcard.on(subject);
    }

    /** Returns the route for the messages of a subject. */
    Route route(String subject, String reply) {
        if (subject.startsWith("_STAN.") || subject.startsWith(SinkStreaming.ACKS)) {
            return streaming.route(subject, reply);
        }
        Receiver receiver = receivers.get(subject);
        return receiver == null
                ? Route.NOWHERE
                : (source, index, length) -> {
                    receiver.begin(length);
                    receiver.connection().out().writeBytes(source, index, length);
                    receiver.end();
                };
    }

    @Override
    public void close() {
        ended = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
