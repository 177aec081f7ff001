package dev.stanchion.kit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.core.NatsHeaders;
import java.util.ArrayList;
import java.util.List;

/** A client that writes down what it receives. */
final class Client implements ConnectionListener {
    private final String inbox;
    private final ClusterConnection connection;
    private final List<String> received = new ArrayList<>();
    private final List<String> signs = new ArrayList<>();

    /**
     * @param name a name of its own: clients of one name hear each other's answers
     */
    Client(String name, ClusterConnection connection) {
        inbox = "_INBOX." + name + ".";
        this.connection = connection;
        connection.listen(this);
        connection.subscribe(inbox + ">", message -> received.add(text(message)));
    }

    private static String text(CoreMessage message) {
        return message.status() == 0 ? message.text() : Integer.toString(message.status());
    }

    ClusterConnection connection() {
        return connection;
    }

    /** Subscribes to a subject and writes down what comes. */
    void subscribe(String subject) {
        connection.subscribe(subject, message -> received.add(text(message)));
    }

    boolean publish(String subject, String payload) {
        return send(subject, "answer", NatsHeaders.NONE, payload);
    }

    /** Publishes with the last sequence that the stream must have. */
    boolean publishAfter(long sequence, String subject, String payload) {
        return send(subject, "answer", expecting(sequence), payload);
    }

    /** Publishes a batch of messages that each expect the one before. */
    void publishBatch(String name, String subject, long last, int length) {
        publishPart(name, subject, last, 1, length, length);
    }

    /** Publishes messages of a batch, the first and the last of which are given. */
    void publishPart(String name, String subject, long last, int from, int to, int length) {
        for (int i = from; i <= to; i++) {
            int operation = i == length ? 2 : i == 1 ? 0 : 1;
            send(
                    subject,
                    name + ".500.fail." + i + "." + operation + ".$FI",
                    expecting(last + i - 1),
                    name + i);
        }
    }

    private static byte[] expecting(long sequence) {
        return NatsHeaders.with(
                NatsHeaders.NONE, "Nats-Expected-Last-Sequence", Long.toString(sequence));
    }

    private boolean send(String subject, String replyEnd, byte[] headers, String payload) {
        return connection.publish(
                new CoreMessage(subject, inbox + replyEnd, headers, payload.getBytes(UTF_8)));
    }

    /** Returns what has come since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(received);
        received.clear();
        return taken;
    }

    List<String> signs() {
        return signs;
    }

    @Override
    public void onUp() {
        signs.add("up");
    }

    @Override
    public void onDown() {
        signs.add("down");
    }
}
