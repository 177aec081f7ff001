package dev.stanchion.kit.wire;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A client whose messages a thread of its own reads and hands to their subscriptions; it answers
 * PING, too. Safe for use by many threads. When a write fails, the caller gets an {@link
 * UncheckedIOException}.
 */
public final class DispatchingClient implements AutoCloseable {
    private final InetSocketAddress server;
    private final String connect;
    private final AtomicInteger lastSid = new AtomicInteger();
    private final Map<Integer, Subscription> subscriptions = new ConcurrentSkipListMap<>();
    private final Object writing = new Object();
    private volatile Line line;

    private record Subscription(String subject, Consumer<NatsMessage> handler) {}

    /** One connection and its state. */
    private record Line(RawClient client, Queue<Runnable> pings, CompletableFuture<Boolean> lost) {
        static Line to(InetSocketAddress server) throws IOException {
            RawClient client = RawClient.connectUngreeted(server);
            client.readForever();
            return new Line(client, new ConcurrentLinkedQueue<>(), new CompletableFuture<>());
        }
    }

    private DispatchingClient(InetSocketAddress server, String connect) throws IOException {
        this.server = server;
        this.connect = connect;
        this.line = Line.to(server);
    }

    /**
     * Connects to a server.
     *
     * @param options of the CONNECT operation, in JSON
     */
    public static DispatchingClient connect(InetSocketAddress server, String options)
            throws IOException {
        DispatchingClient client =
                new DispatchingClient(server, "CONNECT " + options + RawClient.LINE_END);
        client.begin();
        return client;
    }

    private void begin() {
        Line opened = line;
        Thread.ofVirtual().name("dispatching-client").start(() -> read(opened));
        send(connect);
    }

    /**
     * Connects again to a server that was restarted and tells it all subscriptions, as client
     * libraries do by themselves.
     */
    public void reconnect() {
        try {
            line.client.close();
            line = Line.to(server);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        begin();
        subscriptions.forEach((sid, each) -> send(RawClient.sub(each.subject, sid)));
    }

    /**
     * Subscribes with a handler that is called on the reading thread.
     *
     * @return the subscription's ID, for {@link #unsubscribe}
     */
    public int subscribe(String subject, Consumer<NatsMessage> handler) {
        int sid = lastSid.incrementAndGet();
        subscriptions.put(sid, new Subscription(subject, handler));
        send(RawClient.sub(subject, sid));
        return sid;
    }

    /** Ends a subscription. */
    public void unsubscribe(int sid) {
        send(RawClient.unsub(sid));
        subscriptions.remove(sid);
    }

    /** Publishes; an empty reply subject is none. */
    public void publish(String subject, String reply, ByteBuf payload) {
        write(client -> client.publish(subject, reply, payload));
    }

    /**
     * Sends PING. When the server answers, it has read everything that was sent before.
     *
     * @param pong called on the reading thread
     */
    public void ping(Runnable pong) {
        write(client -> {
            line.pings.add(pong);
            client.send("PING" + RawClient.LINE_END);
        });
    }

    /** Returns a future that completes when the current connection has ended. */
    public CompletableFuture<Boolean> lost() {
        return line.lost;
    }

    /** Ends the connection and says nothing to the server. */
    @Override
    public void close() {
        try {
            line.client.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void send(String operation) {
        write(client -> client.send(operation));
    }

    /** One write to the client. No other thread writes between its bytes. */
    private interface Write {
        void to(RawClient client) throws IOException;
    }

    private void write(Write operation) {
        synchronized (writing) {
            try {
                operation.to(line.client);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private void read(Line opened) {
        try {
            while (true) {
                take(opened, opened.client.readOperation());
            }
        } catch (IOException | UncheckedIOException end) {
            return; // the test has closed the connection, or the server has
        } finally {
            opened.lost.complete(true);
        }
    }

    private void take(Line opened, String operation) throws IOException {
        if (RawClient.isMessage(operation)) {
            NatsMessage message = opened.client.readMessage(operation);
            Subscription subscription = subscriptions.get(message.sid());
            if (subscription != null) {
                subscription.handler.accept(message);
            }
        } else if (operation.equals("PING")) {
            send("PONG" + RawClient.LINE_END);
        } else if (operation.equals("PONG")) {
            Runnable pong = opened.pings.poll();
            if (pong != null) {
                pong.run();
            }
        } // INFO, +OK; an -ERR is followed by the end
    }
}
