package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Interrupts;
import dev.stanchion.client.AckMode;
import dev.stanchion.client.ChannelSyntax;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.ConnectionListener;
import dev.stanchion.client.Message;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.Subscription;
import dev.stanchion.client.SubscriptionOptions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stanchion listen}: prints the messages of channels until it is stopped. */
@Command(
        name = "listen",
        mixinStandardHelpOptions = true,
        description = {"Print the messages of channels as they arrive.", "Stop with Ctrl-C."},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion listen tickets:created orders:created",
            "  stanchion listen tickets:created --contains '\"price\":20' --pretty",
            "  stanchion listen tickets:created --from time:10m --count 5 --json",
            "  stanchion listen tickets:created --durable seen --client-id me --from first",
            "  stanchion listen tickets:created --queue orders --durable orders --from first",
            "",
            "Exit codes: 0 stopped or --count reached, 1 failed or connection lost, 2 wrong usage."
        })
final class ListenCommand implements Callable<Integer> {
    /**
     * The number of pings within the patience. The last one is not sent, because all earlier ones
     * were unanswered.
     */
    private static final int PINGS_IN_PATIENCE = 4;

    private static final int MOST_CHANNELS = 100;
    private static final Duration LEAST_PATIENCE = Duration.ofMillis(40);
    private static final Duration MOST_PATIENCE = Duration.ofDays(4);

    /** The reason for the end of listening. */
    private sealed interface Ending {
        /** The end was requested: enough messages, Ctrl-C, or a closed output. */
        record Asked() implements Ending {}

        record Lost(StreamingException reason) implements Ending {}
    }

    private final Surroundings surroundings;
    private final Console console;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final AtomicLong received = new AtomicLong();

    @Parameters(
            arity = "1..*",
            paramLabel = "CHANNEL",
            description = "Name of the channel: tickets:created. Further ones may follow.")
    private List<String> channels = List.of();

    @Option(
            names = {"-q", "--queue"},
            paramLabel = "GROUP",
            defaultValue = "",
            description = "Queue group to join. Its members share the messages.")
    private String queue = "";

    @Option(
            names = {"-d", "--durable"},
            paramLabel = "NAME",
            defaultValue = "",
            description =
                    "Durable name, with which the next run continues where this one stops. Needs"
                            + " --client-id or --queue.")
    private String durable = "";

    @Option(
            names = "--from",
            paramLabel = "START",
            defaultValue = "new",
            converter = StartText.class,
            description =
                    "Position to start at: first, last, new, seq:7, time:10m (ago) or"
                            + " time:2026-11-24T10:00:00Z. Default: ${DEFAULT-VALUE}")
    private StartAt start = StartAt.newOnly();

    @Option(
            names = "--max-in-flight",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Maximum number of unacknowledged messages. Default: ${DEFAULT-VALUE}")
    private int maxInFlight;

    @Option(
            names = "--ack-wait",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationText.class,
            description =
                    "Time after which the server sends an unacknowledged message again. Default:"
                            + " ${DEFAULT-VALUE}")
    private Duration ackWait = Duration.ZERO;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "20s",
            converter = DurationText.class,
            description =
                    "Time without an answer of the server after which the command fails; 0s for no"
                            + " limit. Default: ${DEFAULT-VALUE}")
    private Duration patience = Duration.ZERO;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "Number of messages after which the command stops. Default: no limit")
    private @Nullable Long count;

    @Option(
            names = "--contains",
            paramLabel = "TEXT",
            description =
                    "Print only messages with this text. The command acknowledges the others and"
                            + " does not count them. Default: all messages")
    private @Nullable String contains;

    @Option(
            names = "--pretty",
            description =
                    "Put the white space of JSON in order. Default: print the data as it is, with"
                            + " control characters escaped")
    private boolean pretty;

    @Option(names = "--json", description = "Print JSON lines for programs.")
    private boolean json;

    @Mixin private ConnectionFlags flags = new ConnectionFlags();

    @Spec private @Nullable CommandSpec spec;

    ListenCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    @Override
    public Integer call() {
        check(count == null || count >= 1, "--count: " + count + " (expected: at least 1)");
        refuseOrphans();
        checkPatience();
        check(
                channels.size() <= MOST_CHANNELS,
                "%d channels (expected: at most %d)".formatted(channels.size(), MOST_CHANNELS));
        channels.forEach(ChannelSyntax::check);
        SubscriptionOptions subscription = subscription();
        Interrupts.Work work =
                surroundings.interrupts().during(() -> ending.complete(new Ending.Asked()));
        int exitCode = ExitCode.FAILED;
        try {
            exitCode = listen(subscription);
        } finally {
            work.finished(exitCode);
        }
        return exitCode;
    }

    private SubscriptionOptions subscription() {
        long wanted = count == null ? Integer.MAX_VALUE : count;
        return SubscriptionOptions.defaults()
                .queueGroup(queue)
                .durable(durable)
                .from(start)
                // not more than will be printed, because unacknowledged messages come again
                .maxInFlight((int) Math.min(maxInFlight, wanted))
                .ackWait(ackWait)
                .ackMode(AckMode.MANUAL);
    }

    /**
     * Refuses a durable with a generated client ID. Each run would leave a durable that no later
     * run can resume.
     */
    private void refuseOrphans() {
        check(
                durable.isEmpty() || !queue.isEmpty() || flags.hasClientId(),
                "--durable %s belongs to one client ID, and each run generates another one: add"
                                .formatted(durable)
                        + " --client-id NAME, with the same name each time");
    }

    private void checkPatience() {
        boolean isPossible =
                patience.isZero()
                        || (patience.compareTo(LEAST_PATIENCE) >= 0
                                && patience.compareTo(MOST_PATIENCE) <= 0);
        check(isPossible, "--patience: expected 40ms to 4d, or 0s for no limit");
    }

    private void check(boolean holds, String problem) {
        if (!holds) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
        }
    }

    private int listen(SubscriptionOptions options) {
        ConnectOptions connectOptions =
                flags.options("listen")
                        .listener(new Reporter())
                        .pings(patience.dividedBy(PINGS_IN_PATIENCE), PINGS_IN_PATIENCE - 1)
                        .build();
        Ending end;
        try (StreamingConnection connection = StreamingConnection.connect(connectOptions)) {
            for (String channel : new LinkedHashSet<>(channels)) {
                tellIfNew(channel, connection.subscribe(channel, options, this::onMessage));
            }
            console.remark(
                    "Listening to %s as %s. Stop with Ctrl-C."
                            .formatted(
                                    String.join(", ", channels),
                                    flags.described(connection.clientId())));
            end = ending.join();
        }
        console.remark(summary());
        return switch (end) {
            case Ending.Asked ignored -> ExitCode.DONE;
            case Ending.Lost(StreamingException reason) -> throw reason;
        };
    }

    /** A name with a typing error creates a channel, to which nobody publishes. */
    private void tellIfNew(String channel, Subscription subscription) {
        if (subscription.similarChannel().isPresent()) {
            console.warning(
                    "%s is a new, empty channel; did you mean %s?"
                            .formatted(channel, subscription.similarChannel().get()));
        } else if (subscription.isChannelNew()) {
            console.remark(channel + " is a new, empty channel.");
        }
    }

    private void onMessage(Message message) {
        if (ending.isDone()) {
            return; // not printed, so not acknowledged
        }
        if (contains != null && !message.text().contains(contains)) {
            message.ack();
            return;
        }
        DeliveryLine line = DeliveryLine.of(message);
        console.line(
                json
                        ? line.forPrograms()
                        : line.forPeople(console, surroundings.clock().getZone(), pretty));
        if (console.isResultUnread()) {
            ending.complete(new Ending.Asked());
            return;
        }
        message.ack();
        long soFar = received.incrementAndGet();
        if (count != null && soFar >= count) {
            ending.complete(new Ending.Asked());
        }
    }

    private String summary() {
        long messages = received.get();
        return messages == 1 ? "1 message received" : messages + " messages received";
    }

    /** Reports changes of the connection on the terminal. */
    private final class Reporter implements ConnectionListener {
        @Override
        public void onDisconnected() {
            console.warning("Disconnected. Reconnecting.");
        }

        @Override
        public void onReconnected() {
            console.remark("Reconnected.");
        }

        @Override
        public void onLost(StreamingException reason) {
            ending.complete(new Ending.Lost(reason));
        }
    }
}
