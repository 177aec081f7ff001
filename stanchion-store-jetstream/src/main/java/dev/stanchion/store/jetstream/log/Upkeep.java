package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.state.RecentLease;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes dropped messages from a stream and has the position of the log recorded, at most once a
 * second. Owned by the channel's shard.
 *
 * <p>Before each removal it confirms that this process is the active one. A process that stood
 * still may remember a channel that its successor has deleted and made anew, with a stream of the
 * same name and other messages.
 */
final class Upkeep {
    private static final long PERIOD_NANOS = 1_000_000_000L;

    private final JetStreamApi api;
    private final String stream;
    private final ShardExecutor owner;
    private final RecentLease lease;
    private final List<Waiting> waiting = new ArrayList<>();
    private Runnable recordPosition = () -> {};
    private long wanted;
    private long removed;
    private boolean isRemoving;
    private boolean hasMoved;
    private boolean isClosed;
    private @Nullable Timer timer;
    private @Nullable Runnable finished;

    /** Somebody who waits until all messages before a sequence are removed. */
    private record Waiting(long sequence, Outcome<Outcome.Done> outcome) {}

    /**
     * @param lease confirms that this process is the active one
     * @param first the stream has no messages before this sequence
     */
    Upkeep(JetStreamApi api, String stream, ShardExecutor owner, RecentLease lease, long first) {
        this.api = api;
        this.stream = stream;
        this.owner = owner;
        this.lease = lease;
        this.wanted = first;
        this.removed = first;
    }

    void recordPositions(Runnable record) {
        recordPosition = record;
    }

    /** Wants all messages before a sequence removed. */
    void removeBefore(long sequence) {
        if (sequence > wanted) {
            wanted = sequence;
            schedule();
        }
    }

    /** Has all messages before a sequence removed at once. */
    void removeNow(long sequence, Outcome<Outcome.Done> outcome) {
        waiting.add(new Waiting(sequence, outcome));
        wanted = Math.max(wanted, sequence);
        if (!isRemoving) {
            goOn();
        }
    }

    private void tellRemoved() {
        List<Waiting> told = waiting.stream().filter(each -> each.sequence() <= removed).toList();
        waiting.removeAll(told);
        told.forEach(each -> each.outcome().succeeded(Outcome.Done.DONE));
    }

    private void tellFailed(StoreException why) {
        List<Waiting> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(each -> each.outcome().failed(why));
    }

    void positionChanged() {
        hasMoved = true;
        schedule();
    }

    private void schedule() {
        if (timer == null && !isClosed) {
            timer = owner.schedule(PERIOD_NANOS, this::work);
        }
    }

    private void work() {
        timer = null;
        if (isClosed) {
            return;
        }
        if (hasMoved) {
            hasMoved = false;
            recordPosition.run();
        }
        if (wanted > removed && !isRemoving) {
            remove();
        }
    }

    private void remove() {
        isRemoving = true;
        long upTo = wanted;
        lease.confirm(Outcome.of(done -> purge(upTo), this::notRemoved));
    }

    private void purge(long upTo) {
        api.purgeUpTo(
                stream,
                upTo,
                ApiOutcome.of(
                        answer -> {
                            isRemoving = false;
                            removed = upTo;
                            goOn();
                        },
                        why -> notRemoved(exception(why))));
    }

    private StoreException exception(ApiFailure why) {
        StoreException.Kind kind =
                why.isTemporary() ? StoreException.Kind.BUSY : StoreException.Kind.IO;
        return new StoreException(kind, "remove", stream, why.text());
    }

    private void notRemoved(StoreException why) {
        isRemoving = false;
        tellFailed(why);
        if (finished == null) {
            schedule();
        } else {
            removed = wanted; // the next process removes what is left
        }
        goOn();
    }

    private void goOn() {
        tellRemoved();
        Runnable then = finished;
        if (then == null) {
            if (wanted > removed && !waiting.isEmpty() && !isClosed) {
                remove();
            } else if (wanted > removed) {
                schedule();
            }
        } else if (wanted > removed) {
            remove();
        } else {
            finished = null;
            then.run();
        }
    }

    /** Does at once what is left to do. */
    void finish(Runnable then) {
        if (hasMoved) {
            hasMoved = false;
            recordPosition.run();
        }
        finished = then;
        if (!isRemoving) {
            goOn();
        }
    }

    void close() {
        isClosed = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
