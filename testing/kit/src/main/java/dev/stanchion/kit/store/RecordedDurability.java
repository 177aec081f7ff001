package dev.stanchion.kit.store;

import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.StoreException;
import java.util.ArrayList;
import java.util.List;

/** Records the reports of a log about its messages. Confined to the thread of the test. */
final class RecordedDurability implements LogListener {
    private final List<Long> reports = new ArrayList<>();
    private final List<StoreException> losses = new ArrayList<>();
    private int inserted;

    @Override
    public void onDurable(long sequence) {
        reports.add(sequence);
    }

    @Override
    public void onInserted(int count) {
        inserted += count;
    }

    @Override
    public void onLost(StoreException why) {
        losses.add(why);
    }

    List<Long> reports() {
        return List.copyOf(reports);
    }

    List<StoreException> losses() {
        return List.copyOf(losses);
    }

    int inserted() {
        return inserted;
    }

    long durableUpTo() {
        return reports.isEmpty() ? 0 : reports.get(reports.size() - 1);
    }
}
