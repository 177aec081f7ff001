package dev.stanchion.store.remote;

import dev.stanchion.engine.spi.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages that one request has read. Immutable.
 *
 * @param from the page has all stored messages from this sequence on
 * @param end the page ends before this sequence
 */
public record Page(long from, long end, List<Row> rows) {
    /**
     * One message of the page.
     *
     * @param damage why the message cannot be read; null if it can
     */
    public record Row(StoredMessage message, @Nullable StoreException damage) {}

    boolean covers(long sequence) {
        return sequence >= from && sequence < end;
    }

    /** Returns the first message at or after the sequence; null if there is none. */
    public @Nullable Row from(long sequence) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.get(middle).message().sequence() < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < rows.size() ? rows.get(low) : null;
    }
}
