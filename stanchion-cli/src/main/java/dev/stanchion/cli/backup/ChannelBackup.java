package dev.stanchion.cli.backup;

import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.exchange.ExportLine.Kind;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.transfer.TransferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes channels with their messages, as fast as it may. For one thread. */
final class ChannelBackup {
    private final BackupServer server;
    private final BackupWriter out;
    private final Sealing sealing;
    private final Pace pace;
    private final Console console;
    private final MsgProtoCursor message = new MsgProtoCursor();
    private final ByteBuf sealed = Unpooled.buffer();
    private int channels;
    private long messages;
    private long subscriptions;
    private long damaged;

    ChannelBackup(
            BackupServer server, BackupWriter out, Sealing sealing, Pace pace, Console console) {
        this.server = server;
        this.out = out;
        this.sealing = sealing;
        this.pace = pace;
        this.console = console;
    }

    int channels() {
        return channels;
    }

    long messages() {
        return messages;
    }

    long subscriptions() {
        return subscriptions;
    }

    /** Returns how many messages could not be read. */
    long damaged() {
        return damaged;
    }

    /**
     * Writes a channel. If it is deleted meanwhile, its last line is missing.
     *
     * @param before what an earlier backup has of it; null if there is none
     */
    void write(
            String name,
            BackupServer.Checkpoint checkpoint,
            BackupContents.@Nullable Channel before)
            throws IOException {
        String head = checkpoint.lines().getFirst();
        Map<String, Object> facts = JsonTree.object(head);
        long first = number(facts, "firstSequence");
        long last = number(facts, "lastSequence");
        List<String> positions = checkpoint.lines().subList(1, checkpoint.lines().size());
        if (number(facts, "subscriptions") != positions.size()) {
            throw new TransferException(
                    "the server has not told all subscriptions of " + name, "Try again.");
        }
        long from =
                before == null ? 1 : continued(name, checkpoint.incarnation(), first, last, before);
        out.line(head.substring(0, head.length() - 1) + ",\"from\":" + from + "}");
        for (String line : positions) {
            out.line(line);
            subscriptions++;
        }
        Run run = new Run(name, last, from > 1 && before != null ? before : null);
        if (run.copy(checkpoint.incarnation(), from)) {
            out.line(run.through());
            channels++;
        } else {
            requireDeleted(name);
            console.remark(name + " was deleted, so it is not in the backup.");
        }
    }

    /** A server that has started anew knows a channel as another one, and has not lost it. */
    private void requireDeleted(String name) {
        if (server.checkpoint(name).isPresent()) {
            throw new TransferException(
                    "the server has started again while %s was read, or the channel was deleted and"
                                    .formatted(name)
                            + " made anew",
                    "Begin again.");
        }
    }

    /** Returns the sequence behind an earlier backup; 1 if the channel is another one by now. */
    private long continued(
            String name, String incarnation, long first, long last, BackupContents.Channel before) {
        long reached = before.lastSequence();
        if (reached == 0 || last < reached) {
            return 1;
        }
        if (first > reached) {
            return reached + 1; // limits have removed all of it, whichever channel it was
        }
        Optional<BackupServer.Page> page = server.log(name, incarnation, reached, reached);
        return page.isPresent()
                        && timeOfFirst(page.get().frames()) == before.lastMessageEpochNanos()
                ? reached + 1
                : 1;
    }

    /** Returns the time of the first message; -1 if there is none. */
    private long timeOfFirst(ByteBuf frames) {
        if (!frames.isReadable()) {
            return -1;
        }
        int length = frames.readInt();
        message.wrap(frames, frames.readerIndex(), length);
        return message.timestampEpochNanos();
    }

    private static long number(Map<String, Object> facts, String name) {
        return Long.parseLong(JsonTree.text(facts, name));
    }

    /** The messages of one channel. */
    private final class Run {
        private final String name;
        private final long last;
        private long count;
        private long reached;
        private long reachedEpochNanos;

        /**
         * @param before null if the channel is read from its beginning
         */
        Run(String name, long last, BackupContents.@Nullable Channel before) {
            this.name = name;
            this.last = last;
            this.reached = before == null ? 0 : before.lastSequence();
            this.reachedEpochNanos = before == null ? 0 : before.lastMessageEpochNanos();
        }

        /** Returns whether the channel was there until the end. */
        boolean copy(String incarnation, long from) throws IOException {
            try (Sealing.OfChannel seal = sealing.of(name)) {
                for (long next = from; next != 0 && next <= last; ) {
                    Optional<BackupServer.Page> page = server.log(name, incarnation, next, last);
                    if (page.isEmpty()) {
                        return false;
                    }
                    pace.await(page.get().frames().readableBytes());
                    take(page.get(), seal);
                    next = page.get().next();
                    pace.tell(name, reached, last, messages, out.bytes());
                }
            }
            return true;
        }

        private void take(BackupServer.Page page, Sealing.OfChannel seal) throws IOException {
            ByteBuf frames = page.frames();
            while (frames.isReadable()) {
                int length = frames.readInt();
                ByteBuf stored = frames.readSlice(length);
                if (!message.wrap(stored, 0, length)) {
                    throw new TransferException(
                            "the server has sent what is no message of " + name, "Try again.");
                }
                reached = message.sequence();
                reachedEpochNanos = message.timestampEpochNanos();
                ByteBuf written = seal.sealed(message, stored, sealed);
                message.wrap(written, 0, written.readableBytes());
                out.message(name, message, written);
                count++;
                messages++;
            }
            if (page.damaged() > 0) {
                out.line(
                        new JsonLine()
                                .with("type", Kind.DAMAGED.text())
                                .with("channel", name)
                                .with("sequence", page.damaged())
                                .end());
                console.warning(
                        "Message %d of %s is damaged, and is not in the backup."
                                .formatted(page.damaged(), name));
                damaged++;
            }
        }

        String through() {
            JsonLine line =
                    new JsonLine()
                            .with("type", Kind.THROUGH.text())
                            .with("channel", name)
                            .with("messages", count);
            return reached == last && last > 0 && reachedEpochNanos != 0
                    ? line.with("lastMessageTime", EpochNanos.text(reachedEpochNanos)).end()
                    : line.end();
        }
    }
}
