package dev.stanchion.cli;

import dev.stanchion.cli.publish.InputLines;
import dev.stanchion.cli.publish.Outbox;
import dev.stanchion.cli.publish.PayloadFile;
import dev.stanchion.cli.publish.Template;
import dev.stanchion.cli.publish.WatchKeys;
import dev.stanchion.cli.publish.WatchPlan;
import dev.stanchion.cli.publish.WatchReport;
import dev.stanchion.cli.publish.WatchSession;
import dev.stanchion.cli.publish.WatchedFile;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Durations;
import dev.stanchion.cli.terminal.Interrupts;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.cli.terminal.OneLineJson;
import dev.stanchion.cli.terminal.Payload;
import dev.stanchion.cli.terminal.Style;
import dev.stanchion.client.ChannelSyntax;
import dev.stanchion.client.PublishAck;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stanchion publish}: sends events and reports when the server has stored them. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Publish an event to a channel and wait until the server has stored it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion publish tickets:created '{\"id\":\"t1\",\"price\":20}'",
            "  echo '{\"id\":\"t2\"}' | stanchion publish tickets:created -",
            "  stanchion publish tickets:created --file ticket.json --count 100 --json",
            "  stanchion publish tickets:created --lines < tickets.jsonl",
            "  stanchion publish tickets:created '{\"id\":\"$${uuid}\",\"n\":$${n}}' --template -n 3",
            "  stanchion publish tickets:created --watch ticket.json",
            "  stanchion publish --watch tickets:created=t.json --watch orders:created=o.json",
            "",
            "Exit codes: 0 stored, 1 failed, 2 wrong usage."
        })
final class PublishCommand implements Callable<Integer> {
    /** The patience of --watch. A publish that takes longer is tried again. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(5);

    private final Surroundings surroundings;
    private final Console console;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CHANNEL",
            defaultValue = "",
            description =
                    "Name of the channel: tickets:created. It may be missing where each --watch"
                            + " names one.")
    private String channel = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATA",
            description = "Text to publish; - reads it from standard input.")
    private @Nullable String data;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "File whose content to publish.")
    private @Nullable Path file;

    @Option(
            names = {"-l", "--lines"},
            description =
                    "Publish each line of standard input as a message of its own, one after the"
                            + " other. Empty lines are left out. The command ends at the first"
                            + " failure.")
    private boolean lines;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description =
                    "Number of times to publish it, one after the other. With --watch: the number"
                            + " of publishes after which the command ends. Default: 1; with --watch"
                            + " no limit")
    private @Nullable Integer count;

    @Option(
            names = "--template",
            description =
                    "Fill in $${uuid}, $${now} (the time) and $${n} (1, 2, 3), anew for each"
                            + " message.")
    private boolean template;

    @Option(names = "--dry-run", description = "Print what would be published, and send nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON lines for programs.")
    private boolean json;

    @Mixin private WatchFlags watch = new WatchFlags();

    @Mixin private ConnectionFlags connection = new ConnectionFlags();

    @Spec private @Nullable CommandSpec spec;

    PublishCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    @Override
    public Integer call() throws InterruptedException {
        checkUsage();
        UnaryOperator<byte[]> filling = filling();
        if (watch.isWatching()) {
            watch(filling);
        } else if (lines) {
            publishLines(filling);
        } else {
            byte[] payload = payload();
            warnOfBrokenJson(payload);
            try (Publisher publisher = publisher()) {
                for (int i = 0; i < (count == null ? 1 : count); i++) {
                    publisher.publish(filling.apply(payload));
                }
            }
        }
        return ExitCode.DONE;
    }

    private void checkUsage() {
        check(!channel.isEmpty() || watch.isWatching(), "missing required parameter: 'CHANNEL'");
        check(count == null || count >= 1, "--count: " + count + " (expected: at least 1)");
        int sources =
                (data != null ? 1 : 0)
                        + (file != null ? 1 : 0)
                        + (lines ? 1 : 0)
                        + (watch.isWatching() ? 1 : 0);
        check(
                sources > 0,
                "nothing to publish: add DATA, - for standard input, --lines, --file or --watch");
        check(sources == 1, "DATA, --file, --lines and --watch cannot be combined");
        check(!lines || count == null, "--lines and --count cannot be combined");
        String defect = watch.defect(channel);
        check(defect == null, String.valueOf(defect));
        if (!channel.isEmpty()) {
            ChannelSyntax.check(channel);
        }
    }

    private UnaryOperator<byte[]> filling() {
        if (!template) {
            return UnaryOperator.identity();
        }
        return new Template(() -> UUID.randomUUID().toString(), surroundings.clock())::fill;
    }

    private byte[] payload() {
        if (file != null) {
            return PayloadFile.content(file);
        }
        String text = data == null ? "" : data;
        return text.equals("-")
                ? PayloadFile.content(surroundings.input())
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private void publishLines(UnaryOperator<byte[]> filling) {
        InputLines input = new InputLines(surroundings.input());
        long published = 0;
        try (Publisher publisher = publisher()) {
            for (byte[] line = input.next(); line != null; line = input.next()) {
                try {
                    publisher.publish(filling.apply(line));
                } catch (StreamingException e) {
                    console.warning(
                            "Line %d is not published. %d before it are."
                                    .formatted(input.number(), published));
                    throw e;
                }
                published++;
            }
        }
        console.remark(published == 1 ? "1 line published" : published + " lines published");
    }

    private void watch(UnaryOperator<byte[]> filling) throws InterruptedException {
        Duration every = watch.every();
        WatchPlan plan =
                new WatchPlan(
                        watch.files(channel),
                        every == null ? OptionalLong.empty() : OptionalLong.of(every.toNanos()),
                        count == null ? OptionalLong.empty() : OptionalLong.of(count),
                        filling,
                        watch.isRaw(),
                        watch.isOnlyChanges(),
                        dryRun);
        plan.files().stream().map(WatchedFile::channel).forEach(ChannelSyntax::check);
        try (Outbox outbox = outbox()) {
            if (!dryRun) {
                outbox.open();
            }
            WatchSession session =
                    new WatchSession(
                            plan,
                            outbox,
                            new WatchReport(console, surroundings.clock(), json),
                            surroundings.nanoClock());
            Interrupts.Work work = surroundings.interrupts().during(session::end);
            int exitCode = ExitCode.FAILED;
            try {
                readKeys(session);
                session.run();
                exitCode = ExitCode.DONE;
            } finally {
                work.finished(exitCode);
            }
        }
    }

    private Outbox outbox() {
        var options =
                connection
                        .options("publish")
                        .publishAckTimeout(SHORT_PATIENCE)
                        .requestTimeout(SHORT_PATIENCE)
                        .build();
        return new Outbox(
                () -> StreamingConnection.connect(options),
                clientId -> console.remark("Connected as " + connection.described(clientId)));
    }

    private void readKeys(WatchSession session) {
        if (surroundings.isInteractive()) {
            console.remark("Enter publishes again; q and Enter, or Ctrl-C, ends.");
            new WatchKeys(surroundings.input(), session).start();
        }
    }

    /** Publishes to the channel of the command line, or shows what would be published. */
    private interface Publisher extends AutoCloseable {
        void publish(byte[] payload);

        @Override
        void close();
    }

    private Publisher publisher() {
        return dryRun ? new Rehearsal() : new Sender();
    }

    private final class Rehearsal implements Publisher {
        @Override
        public void publish(byte[] payload) {
            String text = Payload.verbatim(payload);
            console.line(
                    json
                            ? new JsonLine().with("channel", channel).with("data", text).end()
                            : "· %s  would publish: %s"
                                    .formatted(console.paint(Style.NAME, channel), text));
        }

        @Override
        public void close() {}
    }

    private final class Sender implements Publisher {
        private final StreamingConnection open;

        Sender() {
            open = StreamingConnection.connect(connection.options("publish").build());
            console.remark("Connected as " + connection.described(open.clientId()));
        }

        @Override
        public void publish(byte[] payload) {
            long before = surroundings.nanoClock().getAsLong();
            PublishAck ack = open.publish(channel, payload);
            long nanos = surroundings.nanoClock().getAsLong() - before;
            console.line(json ? forPrograms(ack, nanos, open) : forPeople(ack, nanos));
        }

        @Override
        public void close() {
            open.close();
        }
    }

    private String forPeople(PublishAck ack, long nanos) {
        return "%s %s  stored in %s  %s"
                .formatted(
                        console.paint(Style.GOOD, "✓"),
                        console.paint(Style.NAME, ack.channel()),
                        Durations.shown(nanos),
                        console.paint(Style.FAINT, "guid " + ack.guid()));
    }

    private static String forPrograms(PublishAck ack, long nanos, StreamingConnection open) {
        return new JsonLine()
                .with("channel", ack.channel())
                .with("guid", ack.guid())
                .with("clientId", open.clientId())
                .with("nanos", nanos)
                .end();
    }

    private void warnOfBrokenJson(byte[] payload) {
        if (template) {
            return; // a placeholder may stand where JSON has a number
        }
        Payload.text(payload)
                .flatMap(OneLineJson::defect)
                .ifPresent(defect ->
                        console.warning(
                                "The data looks like JSON but is not valid: "
                                        + Payload.visible(defect)
                                        + ". It is published unchanged."));
    }

    private void check(boolean holds, String problem) {
        if (!holds) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
        }
    }
}
