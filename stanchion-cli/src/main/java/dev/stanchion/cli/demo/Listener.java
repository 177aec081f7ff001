package dev.stanchion.cli.demo;

import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.Message;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.SubscriptionOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One copy of the listener, with everything it heard. Safe for use by many threads. */
final class Listener implements AutoCloseable {
    private final StreamingConnection connection;
    private final Tally tally;
    private final List<Message> heard = new CopyOnWriteArrayList<>();

    private Listener(StreamingConnection connection, Tally tally) {
        this.connection = connection;
        this.tally = tally;
    }

    /**
     * Connects.
     *
     * @param tally counts what this listener hears, perhaps together with others
     */
    static Listener connect(ConnectOptions options, Tally tally) {
        return new Listener(StreamingConnection.connect(options), tally);
    }

    String clientId() {
        return connection.clientId();
    }

    void listen(String channel, SubscriptionOptions options) {
        connection.subscribe(channel, options, this::onMessage);
    }

    private void onMessage(Message message) {
        heard.add(message);
        tally.add();
    }

    /** Returns the sequences that it heard, in the order in which it heard them. */
    List<Long> sequences() {
        return heard.stream().map(Message::sequence).toList();
    }

    @Override
    public void close() {
        connection.close();
    }
}
