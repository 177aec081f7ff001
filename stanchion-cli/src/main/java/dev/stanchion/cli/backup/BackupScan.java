package dev.stanchion.cli.backup;

import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.exchange.BrokenExportException;
import dev.stanchion.cli.exchange.ExportLine;
import dev.stanchion.cli.exchange.ExportLine.Kind;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.transfer.TransferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole file, and proves that it is as it was written: its lines are in order, there are as
 * many as its last line says, and their checksum is the same. For one thread.
 */
final class BackupScan {
    private final BackupReader reader;
    private final Path file;
    private final List<ClientRecord> clients = new ArrayList<>();
    private final NavigableMap<String, BackupContents.Channel> channels =
            new TreeMap<>(BackupContents.ORDER);
    private @Nullable ExportLine head;
    private @Nullable ExportLine end;
    private @Nullable ServerRecord server;
    private @Nullable ChannelScan current;
    private long messages;
    private long subscriptions;

    private BackupScan(Path file, BackupReader reader) {
        this.file = file;
        this.reader = reader;
    }

    /**
     * Reads a file.
     *
     * @throws TransferException if it is damaged, or no backup
     */
    static BackupContents of(Path file) {
        try (BackupReader reader = BackupReader.open(file)) {
            return new BackupScan(file, reader).read();
        }
    }

    /** Returns the checksum as it stands in the last line. */
    static String sum(long value) {
        return HexFormat.of().toHexDigits((int) value);
    }

    private BackupContents read() {
        while (reader.next()) {
            if (end != null) {
                throw reader.damaged("there is a line behind the end");
            }
            try {
                if (reader.isMessage()) {
                    channel().message(reader);
                    messages++;
                } else {
                    take(reader.line());
                }
            } catch (BrokenExportException e) {
                throw reader.broken(e);
            }
        }
        ExportLine last = end;
        if (last == null) {
            throw unfinished();
        }
        ExportLine first = Objects.requireNonNull(head);
        return new BackupContents(
                file,
                first.needed("id"),
                JsonTree.text(first.fields(), "since"),
                JsonTree.text(first.fields(), "pattern"),
                first.needed("exportedAt"),
                Objects.requireNonNull(server),
                clients,
                channels);
    }

    /** Says how far the file goes. */
    private TransferException unfinished() {
        String reached =
                head == null
                        ? "it is empty"
                        : "it ends behind %,d messages of %,d channels, and its last line is missing"
                                .formatted(messages, channels.size());
        return new TransferException(
                "%s is no whole backup: %s".formatted(file, reached),
                "The file was cut. Use another backup, or copy the file again.");
    }

    private ChannelScan channel() {
        ChannelScan open = current;
        if (open == null) {
            throw reader.damaged("a message or subscription of no channel");
        }
        return open;
    }

    private void take(ExportLine line) {
        if ((head == null) != (line.kind() == Kind.EXPORT)) {
            throw reader.damaged("it does not begin as a backup does");
        }
        switch (line.kind()) {
            case EXPORT -> begin(line);
            case CHANNEL -> {
                requireNoServer(line);
                current = new ChannelScan(line);
                String before = channels.isEmpty() ? null : channels.lastKey();
                if (before != null && BackupContents.ORDER.compare(before, line.channel()) >= 0) {
                    throw line.broken("channel %s is not in order".formatted(line.channel()));
                }
            }
            case SUBSCRIPTION -> {
                channel().subscription(line);
                subscriptions++;
            }
            case DAMAGED -> channel().damaged(line);
            case THROUGH -> {
                BackupContents.Channel whole = channel().through(line);
                channels.put(whole.name(), whole);
                current = null;
            }
            case SERVER -> {
                requireNoServer(line);
                server = RecordLines.server(line);
            }
            case CLIENT -> clients.add(RecordLines.client(line));
            case END -> finish(line);
            case POSITION, MESSAGE -> throw line.broken("no line of a backup");
        }
    }

    private void requireNoServer(ExportLine line) {
        if (server != null) {
            throw line.broken("it comes behind the server");
        }
    }

    private void begin(ExportLine line) {
        if (!JsonTree.text(line.fields(), "content").equals("backup")) {
            throw new TransferException(
                    file + " is an export of messages, and no backup",
                    "'stanchion admin import' puts it into a running server.");
        }
        if (line.numberOf("format") != BackupForm.FORMAT) {
            throw BackupReader.otherFormat(file, line.needed("format"));
        }
        head = line;
    }

    private void finish(ExportLine line) {
        if (server == null) {
            throw line.broken("there is no server");
        }
        requireCount(line, "channels", channels.size());
        requireCount(line, "messages", messages);
        requireCount(line, "subscriptions", subscriptions);
        requireCount(line, "clients", clients.size());
        String sum = sum(reader.sumBefore());
        if (!line.needed("crc32c").equals(sum)) {
            throw line.broken(
                    "the checksum of the file is %s, and it should be %s"
                            .formatted(sum, line.needed("crc32c")));
        }
        end = line;
    }

    private static void requireCount(ExportLine line, String what, long found) {
        if (line.numberOf(what) != found) {
            throw line.broken(
                    "there should be %s %s, and there are %d"
                            .formatted(line.needed(what), what, found));
        }
    }
}
