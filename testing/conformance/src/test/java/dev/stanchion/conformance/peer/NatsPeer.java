package dev.stanchion.conformance.peer;

import dev.stanchion.kit.wire.DispatchingClient;
import dev.stanchion.kit.wire.NatsMessage;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * One raw NATS connection. Writes come from any thread; a thread of its own reads and hands
 * messages to their subscriptions. Source: {@code spec/nats-core.md} 1.1 to 1.3 and 1.9.
 */
public final class NatsPeer implements AutoCloseable {
    private static final String OPTIONS =
            "{\"verbose\":false,\"pedantic\":false,\"protocol\":1,\"headers\":true,"
                    + "\"no_responders\":true,\"lang\":\"conformance\",\"version\":\"1\"}";

    private final DispatchingClient client;
    private volatile boolean cut;

    private NatsPeer(DispatchingClient client) {
        this.client = client;
    }

    /** Connects to a NATS server on this machine. */
    public static NatsPeer connect(int port) throws IOException {
        return new NatsPeer(
                DispatchingClient.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), OPTIONS));
    }

    /**
     * Connects again to a server that has been restarted and tells it all subscriptions, as client
     * libraries do by themselves.
     */
    public void comesBack() {
        client.reconnect();
        flushes();
    }

    /** Returns an unused subject. */
    public static String newInbox() {
        byte[] random = new byte[11];
        ThreadLocalRandom.current().nextBytes(random);
        return "_INBOX." + HexFormat.of().formatHex(random);
    }

    public void publishes(String subject, ByteBuf payload) {
        publishes(subject, "", payload);
    }

    /** Publishes; an empty reply subject is none. */
    public void publishes(String subject, String reply, ByteBuf payload) {
        client.publish(subject, reply, payload);
    }

    public Arrivals<NatsMessage> subscribes(String subject) {
        var arrivals = new Arrivals<NatsMessage>(subject);
        subscribes(subject, arrivals::add);
        return arrivals;
    }

    /**
     * Subscribes with a handler that is called on the reader thread.
     *
     * @return the subscription's ID, for {@link #unsubscribes}
     */
    public int subscribes(String subject, Consumer<NatsMessage> handler) {
        return client.subscribe(subject, handler);
    }

    public void unsubscribes(int sid) {
        client.unsubscribe(sid);
    }

    /** Publishes and waits for the first reply, which may be a "no responders". */
    public NatsMessage requests(String subject, ByteBuf payload) {
        String reply = newInbox();
        var replies = new Arrivals<NatsMessage>("reply from " + subject);
        int sid = subscribes(reply, replies::add);
        publishes(subject, reply, payload);
        NatsMessage first = replies.awaits();
        unsubscribes(sid);
        return first;
    }

    /** Returns once the NATS server has seen all that was written. */
    public void flushes() {
        var pongs = new Arrivals<String>("PONG");
        client.ping(() -> pongs.add("PONG"));
        pongs.awaits();
    }

    /** Returns whether the test has ended it. */
    public boolean isCut() {
        return cut;
    }

    /** Vanishes without a word, for good. */
    public void cuts() {
        cut = true;
        client.close();
    }

    @Override
    public void close() {
        cuts();
    }
}
