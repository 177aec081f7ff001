package dev.stanchion.store.jetstream.append;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import java.util.List;

/** Learns what has become of what waited for a stream, on the shard. */
public interface StreamOwner {
    /** The stream has everything up to a sequence. */
    void onDurable(long sequence);

    /**
     * Others have used sequences. {@link #onDurable} follows.
     *
     * @param messages the messages of others that the stream still has, in ascending order; each
     *     that waited here, too, has left the queue
     * @param moved by how much the sequences of what waits have become greater
     */
    void onForeign(List<Foreign> messages, int moved);

    /**
     * Finds out whether this process may still write, because another Stanchion has written to the
     * stream. If that one is the active now, nothing that waits here may come behind its messages.
     *
     * @param outcome succeeds if this process has had the lease at a moment after the call
     */
    void confirmActive(Outcome<Outcome.Done> outcome);

    /** What waited is lost. Some of it may be in the stream all the same. */
    void onLost(StoreException why);

    /**
     * The stream ends before what it had acknowledged: the cluster has lost messages.
     *
     * @param last the last sequence of the stream
     * @param acknowledged the last sequence that it had acknowledged
     */
    void onBehind(long last, long acknowledged);

    /** Refuses further messages. */
    void refuse(StoreException why);

    /** Accepts messages again. */
    void accept();
}
