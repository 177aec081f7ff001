package dev.stanchion.cli.testing;

import dev.stanchion.protocol.CloseRequest;
import dev.stanchion.protocol.ConnectResponse;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets a server forget a client that is still connected: it listens to the answers of the server
 * while the client connects, and then sends a close request in its name.
 */
public final class Forgetting implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection nats;
    private final Subscription answers;

    private Forgetting(Connection nats, Subscription answers) {
        this.nats = nats;
        this.answers = answers;
    }

    /** Begins to listen; before the client connects. */
    public static Forgetting at(String url) throws IOException, InterruptedException {
        Connection nats = Nats.connect(url);
        Subscription answers = nats.subscribe("_INBOX.>");
        try {
            nats.flush(PATIENCE);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IOException(e);
        }
        return new Forgetting(nats, answers);
    }

    /** Lets the server forget the client that has connected since the last call. */
    public void forget(String clientId) throws InterruptedException {
        ByteBuf close = Unpooled.buffer();
        new CloseRequest(clientId).encodeTo(close);
        nats.request(closeSubject(), ByteBufUtil.getBytes(close), PATIENCE);
    }

    private String closeSubject() throws InterruptedException {
        while (true) {
            byte[] data = answers.nextMessage(PATIENCE).getData();
            Optional<ConnectResponse> answer =
                    ConnectResponse.decode(Unpooled.wrappedBuffer(data), 0, data.length);
            if (answer.isPresent() && !answer.get().closeRequests().isEmpty()) {
                return answer.get().closeRequests();
            }
        }
    }

    @Override
    public void close() {
        try {
            nats.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
