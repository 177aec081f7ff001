package dev.stanchion.store.file;

import dev.stanchion.store.file.segment.LoadedChannel;
import dev.stanchion.store.file.segment.SegmentInfo;
import dev.stanchion.store.file.work.Worker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the progress of a start that takes longer than a moment. Safe for use by many threads. */
final class RecoveryProgress {
    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final Worker worker;
    private final int channelCount;
    private final AtomicInteger loadedChannels = new AtomicInteger();
    private final AtomicLong loadedMessages = new AtomicLong();
    private int toldChannels = -1;

    RecoveryProgress(Worker worker, int channelCount) {
        this.worker = worker;
        this.channelCount = channelCount;
        if (channelCount > 0) {
            worker.executeAfter(INTERVAL_NANOS, this::tell);
        }
    }

    void loaded(LoadedChannel channel) {
        loadedMessages.addAndGet(
                channel.segments().stream().mapToLong(SegmentInfo::messageCount).sum());
        loadedChannels.incrementAndGet();
    }

    private void tell() {
        int channels = loadedChannels.get();
        if (channels >= channelCount || channels == toldChannels) {
            return; // all are there, or the rest was not requested
        }
        toldChannels = channels;
        LOG.info(
                "Recovering: {} of {} channels, {} messages",
                channels,
                channelCount,
                loadedMessages.get());
        worker.executeAfter(INTERVAL_NANOS, this::tell);
    }
}
