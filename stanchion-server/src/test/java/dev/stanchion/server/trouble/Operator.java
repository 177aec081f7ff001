package dev.stanchion.server.trouble;

import dev.stanchion.kit.process.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import java.io.IOException;

/** Somebody with a JetStream client on the NATS cluster of a server. For one thread. */
final class Operator implements AutoCloseable {
    private final Connection connection;

    private Operator(Connection connection) {
        this.connection = connection;
    }

    static Operator of(NatsServer nats) throws IOException {
        return of(nats.url());
    }

    static Operator of(String url) throws IOException {
        try {
            return new Operator(Nats.connect(url));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException(e);
    }

    Connection connection() {
        return connection;
    }

    JetStreamManagement streams() throws IOException {
        return connection.jetStreamManagement();
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
