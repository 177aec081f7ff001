package dev.stanchion.store.remote;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import java.util.List;
import java.util.function.Consumer;

/** What {@link Retention} needs of a log. Owned by the channel's shard. */
public interface RetainedLog extends PagedLog {
    /**
     * Fetches the sizes and times of the messages in a range.
     *
     * @param fetched runs on the shard with them
     * @param failed runs on the shard instead if they cannot be read
     */
    void fetchDetails(
            long first,
            long last,
            Consumer<List<Block.Detail>> fetched,
            Consumer<StoreException> failed);

    /**
     * Retention has looked for messages to drop.
     *
     * @param isAny whether it has dropped any
     */
    void onDropped(boolean isAny);

    /**
     * Has the backend delete what is dropped.
     *
     * @param outcome succeeds once no crash brings the messages back
     */
    void deleteDropped(Outcome<Outcome.Done> outcome);
}
