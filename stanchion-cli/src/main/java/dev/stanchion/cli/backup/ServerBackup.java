package dev.stanchion.cli.backup;

import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.exchange.ExportLine.Kind;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.engine.spi.SequenceText;
import dev.stanchion.protocol.ParkedNote;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a backup of a running server.
 *
 * <p>Each channel is consistent: the server tells the positions and the last sequence at one moment
 * of the channel's shard, and the messages up to that sequence follow. Positions are never ahead,
 * because only durable messages are sent.
 *
 * <p>A parked message leaves its position in one channel and enters another one. So that a message
 * on its way is in the backup at least once, channels of parked messages come behind all others,
 * and what was open in them before the position was read counts as open, too.
 *
 * <p>Clients come last: whoever connects while the backup is taken has its subscriptions.
 */
final class ServerBackup {
    private final BackupServer server;
    private final BackupWriter out;
    private final ChannelBackup channels;
    private final Optional<BackupContents> base;
    private final Wanted wanted;
    private final Map<String, OpenParked> openBefore = new HashMap<>();

    /**
     * @param pattern of channels, with * for any text; empty for all
     * @param id of the new backup
     */
    record Wanted(String pattern, String id) {
        boolean wants(String channel) {
            String origin =
                    ParkedNote.isParkedChannel(channel) ? ParkedNote.originOf(channel) : channel;
            return pattern.isEmpty() || expression().matcher(origin).matches();
        }

        private Pattern expression() {
            StringBuilder text = new StringBuilder();
            for (String part : pattern.split("\\*", -1)) {
                text.append(text.isEmpty() ? "" : ".*").append(Pattern.quote(part));
            }
            return Pattern.compile(text.toString(), Pattern.DOTALL);
        }
    }

    /**
     * @param base the backup that this one continues
     */
    ServerBackup(
            BackupServer server,
            BackupWriter out,
            ChannelBackup channels,
            Optional<BackupContents> base,
            Wanted wanted) {
        this.server = server;
        this.out = out;
        this.channels = channels;
        this.base = base;
        this.wanted = wanted;
    }

    /**
     * Writes everything.
     *
     * @param begun what the server has said of itself
     * @param encrypted whether messages are encrypted in the file
     * @return how many clients there are
     */
    int write(Map<String, Object> begun, boolean encrypted) throws IOException {
        out.line(head(begun, encrypted));
        List<String> names = names();
        List<String> parked = names.stream().filter(ParkedNote::isParkedChannel).toList();
        for (String name : names) {
            if (!ParkedNote.isParkedChannel(name)) {
                noteOpen(name, parked);
                channel(name, null);
            }
        }
        for (String name : names()) {
            if (ParkedNote.isParkedChannel(name)) {
                channel(name, openBefore.get(name));
            }
        }
        int clients = -1;
        for (String line : server.identity()) {
            out.line(line);
            clients++;
        }
        out.finish(end(clients));
        return clients;
    }

    private List<String> names() {
        return server.channels().stream()
                .filter(wanted::wants)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private void noteOpen(String origin, List<String> parkedChannels) {
        String parked = ParkedNote.channelFor(origin);
        if (parkedChannels.contains(parked)) {
            server.checkpoint(parked)
                    .ifPresent(there -> openBefore.put(parked, OpenParked.of(there.lines())));
        }
    }

    private void channel(String name, @Nullable OpenParked before) throws IOException {
        Optional<BackupServer.Checkpoint> found = server.checkpoint(name);
        if (found.isEmpty()) {
            return; // it was deleted since the names were asked for
        }
        BackupServer.Checkpoint checkpoint =
                before == null
                        ? found.get()
                        : new BackupServer.Checkpoint(
                                found.get().incarnation(), before.with(found.get().lines()));
        channels.write(name, checkpoint, base.map(each -> each.channels().get(name)).orElse(null));
    }

    private String head(Map<String, Object> begun, boolean encrypted) {
        JsonLine head =
                new JsonLine()
                        .with("type", Kind.EXPORT.text())
                        .with("format", BackupForm.FORMAT)
                        .with("content", "backup")
                        .with("id", wanted.id());
        base.ifPresent(each -> head.with("since", each.id()));
        return head.with("pattern", wanted.pattern())
                .with("encrypted", encrypted)
                .with("serverVersion", JsonTree.text(begun, "version"))
                .with("clusterId", JsonTree.text(begun, "clusterId"))
                .with("exportedAt", Instant.now().toString())
                .end();
    }

    private String end(int clients) {
        return new JsonLine()
                .with("type", Kind.END.text())
                .with("channels", channels.channels())
                .with("messages", channels.messages())
                .with("subscriptions", channels.subscriptions())
                .with("clients", clients)
                .with("crc32c", BackupScan.sum(out.sum()))
                .end();
    }

    /** The messages of a channel of parked messages that were open at an earlier moment. */
    private record OpenParked(TreeSet<Long> sequences) {
        private static final String PENDING = "\"pending\":\"";

        static OpenParked of(List<String> lines) {
            TreeSet<Long> open = new TreeSet<>();
            long last = number(lines.getFirst(), "lastSequence");
            for (String line : lines.subList(1, lines.size())) {
                open.addAll(pending(line));
                for (long each = number(line, "lastSent") + 1; each <= last; each++) {
                    open.add(each);
                }
            }
            return new OpenParked(open);
        }

        private static long number(String line, String field) {
            return Long.parseLong(JsonTree.text(JsonTree.object(line), field));
        }

        private static List<Long> pending(String line) {
            return SequenceText.parse(JsonTree.text(JsonTree.object(line), "pending"));
        }

        /** Returns the lines of a later checkpoint, in which these messages are open, too. */
        List<String> with(List<String> lines) {
            long first = number(lines.getFirst(), "firstSequence");
            return lines.stream().map(line -> isOfOpen(line) ? with(line, first) : line).toList();
        }

        /** The server keeps the open messages as a durable of its own. */
        private static boolean isOfOpen(String line) {
            return JsonTree.text(JsonTree.object(line), "durableName").equals("_parked");
        }

        private String with(String line, long first) {
            TreeSet<Long> all = new TreeSet<>(pending(line));
            all.addAll(sequences.tailSet(first, true));
            return line.substring(0, line.lastIndexOf(PENDING))
                    + PENDING
                    + SequenceText.of(all)
                    + "\"}";
        }
    }
}
