package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Durations;
import dev.stanchion.cli.terminal.FailedException;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.cli.terminal.OneLineJson;
import dev.stanchion.cli.terminal.Payload;
import dev.stanchion.cli.terminal.Style;
import dev.stanchion.client.ChannelSyntax;
import dev.stanchion.client.PublishAck;
import dev.stanchion.client.StreamingConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stanchion publish}: sends an event and reports when the server has stored it. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Publish an event to a channel and wait until the server has stored it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion publish tickets:created '{\"id\":\"t1\",\"price\":20}'",
            "  echo '{\"id\":\"t2\"}' | stanchion publish tickets:created -",
            "  stanchion publish tickets:created --file ticket.json --count 100 --json",
            "",
            "Exit codes: 0 stored, 1 failed, 2 wrong usage."
        })
final class PublishCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "CHANNEL",
            description = "Name of the channel: tickets:created")
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
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Number of times to publish it, one after the other. Default: ${DEFAULT-VALUE}")
    private int count;

    @Option(names = "--json", description = "Print JSON lines for programs.")
    private boolean json;

    @Mixin private ConnectionFlags connection = new ConnectionFlags();

    @Spec private @Nullable CommandSpec spec;

    PublishCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    @Override
    public Integer call() {
        check(count >= 1, "--count: " + count + " (expected: at least 1)");
        check(
                data != null || file != null,
                "nothing to publish: add DATA, - for standard input, or --file");
        check(data == null || file == null, "DATA and --file cannot be combined");
        ChannelSyntax.check(channel);
        var options = connection.options("publish").build();
        byte[] payload = payload();
        warnOfBrokenJson(payload);
        try (StreamingConnection open = StreamingConnection.connect(options)) {
            console.remark("Connected as " + connection.described(open.clientId()));
            for (int i = 0; i < count; i++) {
                publish(open, payload);
            }
        }
        return ExitCode.DONE;
    }

    private void publish(StreamingConnection open, byte[] payload) {
        long before = surroundings.nanoClock().getAsLong();
        PublishAck ack = open.publish(channel, payload);
        long nanos = surroundings.nanoClock().getAsLong() - before;
        console.line(json ? forPrograms(ack, nanos, open) : forPeople(ack, nanos));
    }

    private String forPeople(PublishAck ack, long nanos) {
        return "%s %s  stored in %s  %s"
                .formatted(
                        console.paint(Style.GOOD, "✓"),
                        console.paint(Style.NAME, ack.channel()),
                        Durations.shown(nanos),
                        console.paint(Style.FAINT, "guid " + ack.guid()));
    }

    private String forPrograms(PublishAck ack, long nanos, StreamingConnection open) {
        return new JsonLine()
                .with("channel", ack.channel())
                .with("guid", ack.guid())
                .with("clientId", open.clientId())
                .with("nanos", nanos)
                .end();
    }

    private byte[] payload() {
        if (file != null) {
            return content(file);
        }
        String text = data == null ? "" : data;
        return text.equals("-") ? standardInput() : text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] standardInput() {
        try {
            return surroundings.input().readAllBytes();
        } catch (IOException e) {
            throw new FailedException(
                    "standard input cannot be read: " + e.getMessage(),
                    "Check that it is open.",
                    e);
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new FailedException("no such file: " + file, "Check the name.", e);
        } catch (IOException e) {
            throw new FailedException(
                    "file " + file + " cannot be read: " + e.getMessage(),
                    "Check its permissions.",
                    e);
        }
    }

    private void warnOfBrokenJson(byte[] payload) {
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
