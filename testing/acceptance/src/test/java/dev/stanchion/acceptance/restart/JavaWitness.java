package dev.stanchion.acceptance.restart;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.acceptance.tickets.JavaTickets;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Server;
import io.nats.streaming.AckHandler;
import io.nats.streaming.MessageHandler;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.SubscriptionOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The witness that uses {@code java-nats-streaming}. Arguments: URL, cluster ID, client ID,
 * channel.
 */
final class JavaWitness {
    private static final long PAUSE_MILLIS = 20;

    private JavaWitness() {}

    static Program start(Programs programs, String url, String channel) {
        return start(programs, List.of(url, Server.CLUSTER_ID, "witness", channel));
    }

    /** Starts it in a process of its own, with its arguments. */
    static Program start(Programs programs, List<String> arguments) {
        return programs.start(
                "witness",
                Project.work(),
                Map.of(),
                Stream.concat(JavaTickets.command(JavaWitness.class).stream(), arguments.stream())
                        .toList());
    }

    public static void main(String[] args)
            throws IOException, InterruptedException, TimeoutException {
        Options options =
                new Options.Builder()
                        .natsUrl(args[0])
                        .clusterId(args[1])
                        .clientId(args[2])
                        .connectionLostHandler(
                                (connection, why) -> say("problem connection lost " + why))
                        .build();
        StreamingConnection connection = NatsStreaming.connect(args[1], args[2], options);
        String channel = args[3];
        SubscriptionOptions durable =
                new SubscriptionOptions.Builder().durableName("witness").build();
        connection.subscribe(channel, listener("plain"));
        connection.subscribe(channel, listener("durable"), durable);
        connection.subscribe(channel, "group", listener("member1"));
        connection.subscribe(channel, "group", listener("member2"));
        AtomicLong last = new AtomicLong();
        // It publishes until the process is killed, so there is no end to wait for.
        ScheduledFuture<?> unused =
                Executors.newSingleThreadScheduledExecutor()
                        .scheduleAtFixedRate(
                                () -> publish(connection, channel, last.incrementAndGet()),
                                0,
                                PAUSE_MILLIS,
                                TimeUnit.MILLISECONDS);
    }

    private static MessageHandler listener(String name) {
        return message ->
                say(
                        "received %s %s %d"
                                .formatted(
                                        name,
                                        new String(message.getData(), UTF_8),
                                        message.getSequence()));
    }

    private static void publish(StreamingConnection connection, String channel, long number) {
        AckHandler acked =
                (guid, why) ->
                        say(
                                why == null
                                        ? "acked " + number
                                        : "unacknowledged " + number + " " + why);
        try {
            connection.publish(channel, Long.toString(number).getBytes(UTF_8), acked);
        } catch (IOException | TimeoutException | RuntimeException e) {
            say("problem publish " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
