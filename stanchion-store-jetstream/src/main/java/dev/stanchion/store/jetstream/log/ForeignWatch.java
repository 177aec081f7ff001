package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.store.jetstream.api.Inbox;
import dev.stanchion.store.jetstream.append.StreamWriter;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has a stream read when others seem to have written to it. The link receives what others publish
 * on the channel's subject, and not what it publishes itself. Core NATS may lose such a hint. So
 * the watch also looks from time to time, while somebody is subscribed. Confined to the channel's
 * shard.
 */
final class ForeignWatch {
    private static final long PERIOD_NANOS = Duration.ofSeconds(5).toNanos();

    private final ShardExecutor shard;
    private final StreamWriter writer;
    private final HintsOfStream hints;
    private final BooleanSupplier isAnybodySubscribed;
    private @Nullable Timer timer;

    ForeignWatch(
            Inbox inbox, StreamWriter writer, String subject, BooleanSupplier isAnybodySubscribed) {
        this.shard = inbox.link().shard();
        this.writer = writer;
        this.hints = new HintsOfStream(inbox, subject, writer::look);
        this.isAnybodySubscribed = isAnybodySubscribed;
    }

    void begin() {
        hints.begin();
        schedule();
    }

    private void schedule() {
        timer = shard.schedule(PERIOD_NANOS, this::lookFromTimeToTime);
    }

    private void lookFromTimeToTime() {
        if (isAnybodySubscribed.getAsBoolean()) {
            writer.look();
        }
        schedule();
    }

    void close() {
        hints.close();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
