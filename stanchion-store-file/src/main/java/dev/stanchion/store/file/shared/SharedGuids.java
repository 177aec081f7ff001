package dev.stanchion.store.file.shared;

import dev.stanchion.activity.witness.GuidJournal;
import dev.stanchion.store.file.GuidTable;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The guids of the newest messages of an epoch. They are on the disk before the messages are, so
 * that a server on another machine knows which messages it need not store again. Safe for use by
 * many shards, and by the committer.
 */
public final class SharedGuids implements GuidJournal, BeforeCommit {
    /** The name of the file in the directory of an epoch. */
    static final String NAME = "guids";

    private final Disk disk;
    private final Path path;
    private final ByteBuffer content;
    private final GuidTable table;
    private long last;

    /** Owned by the committer. */
    private long synced;

    private SharedGuids(Disk disk, Path path, ByteBuffer content) {
        this.disk = disk;
        this.path = path;
        this.content = content;
        this.table = new GuidTable(content);
        this.last = table.lastNumber();
        this.synced = last;
    }

    /** Opens the file of an epoch, which is created if there is none that can be used. */
    static SharedGuids open(Disk disk, Path epoch) throws IOException {
        Path path = epoch.resolve(NAME);
        ByteBuffer content = ByteBuffer.allocate(GuidTable.BYTES);
        if (!isRead(disk, path, content)) {
            content = ByteBuffer.allocate(GuidTable.BYTES).putLong(0, GuidTable.MAGIC);
            disk.delete(path);
            try (DiskFile file = disk.create(path)) {
                file.writeFully(new ByteBuffer[] {content.duplicate()}, 0);
                file.force();
            }
            disk.syncDirectory(epoch);
        }
        return new SharedGuids(disk, path, content);
    }

    private static boolean isRead(Disk disk, Path path, ByteBuffer content) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            if (file.sizeBytes() != GuidTable.BYTES) {
                return false;
            }
            file.readFully(content.duplicate(), 0);
            return content.getLong(0) == GuidTable.MAGIC;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public synchronized void appended(long channelHash, long sequence, long guidHash) {
        table.put(++last, channelHash, sequence, guidHash);
    }

    @Override
    public long[] guidHashes(long channelHash, long behind, long lastStored) {
        return table.guidHashes(channelHash, behind, lastStored);
    }

    /** A shard must not wait for the disk, so what is written is copied first. */
    @Override
    public void sync() throws IOException {
        long upTo;
        List<Piece> pieces;
        synchronized (this) {
            upTo = last;
            pieces = unsynced();
        }
        if (pieces.isEmpty()) {
            return;
        }
        try (DiskFile file = disk.open(path, Disk.Access.READ_WRITE)) {
            for (Piece each : pieces) {
                file.writeFully(new ByteBuffer[] {each.bytes()}, each.offset());
            }
            file.force();
        }
        synced = upTo;
    }

    private record Piece(int offset, ByteBuffer bytes) {}

    /** Two pieces, if the end of the file is between them. */
    private List<Piece> unsynced() {
        List<Piece> pieces = new ArrayList<>();
        long number = Math.max(synced + 1, last - GuidTable.ENTRIES + 1);
        while (number <= last) {
            long upTo = Math.min(last, number | GuidTable.ENTRIES - 1);
            int from = GuidTable.offset(number);
            int bytes = GuidTable.offset(upTo) + GuidTable.ENTRY_BYTES - from;
            ByteBuffer copy = ByteBuffer.allocate(bytes).put(content.slice(from, bytes)).flip();
            pieces.add(new Piece(from, copy));
            number = upTo + 1;
        }
        return pieces;
    }
}
