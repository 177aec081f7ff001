package dev.stanchion.transfer.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.transfer.Findings;
import dev.stanchion.transfer.MessageSink;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.SourceSubscriptions;
import dev.stanchion.transfer.TransferException;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A member of a cluster of Go servers: messages are in its file store, everything else is in its
 * Raft log. The log may have messages that the store does not have yet, because the member was
 * killed before it applied them.
 *
 * <p>The log does not record which of its last operations most members have agreed on. They are
 * taken as if all were.
 */
public final class ClusterMember implements Source {
    private static final int COMMAND = 0;

    /** What an encrypted operation begins with: the code of a cipher. */
    private static final int MOST_CIPHER_CODE = 2;

    private final Source messages;
    private final Path log;
    private final RaftState state = new RaftState();

    private ClusterMember(Source messages, Path log) {
        this.messages = messages;
        this.log = log;
    }

    /**
     * Opens a member.
     *
     * @param messages the file store of the member; closed with this source
     * @param directory what the member has as {@code -cluster_log_path}; the log is in the
     *     directory of the cluster there
     * @throws TransferException if there is no log, or it cannot be read
     */
    public static ClusterMember open(Source messages, Path directory) {
        Path ofCluster = directory.resolve(messages.server().clusterId());
        Path place = Files.isRegularFile(directory.resolve("raft.log")) ? directory : ofCluster;
        Path log = place.resolve("raft.log");
        if (!Files.isRegularFile(log)) {
            throw new TransferException(
                    log + ": there is no such file",
                    "Name the directory that the member has as -cluster_log_path.");
        }
        ClusterMember member = new ClusterMember(messages, log);
        member.replay(place);
        return member;
    }

    private void replay(Path place) {
        long inSnapshot;
        try {
            inSnapshot = SnapshotFile.readNewest(place.resolve("snapshots"), state, findings());
        } catch (IOException e) {
            throw new TransferException(
                    "%s cannot be read: %s".formatted(place.resolve("snapshots"), e.getMessage()),
                    "Check your rights there.",
                    e);
        }
        read(inSnapshot, state::apply);
    }

    /** Passes on the operations behind an index. */
    private void read(long behind, Consumer<ByteBuf> target) {
        long[] index = {behind};
        try (BoltFile file = BoltFile.open(log)) {
            file.forEach(
                    "logs",
                    (key, value) -> {
                        long number = number(key);
                        if (number <= behind) {
                            return;
                        }
                        index[0] = number;
                        LogRecord record = LogRecord.decode(value);
                        if (record.type() == COMMAND) {
                            requireClear(record.data());
                            target.accept(record.data());
                        }
                    });
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new TransferException(
                    "%s: the record with index %d is damaged (%s)"
                            .formatted(log, index[0], e.getMessage()),
                    "Take the data of another member, or use --messages-only.",
                    e);
        }
    }

    private void requireClear(ByteBuf operation) {
        int first = operation.isReadable() ? operation.getUnsignedByte(0) : 0;
        if (first > 0 && first <= MOST_CIPHER_CODE) {
            throw new TransferException(
                    log + " is encrypted, which this version cannot read",
                    "Use --messages-only to import its messages without clients and"
                            + " subscriptions.");
        }
    }

    private static long number(byte[] key) {
        long number = 0;
        for (byte each : key) {
            number = (number << Byte.SIZE) | (each & 0xFF);
        }
        return number;
    }

    @Override
    public ServerRecord server() {
        return messages.server();
    }

    @Override
    public List<ClientRecord> clients() {
        return state.clients();
    }

    @Override
    public List<SourceChannel> channels() {
        return messages.channels().stream().<SourceChannel>map(Channel::new).toList();
    }

    @Override
    public Findings findings() {
        return messages.findings();
    }

    @Override
    public void requireUnchanged() {
        messages.requireUnchanged();
    }

    @Override
    public void close() {
        messages.close();
    }

    /** A channel with the messages that only the log has behind those of the store. */
    private final class Channel implements SourceChannel {
        private final SourceChannel stored;

        Channel(SourceChannel stored) {
            this.stored = stored;
        }

        @Override
        public String name() {
            return stored.name();
        }

        @Override
        public long sizeBytes() {
            return stored.sizeBytes();
        }

        @Override
        public void readMessages(MessageSink sink) {
            long[] last = {0};
            stored.readMessages(message -> {
                sink.onMessage(message);
                last[0] = message.sequence();
            });
            if (state.lastSequence(name()) > last[0]) {
                readFromLog(sink, last);
            }
        }

        private void readFromLog(MessageSink sink, long[] last) {
            long inStore = last[0];
            read(
                    0,
                    operation ->
                            RaftState.messagesOf(
                                    operation,
                                    (message, channelId) -> {
                                        if (channelId == state.channelId(name())
                                                && isHere(message)
                                                && message.sequence() > last[0]) {
                                            sink.onMessage(message);
                                            last[0] = message.sequence();
                                        }
                                    }));
            if (last[0] > inStore) {
                findings()
                        .note(
                                "channel " + name(),
                                "messages #%d to #%d come from the Raft log; the store did not"
                                                .formatted(inStore + 1, last[0])
                                        + " have them yet");
            }
        }

        private boolean isHere(MsgProtoCursor message) {
            return name().equals(
                            message.buffer()
                                    .toString(
                                            message.channelIndex(),
                                            message.channelLength(),
                                            UTF_8));
        }

        @Override
        public long lastSequence() {
            return state.lastSequence(name());
        }

        @Override
        public SourceSubscriptions readSubscriptions() {
            return state.subscriptions(name());
        }
    }
}
