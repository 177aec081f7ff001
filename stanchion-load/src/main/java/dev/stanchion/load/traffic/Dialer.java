package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.server.ServerUnderTest;
import dev.stanchion.load.shape.Protocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections and sends requests, one after the other, before and after a measurement. Unlike
 * a loop, it blocks. Confined to one thread.
 */
final class Dialer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration REPEAT = Duration.ofMillis(20);
    private static final long SELECT_MILLIS = 10;
    private static final int UNPOOLED_BYTES = 256;

    /** What clients of JetStream say: it then reports by headers that a consumer is idle. */
    private static final String HEADERS = ",\"headers\":true,\"no_responders\":true";

    private final ServerUnderTest server;
    private final String abilities;
    private final Selector selector;
    private long requests;

    Dialer(ServerUnderTest server, Protocol protocol) {
        this.server = server;
        this.abilities = protocol == Protocol.JETSTREAM ? HEADERS : "";
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new LoadException("no selector: " + e.getMessage(), "Check the limits.", e);
        }
    }

    /** Opens a connection for traffic. */
    Link dialBusy(int payloadBytes) {
        return greet(Link.busy(open(), payloadBytes));
    }

    /** Opens a connection for little traffic. */
    Link dialIdle() {
        return greet(Link.idle(open()));
    }

    private SocketChannel open() {
        try {
            SocketChannel channel = SocketChannel.open(server.address());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            return channel;
        } catch (IOException e) {
            throw new LoadException(
                    "no connection to " + server.address() + ": " + e.getMessage(),
                    "Is the server there? Thousands of connections may need 'ulimit -n'.",
                    e);
        }
    }

    private Link greet(Link link) {
        String user =
                server.userInfo()
                        .map(info -> info.split(":", 2))
                        .map(info ->
                                info.length == 2
                                        ? ",\"user\":\"%s\",\"pass\":\"%s\""
                                                .formatted(escaped(info[0]), escaped(info[1]))
                                        : ",\"auth_token\":\"%s\"".formatted(escaped(info[0])))
                        .orElse("");
        link.operation(
                "CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"java\","
                        + "\"name\":\"stanchion-bench\",\"version\":\"1\",\"protocol\":1,"
                        + "\"echo\":true"
                        + abilities
                        + user
                        + "}",
                null);
        settle(link);
        return link;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Waits until the server has processed everything that was sent on the connection. */
    void settle(Link link) {
        long before = link.pongs();
        link.ping();
        await(link, "a PONG", () -> link.pongs() > before);
    }

    /** Sends a request, waits for its answer and returns it. */
    ByteBuf request(Link link, String subject, String inbox, Consumer<ByteBuf> encode) {
        return request(link, subject, inbox, encode, answer -> {});
    }

    /**
     * Does the same as the other method, and checks the answer before it handles anything that
     * arrives after it.
     */
    ByteBuf request(
            Link link,
            String subject,
            String inbox,
            Consumer<ByteBuf> encode,
            Consumer<ByteBuf> atOnce) {
        Role before = link.role();
        Answer answer = new Answer(before, atOnce);
        link.setRole(answer);
        String reply = inbox + "." + requests++;
        link.publish(subject, reply, encoded(encode));
        await(link, "an answer on " + subject, answer::isThere);
        link.setRole(before);
        return answer.payload();
    }

    /** Sends a request repeatedly, until there is an answer. */
    void repeat(Link link, Runnable request) {
        Answer answer = new Answer(Role.NONE, payload -> {});
        link.setRole(answer);
        await(link, "an answer to a ping", new Repetition(request, answer));
    }

    /** Repeats a request at intervals, until there is an answer. */
    private static final class Repetition implements BooleanSupplier {
        private final Runnable request;
        private final Answer answer;
        private long dueNanos = System.nanoTime();

        Repetition(Runnable request, Answer answer) {
            this.request = request;
            this.answer = answer;
        }

        @Override
        public boolean getAsBoolean() {
            long now = System.nanoTime();
            if (now - dueNanos >= 0 && !answer.isThere()) {
                dueNanos = now + REPEAT.toNanos();
                request.run();
            }
            return answer.isThere();
        }
    }

    static byte[] encoded(Consumer<ByteBuf> encode) {
        ByteBuf buffer = Unpooled.buffer(UNPOOLED_BYTES);
        encode.accept(buffer);
        return ByteBufUtil.getBytes(buffer);
    }

    /**
     * Keeps the first message on the reply subscription. It passes all other messages to the
     * previous role.
     */
    private static final class Answer implements Role {
        private final Role others;
        private final Consumer<ByteBuf> atOnce;
        private byte @Nullable [] payload;

        Answer(Role others, Consumer<ByteBuf> atOnce) {
            this.others = others;
            this.atOnce = atOnce;
        }

        boolean isThere() {
            return payload != null;
        }

        ByteBuf payload() {
            return Unpooled.wrappedBuffer(Objects.requireNonNull(payload));
        }

        @Override
        public void onMessage(Incoming message) {
            if (message.sid() != Link.REPLIES) {
                others.onMessage(message);
            } else if (payload == null) {
                payload =
                        Arrays.copyOfRange(
                                message.bytes(), message.payloadAt(), message.payloadEnd());
                atOnce.accept(payload());
            }
        }

        @Override
        public void onArrival() {
            others.onArrival();
        }

        @Override
        public void onDrained() {
            others.onDrained();
        }
    }

    /** Writes and reads until the condition holds. */
    void await(Link link, String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try {
            SelectionKey key = link.channel().register(selector, SelectionKey.OP_READ);
            while (!condition.getAsBoolean()) {
                link.flush();
                link.updateInterest(key);
                selector.select(SELECT_MILLIS);
                selector.selectedKeys().clear();
                link.read();
                if (System.nanoTime() - deadline > 0) {
                    throw new LoadException(
                            "the server did not send "
                                    + what
                                    + " within "
                                    + LIMIT.toSeconds()
                                    + " s",
                            "For NATS Streaming, is the cluster ID '"
                                    + server.clusterId()
                                    + "'? Give it with --cluster.");
                }
            }
            key.cancel();
            selector.selectNow();
        } catch (IOException e) {
            throw new LoadException(
                    "the connection ended while waiting for " + what + ": " + e.getMessage(),
                    "The server's log may say why.",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException ignored) {
            // The selector has no connections left.
        }
    }
}
