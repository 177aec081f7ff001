package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.recordlog.RecordLog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The two files of a journal and their content: {@code records}, a {@link RecordLog} of clients,
 * channels and subscriptions, and {@code positions}, the mapped {@link Positions}. For one thread
 * at a time.
 */
final class JournalContent implements Closeable {
    private static final String RECORDS = "records";
    private static final String POSITIONS = "positions";
    private static final String OLD = ".old";

    private final JournalFiles files;
    private final Path directory;
    private final SessionTable table;
    private final RecordLog records;
    private final Positions positions;
    private final Map<String, Long> unseenSince = new HashMap<>();

    private JournalContent(
            JournalFiles files,
            Path directory,
            SessionTable table,
            RecordLog records,
            Positions positions) {
        this.files = files;
        this.directory = directory;
        this.table = table;
        this.records = records;
        this.positions = positions;
    }

    /**
     * Opens both files, which are created if they are missing.
     *
     * @param lost called, on any thread, when a position cannot be written any more
     * @throws StoreException of kind {@code CORRUPT} if one of them is damaged
     */
    static JournalContent open(JournalFiles files, Path directory, Consumer<Throwable> lost)
            throws IOException {
        SessionTable table = new SessionTable();
        Path path = directory.resolve(RECORDS);
        long idIfNew = UUID.randomUUID().getMostSignificantBits();
        RecordLog records =
                RecordLog.open(
                        files,
                        path,
                        RecordLog.Safety.PROCESS,
                        idIfNew,
                        body -> table.apply(decode(path, body)));
        try {
            Positions positions =
                    Positions.open(files, directory.resolve(POSITIONS), records.id(), lost);
            return new JournalContent(files, directory, table, records, positions);
        } catch (IOException | RuntimeException e) {
            records.close();
            throw e;
        }
    }

    private static SessionRecord decode(Path path, ByteBuffer body) {
        try {
            return SessionCodec.decode(body);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    StoreException.Kind.CORRUPT,
                    "read",
                    path.toString(),
                    String.valueOf(e.getMessage()),
                    e);
        }
    }

    /**
     * Gives both files other names, in place of those set aside before. The positions go first: if
     * the process ends in between, the records alone are not believed.
     */
    static void setAside(JournalFiles files, Path directory) throws IOException {
        for (String name : List.of(POSITIONS, RECORDS)) {
            try {
                files.replace(directory.resolve(name), directory.resolve(name + OLD));
            } catch (NoSuchFileException e) {
                // it had not been created when the last process ended
            }
        }
    }

    SessionTable table() {
        return table;
    }

    Positions positions() {
        return positions;
    }

    /**
     * Returns the subscriptions for the engine. They have no pending messages, because the messages
     * are gone, and have the position of their channel.
     *
     * @throws StoreException of kind {@code CORRUPT} if the position of a channel is missing
     */
    RecoveredState recovered() {
        return new RecoveredState(
                table.server(),
                table.clients(),
                table.channels().stream().map(this::recovered).toList());
    }

    private RecoveredState.Channel recovered(SessionTable.ChannelEntry channel) {
        long last = positions.find(channel.number(), channel.name()).lastSequence();
        return new RecoveredState.Channel(
                channel.name(),
                channel.subscriptions().stream()
                        .map(each ->
                                new RecoveredState.Subscription(each.withLastSent(last), List.of()))
                        .toList());
    }

    /** Takes back clients, none of which has shown itself yet. */
    void takenBack(long aliveAtEpochMillis) {
        for (ClientRecord client : table.clients()) {
            unseenSince.put(
                    client.clientId(),
                    table.absentSinceEpochMillis()
                            .getOrDefault(client.clientId(), aliveAtEpochMillis));
        }
    }

    /**
     * A client is there, or is not: if it has not been there in this run, since the time at which
     * it was last there for certain.
     */
    void present(String clientId, boolean isPresent, long nowEpochMillis) throws IOException {
        Long unseen = unseenSince.remove(clientId);
        boolean wasAbsent = table.absentSinceEpochMillis().containsKey(clientId);
        if (isPresent && wasAbsent) {
            write(new SessionRecord.ClientAbsent(clientId, 0));
        } else if (!isPresent && !wasAbsent) {
            write(
                    new SessionRecord.ClientAbsent(
                            clientId, unseen == null ? nowEpochMillis : unseen));
        }
    }

    /** Forgets clients; the engine forgets their subscriptions. */
    void forget(List<ClientRecord> clients) throws IOException {
        for (ClientRecord client : clients) {
            write(new SessionRecord.ClientGone(client.clientId()));
        }
    }

    /** Writes a record, which survives the end of the process from then on. */
    void write(SessionRecord record) throws IOException {
        records.append(SessionCodec.encode(record));
        table.apply(record);
        if (records.isWorthCompacting()) {
            records.compact(() -> table.records().stream().map(SessionCodec::encode).iterator());
        }
    }

    /** Finds a channel, or begins it; its slot is there before any record names it. */
    SessionTable.ChannelEntry openChannel(String name) throws IOException {
        SessionTable.ChannelEntry known = table.channel(name);
        if (known != null) {
            return known;
        }
        int number = table.freeNumber();
        positions.begin(number, name);
        write(new SessionRecord.Channel(number, name, 0));
        return Objects.requireNonNull(table.channel(name));
    }

    /** Forgets a channel; one that is not there is a success. */
    void deleteChannel(String name) throws IOException {
        SessionTable.ChannelEntry channel = table.channel(name);
        if (channel != null) {
            write(new SessionRecord.ChannelGone(channel.number()));
        }
    }

    Slot slotOf(SessionTable.ChannelEntry channel) {
        return positions.find(channel.number(), channel.name());
    }

    /** Makes the journal invalid for a later run. Safe from any thread. */
    void abandon() throws IOException {
        try {
            positions.abandon();
        } catch (InternalError e) { // the mapped file was cut short
            files.delete(directory.resolve(RECORDS));
        }
    }

    /** Puts all on the disk, so that it survives the end of the machine, too. */
    void closeInGoodOrder() throws IOException {
        records.force();
        positions.closeInGoodOrder();
    }

    @Override
    public void close() throws IOException {
        try (records;
                positions) {
            // both, even if the first fails
        }
    }
}
