package dev.stanchion.acceptance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.StanchionCommand;
import dev.stanchion.kit.process.Waiting;
import io.nats.streaming.AckHandler;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;

/** Messages of the channel {@code orders} that take an import some time, and what comes of them. */
final class LargeMessages {
    private static final String CHANNEL = "orders";
    private static final String STORED = "stored";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private LargeMessages() {}

    /**
     * Publishes them to a server of the usual cluster, each with its number and so many letters.
     */
    static void publish(String url, int messages, int bytes) {
        ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
        AckHandler handler = (guid, error) -> answers.add(error == null ? STORED : "" + error);
        String letters = "x".repeat(bytes);
        Options options = new Options.Builder().natsUrl(url).pubAckWait(PATIENCE).build();
        try {
            StreamingConnection connection =
                    NatsStreaming.connect(Server.CLUSTER_ID, "publisher", options);
            for (int number = 1; number <= messages; number++) {
                connection.publish(CHANNEL, (number + " " + letters).getBytes(UTF_8), handler);
            }
            Waiting.until("all messages are answered", () -> answers.size() == messages);
            connection.close();
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(answers).allMatch(STORED::equals);
    }

    /** Returns the first messages that a server has, with sequences, times and payloads. */
    static List<String> first(Programs programs, String url, long count) {
        Program listener =
                StanchionCommand.start(
                        programs,
                        "listen",
                        CHANNEL,
                        "--from",
                        "first",
                        "--count",
                        Long.toString(count),
                        "--json",
                        "--url",
                        url,
                        "--cluster",
                        Server.CLUSTER_ID);
        assertThat(listener.awaitExit()).as("%s", listener).isZero();
        return listener.output().stream().filter(line -> line.contains("\"sequence\"")).toList();
    }
}
