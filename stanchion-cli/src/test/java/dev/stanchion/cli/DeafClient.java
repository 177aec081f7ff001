package dev.stanchion.cli;

import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A streaming client that answers heartbeats, and does not listen on the inbox of its subscription.
 * No library does that on purpose; one whose NATS subscription got lost does.
 */
final class DeafClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NEW_ONLY = 0;

    private final Connection connection;
    private final String clientId;
    private final ConnectResponse server;

    DeafClient(String url, String clusterId, String clientId)
            throws IOException, InterruptedException {
        this.connection = Nats.connect(url);
        this.clientId = clientId;
        String heartbeats = "deaf.heartbeats." + clientId;
        connection
                .createDispatcher(asked -> connection.publish(asked.getReplyTo(), null))
                .subscribe(heartbeats);
        byte[] answer =
                ask(
                        "_STAN.discover." + clusterId,
                        new ConnectRequest(clientId, heartbeats, 1, clientId, 30, 3)::encodeTo);
        this.server = ConnectResponse.decode(answer).orElseThrow();
    }

    /** Subscribes with an inbox on which nobody listens. */
    void subscribe(String channel, String group) throws InterruptedException {
        byte[] answer =
                ask(
                        server.subRequests(),
                        new SubscriptionRequest(
                                        clientId,
                                        channel,
                                        group,
                                        "deaf.inbox." + clientId,
                                        10,
                                        30,
                                        "",
                                        NEW_ONLY,
                                        0,
                                        0)
                                ::encodeTo);
        SubscriptionResponse response =
                SubscriptionResponse.decode(Unpooled.wrappedBuffer(answer), 0, answer.length)
                        .orElseThrow();
        if (!response.error().isEmpty()) {
            throw new IllegalStateException(response.error());
        }
    }

    private byte[] ask(String subject, Consumer<ByteBuf> request) throws InterruptedException {
        ByteBuf encoded = Unpooled.buffer();
        request.accept(encoded);
        Message answer = connection.request(subject, ByteBufUtil.getBytes(encoded), PATIENCE);
        return Objects.requireNonNull(answer, subject + " is not answered").getData();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
