package dev.stanchion.cli.backup;

import dev.stanchion.cli.admin.ApiFlags;
import dev.stanchion.cli.admin.Login;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.cli.transfer.KeyFlags;
import dev.stanchion.server.values.SizeText;
import dev.stanchion.store.encryption.EncryptionKeys;
import dev.stanchion.store.file.disk.DiskTrouble;
import dev.stanchion.transfer.TransferException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stanchion backup}: takes a backup of a running server. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Write all that a running server keeps into a file.",
            "That is: channels, messages with their sequences and times, clients, durables, queue"
                    + " groups, which messages are unacknowledged, failed attempts, pauses, and parked messages.",
            "The server may have any store, and its clients notice nothing. Each channel is"
                    + " consistent, and no position is ahead of the messages. The file gets its name when it"
                    + " is whole. A backup that was cut off begins from the start."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion backup monday.backup",
            "  stanchion backup tuesday.backup --since monday.backup --max-rate 20M",
            "  stanchion backup tickets.jsonl.gz --channels 'tickets:*'",
            "",
            "The name of the file says its form: lines of JSON if it ends with .jsonl, else the smaller",
            "binary form. With .gz behind it, the file is packed.",
            "",
            "Exit codes: 0 done, 1 the backup failed, 2 wrong usage, 3 done, and the store of the server",
            "has damaged messages, which are not in the backup."
        })
public final class BackupCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int WITH_LOSSES = 3;
    private static final int ID_BYTES = 8;

    private final Console console;
    private final Map<String, String> environment;
    private final LongSupplier clock;
    private final SecureRandom chance = new SecureRandom();

    @Mixin private ApiFlags flags = new ApiFlags();

    @Mixin private KeyFlags keys = new KeyFlags();

    @Parameters(paramLabel = "FILE", description = "A new file.")
    private Path file = Path.of("");

    @Option(
            names = "--since",
            paramLabel = "OLDFILE",
            description =
                    "An earlier backup of this server. The new one has only the messages that are not in"
                            + " it; to restore it, both files are needed.")
    private Optional<Path> since = Optional.empty();

    @Option(
            names = "--channels",
            paramLabel = "PATTERN",
            description = "Only channels whose names fit; * stands for any text.")
    private String pattern = "";

    @Option(
            names = "--max-rate",
            paramLabel = "BYTES",
            description = "Read at most so many bytes of messages per second: 500k, 20M.")
    private Optional<String> mostBytesPerSecond = Optional.empty();

    @Spec private @Nullable CommandSpec spec;

    /**
     * @param clock a clock that never goes back
     */
    public BackupCommand(Console console, Map<String, String> environment, LongSupplier clock) {
        this.console = console;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Pace pace = new Pace(console, clock, TimeUnit.NANOSECONDS::sleep, mostBytesPerSecond());
        Optional<BackupContents> base = since.map(BackupScan::of);
        BackupServer server = new BackupServer(flags, Login.client(flags, environment));
        Map<String, Object> begun = server.begin();
        base.ifPresent(each -> requireSameServer(each, begun));
        Optional<EncryptionKeys> with = keys.keys(environment);
        if (with.isEmpty() && JsonTree.text(begun, "encrypted").equals("true")) {
            throw new TransferException(
                    "the store of the server is encrypted, and the backup would not be",
                    "Give the key: --encryption-key-file FILE, or the variable"
                            + " NATS_STREAMING_ENCRYPTION_KEY.");
        }
        try (BackupWriter out = BackupWriter.create(file)) {
            ChannelBackup channels =
                    new ChannelBackup(server, out, new Sealing(with, chance), pace, console);
            ServerBackup backup =
                    new ServerBackup(
                            server, out, channels, base, new ServerBackup.Wanted(pattern, newId()));
            int clients = backup.write(begun, with.isPresent());
            show(channels, clients, out.bytes());
            return channels.damaged() == 0 ? DONE : WITH_LOSSES;
        } catch (IOException e) {
            throw new TransferException(
                    "%s cannot be written: %s".formatted(file, DiskTrouble.of(file, e)),
                    "Make room on the disk, and begin again.",
                    e);
        }
    }

    private long mostBytesPerSecond() {
        if (mostBytesPerSecond.isEmpty()) {
            return 0;
        }
        String text = mostBytesPerSecond.get();
        long bytes = SizeText.parse(text).orElse(0);
        if (bytes <= 0) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "Invalid value for option '--max-rate': '%s' (expected: a size like 500k or 20M)"
                            .formatted(text));
        }
        return bytes;
    }

    private void requireSameServer(BackupContents earlier, Map<String, Object> begun) {
        String cluster = JsonTree.text(begun, "clusterId");
        if (!earlier.server().clusterId().equals(cluster)) {
            throw new TransferException(
                    "%s is a backup of cluster %s, and the server belongs to %s"
                            .formatted(earlier.file(), earlier.server().clusterId(), cluster),
                    "Leave out --since, or name the other server.");
        }
        if (!earlier.pattern().equals(pattern)) {
            throw new TransferException(
                    "%s has other channels: its --channels is '%s'"
                            .formatted(earlier.file(), earlier.pattern()),
                    "Give the same --channels, or leave out --since.");
        }
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        chance.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void show(ChannelBackup channels, int clients, long bytes) {
        if (flags.json()) {
            console.line(
                    new JsonLine()
                            .with("file", file.toString())
                            .with("channels", channels.channels())
                            .with("messages", channels.messages())
                            .with("subscriptions", channels.subscriptions())
                            .with("clients", clients)
                            .with("bytes", bytes)
                            .with("damaged", channels.damaged())
                            .end());
            return;
        }
        console.line(
                String.format(
                        Locale.ROOT,
                        "%s: %,d channel(s), %,d message(s), %,d subscription(s), %,d client(s),"
                                + " %,d bytes.",
                        file,
                        channels.channels(),
                        channels.messages(),
                        channels.subscriptions(),
                        clients,
                        bytes));
    }
}
