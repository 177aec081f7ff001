package dev.stanchion.store.file.commit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The commits that wait for the committer, and the batches that it makes of them.
 *
 * <p>When commits of a channel are lost, the channel learns of it a moment later. What it committed
 * until then follows messages that do not exist, so it is lost too. The era of a commit shows which
 * commits these are: the channel begins a new era when it learns of the loss.
 *
 * <p>Owned by the committer's worker, except {@link #add}, {@link #isEmpty} and {@link #bytes}.
 */
final class CommitQueue {
    private static final int MAX_FRAME_BYTES = 8 << 20;
    private static final int MAX_FRAME_RUNS = 4096;

    private final Queue<Commit> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();

    /** The last lost era of each channel that has not begun another one, as far as it is known. */
    private final Map<Long, Integer> lostEras = new HashMap<>();

    /** Adds commits; from any thread, in order for each. */
    void add(List<Commit> commits) {
        queuedBytes.addAndGet(recordBytes(commits));
        queue.addAll(commits);
    }

    /** From any thread. */
    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Returns the bytes of all records that wait; from any thread. */
    long bytes() {
        return queuedBytes.get();
    }

    static long recordBytes(List<Commit> commits) {
        long bytes = 0;
        for (int i = 0; i < commits.size(); i++) {
            bytes += commits.get(i).run().recordBytes();
        }
        return bytes;
    }

    /** Takes the next batch for one frame; empty if nothing waits that is not lost already. */
    List<Commit> take() {
        List<Commit> batch = new ArrayList<>();
        long bytes = 0;
        while (bytes < MAX_FRAME_BYTES && batch.size() < MAX_FRAME_RUNS) {
            Commit next = queue.poll();
            if (next == null) {
                break;
            }
            queuedBytes.addAndGet(-next.run().recordBytes());
            if (isLostAlready(next)) {
                next.run().release();
            } else {
                batch.add(next);
                bytes += next.run().recordBytes();
            }
        }
        return batch;
    }

    private boolean isLostAlready(Commit commit) {
        if (lostEras.isEmpty()) {
            return false;
        }
        Integer lost = lostEras.get(commit.run().channel());
        if (lost == null) {
            return false;
        }
        if (commit.era() > lost) {
            lostEras.remove(commit.run().channel());
            return false;
        }
        return true;
    }

    /** Records that a commit is lost, and with it all later ones of the same era. */
    void lost(Commit commit) {
        lostEras.put(commit.run().channel(), commit.era());
    }
}
