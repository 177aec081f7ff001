package dev.stanchion.store.file.commit;

import dev.stanchion.store.file.segment.SegmentNote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The channels with committed messages: the loaded ones, each with its writer, and those with
 * messages of an earlier run in the commit log that have not been loaded since. Owned by the
 * store's writer.
 */
final class ChannelWriters {
    private final Map<Long, ChannelWriter> loaded = new HashMap<>();
    private final Map<Long, Replay> unloaded = new HashMap<>();

    /** The commit log has something of a channel that is not loaded. */
    void addUnloaded(long channel, Replay replay) {
        unloaded.put(channel, replay);
    }

    /** A channel is being loaded; returns whether the commit log alone has known a part of it. */
    boolean load(long channel) {
        return unloaded.remove(channel) != null;
    }

    void add(long channel, ChannelWriter writer) {
        loaded.put(channel, writer);
    }

    /** Returns a channel's writer; null if the channel is not loaded or has been deleted. */
    @Nullable ChannelWriter get(long channel) {
        return loaded.get(channel);
    }

    /** A channel is deleted; returns its writer, null if it was not loaded. */
    @Nullable ChannelWriter remove(long channel) {
        unloaded.remove(channel);
        return loaded.remove(channel);
    }

    Collection<ChannelWriter> all() {
        return loaded.values();
    }

    /** Returns the first file of the commit log that any channel needs; the greatest if none. */
    long neededCommitFile() {
        long needed = Long.MAX_VALUE;
        for (ChannelWriter writer : loaded.values()) {
            needed = Math.min(needed, writer.neededCommitFile());
        }
        for (Replay replay : unloaded.values()) {
            needed = Math.min(needed, replay.firstCommitFile());
        }
        return needed;
    }

    /**
     * Returns the changes for a checkpoint.
     *
     * @param commitNeededFrom the first file of the commit log that is still needed; 0 if the
     *     checkpoint is not to record that
     */
    Checkpoint.Facts takeFacts(long commitNeededFrom) {
        List<Checkpoint.Mark> marks = new ArrayList<>();
        List<SegmentNote> segments = new ArrayList<>();
        for (ChannelWriter writer : loaded.values()) {
            writer.takeFacts(marks, segments);
        }
        return new Checkpoint.Facts(marks, segments, commitNeededFrom);
    }

    /** Closes files of segments until no more than a number of them are open. */
    void closeBeyond(int openFiles) {
        int open = 0;
        for (ChannelWriter writer : loaded.values()) {
            if (writer.hasOpenFile() && ++open > openFiles) {
                writer.closeFile();
            }
        }
    }

    /**
     * Ends all segments, so that a start needs to look through nothing.
     *
     * @param maxSyncs with more to be synced than this, nothing is, and the commit log is kept
     * @return whether the commit log is not needed any more
     */
    boolean finish(int maxSyncs) {
        long unsynced =
                loaded.values().stream()
                        .filter(writer -> writer.neededCommitFile() != Long.MAX_VALUE)
                        .count();
        boolean mayForce = unsynced <= maxSyncs;
        boolean isDone = unloaded.isEmpty() && mayForce;
        for (ChannelWriter writer : loaded.values()) {
            isDone &= writer.finish(mayForce);
        }
        return isDone;
    }
}
