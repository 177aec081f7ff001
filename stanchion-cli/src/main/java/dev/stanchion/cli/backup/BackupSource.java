package dev.stanchion.cli.backup;

import dev.stanchion.cli.exchange.ExportLine;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.transfer.Findings;
import dev.stanchion.transfer.MessageSink;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.SourceSubscriptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads backups as one source. The channels have the same order in all files, so each file is read
 * once, side by side with the others. A channel that is wanted a second time is looked for from the
 * beginning of its file. For one thread.
 */
final class BackupSource implements Source {
    private final BackupChain chain;
    private final Findings findings = new Findings();
    private final List<ChannelReader> readers = new ArrayList<>();

    BackupSource(BackupChain chain) {
        this.chain = chain;
        chain.files().forEach(each -> readers.add(new ChannelReader(each)));
        if (!chain.newest().pattern().isEmpty()) {
            findings.note(
                    chain.newest().file().toString(),
                    "it has the channels that fit %s, and no others"
                            .formatted(chain.newest().pattern()));
        }
    }

    @Override
    public ServerRecord server() {
        return chain.newest().server();
    }

    @Override
    public List<ClientRecord> clients() {
        return chain.newest().clients();
    }

    @Override
    public List<SourceChannel> channels() {
        return chain.newest().channels().values().stream()
                .<SourceChannel>map(Channel::new)
                .toList();
    }

    @Override
    public Findings findings() {
        return findings;
    }

    /** A file was proven to be whole, and is read from its beginning to its end. */
    @Override
    public void requireUnchanged() {}

    @Override
    public void close() {
        readers.forEach(ChannelReader::close);
    }

    private final class Channel implements SourceChannel {
        private final BackupContents.Channel newest;
        private final List<BackupChain.Part> parts;

        Channel(BackupContents.Channel newest) {
            this.newest = newest;
            this.parts = chain.parts(newest);
        }

        @Override
        public String name() {
            return newest.name();
        }

        @Override
        public long sizeBytes() {
            return parts.stream().mapToLong(part -> part.channel().bytes()).sum();
        }

        /** Limits may have removed messages of the older files since. */
        @Override
        public void readMessages(MessageSink sink) {
            long first = newest.firstSequence();
            for (BackupChain.Part part : parts) {
                part.channel().damaged().stream()
                        .filter(each -> each >= first)
                        .forEach(each -> findings.lostMessages(name(), each, each));
                readers.get(part.file())
                        .read(
                                name(),
                                message -> {
                                    if (message.sequence() >= first) {
                                        sink.onMessage(message);
                                    }
                                });
            }
        }

        @Override
        public long lastSequence() {
            return newest.lastSequence();
        }

        @Override
        public long lastTimestampEpochNanos() {
            return newest.lastEpochNanos();
        }

        @Override
        public SourceSubscriptions readSubscriptions() {
            return new SourceSubscriptions(newest.highestSubscriptionId(), newest.subscriptions());
        }
    }

    /** Reads the messages of one file, channel by channel. */
    private static final class ChannelReader {
        private final BackupContents contents;
        private @Nullable BackupReader reader;
        private String reached = "";

        ChannelReader(BackupContents contents) {
            this.contents = contents;
        }

        void read(String channel, MessageSink sink) {
            BackupReader open = at(channel);
            while (open.next()) {
                if (open.isMessage()) {
                    sink.onMessage(open.message());
                    continue;
                }
                switch (open.line().kind()) {
                    case THROUGH -> {
                        return;
                    }
                    case SUBSCRIPTION, DAMAGED -> {}
                    default -> throw open.damaged("the file has changed since it was checked");
                }
            }
        }

        /** Goes to where a channel begins. */
        private BackupReader at(String channel) {
            BackupReader open = reader;
            if (open == null || BackupContents.ORDER.compare(reached, channel) >= 0) {
                close();
                open = BackupReader.open(contents.file());
                reader = open;
            }
            reached = channel;
            while (open.next()) {
                if (!open.isMessage()
                        && open.line().kind() == ExportLine.Kind.CHANNEL
                        && open.line().channel().equals(channel)) {
                    return open;
                }
            }
            throw open.damaged("the file has changed since it was checked");
        }

        void close() {
            if (reader != null) {
                reader.close();
            }
        }
    }
}
