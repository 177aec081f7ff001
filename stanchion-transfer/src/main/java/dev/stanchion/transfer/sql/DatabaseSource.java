package dev.stanchion.transfer.sql;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.remote.Page;
import dev.stanchion.store.sql.Connections;
import dev.stanchion.store.sql.DatabaseSnapshot;
import dev.stanchion.transfer.Findings;
import dev.stanchion.transfer.MessageSink;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.SourceSubscriptions;
import dev.stanchion.transfer.TransferException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A database in which a server has kept everything. It is read and never changed. */
public final class DatabaseSource implements Source {
    private final String name;
    private final DatabaseSnapshot snapshot;
    private final boolean messagesOnly;
    private final Findings findings = new Findings();
    private final List<SourceChannel> channels;

    private DatabaseSource(String name, DatabaseSnapshot snapshot, boolean messagesOnly) {
        this.name = name;
        this.snapshot = snapshot;
        this.messagesOnly = messagesOnly;
        this.channels = snapshot.channels().stream().<SourceChannel>map(Channel::new).toList();
        if (!snapshot.otherSessions().isEmpty()) {
            findings.note(
                    name,
                    "others are connected to it: %s; if one of them is a server, stop it, because"
                                    .formatted(String.join(", ", snapshot.otherSessions()))
                            + " what it writes from now on is not copied");
        }
    }

    /**
     * Opens a database.
     *
     * @param connections closed with the source
     * @param messagesOnly whether clients and subscriptions are left out
     * @throws TransferException if it is no database of a server, or a server uses it
     */
    public static DatabaseSource open(Connections connections, boolean messagesOnly) {
        return open(connections, DatabaseSnapshot::open, messagesOnly);
    }

    /**
     * Opens the database of a server that runs, as it is at this moment.
     *
     * @param connections closed with the source
     * @throws TransferException if it is no database of a server
     */
    public static DatabaseSource openRunning(Connections connections) {
        return open(connections, DatabaseSnapshot::openRunning, false);
    }

    private static DatabaseSource open(
            Connections connections,
            Function<Connections, DatabaseSnapshot> opening,
            boolean messagesOnly) {
        try {
            return new DatabaseSource(
                    connections.place(), opening.apply(connections), messagesOnly);
        } catch (StoreException e) {
            throw new TransferException(
                    String.valueOf(e.getMessage()),
                    switch (e.kind()) {
                        case BUSY -> "Stop the server, or import from a copy of the database.";
                        case CORRUPT -> "Name the database that the server has as -sql_source.";
                        case FULL, FENCED, READ_ONLY, IO ->
                                "Check the URL, the user and the password.";
                    },
                    e);
        }
    }

    @Override
    public ServerRecord server() {
        return snapshot.server()
                .orElseThrow(() ->
                        new TransferException(
                                name + ": no server has used it yet: table ServerInfo is empty",
                                "Check the URL."));
    }

    @Override
    public List<ClientRecord> clients() {
        return messagesOnly ? List.of() : snapshot.clients();
    }

    @Override
    public List<SourceChannel> channels() {
        return channels;
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void requireUnchanged() {
        List<String> changed = snapshot.changedChannels();
        if (!changed.isEmpty()) {
            throw new TransferException(
                    "a server uses %s: channel %s has changed during the import"
                            .formatted(name, changed.getFirst()),
                    "Stop it first, or import from a copy of the database.");
        }
    }

    @Override
    public void close() {
        snapshot.close();
    }

    /** A channel, whose messages are read page by page. */
    private final class Channel implements SourceChannel {
        private final DatabaseSnapshot.Channel channel;

        Channel(DatabaseSnapshot.Channel channel) {
            this.channel = channel;
        }

        @Override
        public String name() {
            return channel.name();
        }

        @Override
        public long sizeBytes() {
            return channel.bytes();
        }

        @Override
        public void readMessages(MessageSink sink) {
            readMessagesFrom(1, sink);
        }

        @Override
        public void readMessagesFrom(long sequence, MessageSink sink) {
            MsgProtoCursor message = new MsgProtoCursor();
            for (@Nullable Page page = snapshot.read(name(), sequence);
                    page != null;
                    page = snapshot.read(name(), page.end())) {
                for (Page.Row row : page.rows()) {
                    StoreException damage = row.damage();
                    long damaged = row.message().sequence();
                    if (damage != null) {
                        findings.loss("channel " + name(), String.valueOf(damage.getMessage()));
                        findings.lostMessages(name(), damaged, damaged);
                    } else if (message.wrap(row.message().bytes(), 0, row.message().size())) {
                        sink.onMessage(message);
                    }
                }
            }
        }

        @Override
        public long lastSequence() {
            return channel.highestSequence();
        }

        @Override
        public long lastTimestampEpochNanos() {
            return channel.lastTimestampEpochNanos();
        }

        @Override
        public SourceSubscriptions readSubscriptions() {
            return messagesOnly
                    ? new SourceSubscriptions(0, List.of())
                    : new SourceSubscriptions(
                            channel.highestSubscription(), channel.subscriptions());
        }
    }
}
