package dev.stanchion.acceptance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import io.nats.streaming.AckHandler;
import io.nats.streaming.Message;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.SubscriptionOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;

/** Messages of the channel {@code orders} that take an import some time, and what comes of them. */
final class LargeMessages {
    private static final String CHANNEL = "orders";
    private static final String STORED = "stored";
    private static final int TOGETHER = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private LargeMessages() {}

    /**
     * Publishes them to a server of the usual cluster, each with its number and so many letters.
     */
    static void publish(String url, int messages, int bytes) {
        ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
        connected(
                url,
                "publisher",
                connection -> {
                    for (int number = 1; number <= messages; number++) {
                        connection.publish(CHANNEL, message(number, bytes), answers(answers));
                    }
                    Waiting.until("all messages are answered", () -> answers.size() == messages);
                    connection.close();
                });
        assertThat(answers).allMatch(STORED::equals);
    }

    /** Publishes them until a server ends, and returns how many it has acknowledged. */
    static long publishUntil(String url, int bytes, Program server) {
        return publishUntil(url, bytes, server, new ConcurrentLinkedQueue<>());
    }

    /**
     * Publishes them, kills the server in the middle, and returns how many it has acknowledged.
     *
     * @param behind how many are answered before
     */
    static long publishUntilKilled(String url, int bytes, Program server, int behind) {
        ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
        Thread killer =
                Thread.ofPlatform()
                        .start(() -> {
                            Waiting.until("it has messages", () -> answers.size() > behind);
                            server.kill();
                        });
        long acknowledged = publishUntil(url, bytes, server, answers);
        join(killer);
        return acknowledged;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long publishUntil(
            String url, int bytes, Program server, ConcurrentLinkedQueue<String> answers) {
        connected(
                url,
                "publisher",
                connection -> {
                    int sent = 0;
                    while (server.isAlive()) {
                        for (int i = 0; i < TOGETHER; i++) {
                            connection.publish(CHANNEL, message(++sent, bytes), answers(answers));
                        }
                        int all = sent;
                        Waiting.until(
                                "all are answered, or nobody is there",
                                () -> answers.size() == all || !server.isAlive());
                    }
                    connection.getNatsConnection().close();
                });
        return answers.stream().filter(STORED::equals).count();
    }

    /** A part of a test that uses a connection. */
    private interface Deed {
        void with(StreamingConnection connection)
                throws IOException, InterruptedException, TimeoutException;
    }

    private static void connected(String url, String clientId, Deed deed) {
        Options options = new Options.Builder().natsUrl(url).pubAckWait(PATIENCE).build();
        try {
            deed.with(NatsStreaming.connect(Server.CLUSTER_ID, clientId, options));
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] message(int number, int bytes) {
        return (number + " " + "x".repeat(bytes)).getBytes(UTF_8);
    }

    private static AckHandler answers(ConcurrentLinkedQueue<String> answers) {
        return (guid, error) -> answers.add(error == null ? STORED : "" + error);
    }

    /** Returns the first messages that a server has, with sequences, times and payloads. */
    static List<String> first(String url, long count) {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        List<String> first = new ArrayList<>();
        connected(
                url,
                "reader",
                connection -> {
                    SubscriptionOptions all =
                            new SubscriptionOptions.Builder().deliverAllAvailable().build();
                    connection.subscribe(CHANNEL, message -> received.add(line(message)), all);
                    Waiting.until("the messages come", () -> received.size() >= count);
                    connection.close();
                });
        received.drainTo(first, Math.toIntExact(count));
        return first;
    }

    private static String line(Message message) {
        return "#%d at %d: %s"
                .formatted(
                        message.getSequence(),
                        message.getTimestamp(),
                        new String(message.getData(), UTF_8));
    }
}
