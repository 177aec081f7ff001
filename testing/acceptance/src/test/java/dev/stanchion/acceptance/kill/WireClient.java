package dev.stanchion.acceptance.kill;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.wire.DispatchingClient;
import io.nats.streaming.protobuf.ConnectRequest;
import io.nats.streaming.protobuf.ConnectResponse;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A streaming client that ends when its server does; then each call fails with {@link
 * ConnectionLost}. Safe for use by many threads.
 */
final class WireClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final long MOMENT_MILLIS = 20;

    private final DispatchingClient nats;
    private final String inbox;
    private final AtomicInteger replies = new AtomicInteger();
    private ConnectResponse subjects = ConnectResponse.getDefaultInstance();

    /** Gets the messages that arrive, on the thread that reads. */
    interface Handler {
        void onMessage(String reply, byte[] payload);
    }

    /** The server is gone, or has closed the connection. */
    static final class ConnectionLost extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        ConnectionLost(Throwable cause) {
            super(cause instanceof IOException io ? io : new IOException(cause));
        }
    }

    private WireClient(Server server, String clientId) throws IOException {
        nats =
                DispatchingClient.connect(
                        server.address(), "{\"verbose\":false,\"pedantic\":false}");
        inbox = "_INBOX." + clientId + "." + System.nanoTime();
    }

    /** Registers a client. The server must not report that another client has the ID. */
    static WireClient connect(Server server, String clientId) {
        try {
            WireClient client = new WireClient(server, clientId);
            String heartbeats = client.inbox + ".hb";
            client.subscribe(heartbeats, (reply, payload) -> client.publish(reply, "", payload));
            byte[] request =
                    ConnectRequest.newBuilder()
                            .setClientID(clientId)
                            .setHeartbeatInbox(heartbeats)
                            .build()
                            .toByteArray();
            client.subjects =
                    ConnectResponse.parseFrom(
                            client.request("_STAN.discover." + Server.CLUSTER_ID, request));
            if (!client.subjects.getError().isEmpty()) {
                throw new IllegalStateException(clientId + ": " + client.subjects.getError());
            }
            return client;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        } catch (IOException | UncheckedIOException e) {
            throw new ConnectionLost(e);
        }
    }

    ConnectResponse subjects() {
        return subjects;
    }

    String inbox() {
        return inbox;
    }

    boolean isLost() {
        return nats.lost().isDone();
    }

    /** Waits until the connection is lost, but no longer than a moment. */
    void waitAMoment() {
        try {
            nats.lost().get(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void subscribe(String subject, Handler handler) {
        try {
            nats.subscribe(subject, message -> handler.onMessage(message.reply(), message.bytes()));
        } catch (UncheckedIOException e) {
            throw new ConnectionLost(e);
        }
    }

    void publish(String subject, String reply, byte[] payload) {
        try {
            nats.publish(subject, reply, Unpooled.wrappedBuffer(payload));
        } catch (UncheckedIOException e) {
            throw new ConnectionLost(e);
        }
    }

    /** Returns the first answer. */
    byte[] request(String subject, byte[] payload) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        String reply = inbox + ".reply." + replies.incrementAndGet();
        subscribe(reply, (ignored, bytes) -> answer.complete(bytes));
        publish(subject, reply, payload);
        return await(answer);
    }

    /** Returns once the server has read everything that was sent before. */
    void roundTrip() {
        CompletableFuture<Boolean> pong = new CompletableFuture<>();
        try {
            nats.ping(() -> pong.complete(true));
        } catch (UncheckedIOException e) {
            throw new ConnectionLost(e);
        }
        await(pong);
    }

    private <T> T await(CompletableFuture<T> answer) {
        try {
            CompletableFuture.anyOf(answer, nats.lost()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer.isDone()) {
                return answer.get();
            }
            throw new ConnectionLost(new IOException("no answer"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionLost(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the server does not answer", e);
        }
    }

    @Override
    public void close() {
        nats.close();
    }
}
