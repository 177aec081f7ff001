package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.store.jetstream.api.Inbox;
import dev.stanchion.store.jetstream.append.StreamWriter;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.cluster.ClusterListener;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has a stream read when others seem to have written to it. The link receives what others publish
 * on the channel's subject, and not what it publishes itself. Such a message is a hint: it may not
 * be in the stream, and core NATS may lose it. So the watch also looks from time to time, while
 * somebody is subscribed. Confined to the channel's shard.
 */
final class ForeignWatch implements ClusterListener {
    private static final long PERIOD_NANOS = Duration.ofSeconds(5).toNanos();

    private final Inbox inbox;
    private final ClusterLink link;
    private final StreamWriter writer;
    private final String subject;
    private final BooleanSupplier isAnybodySubscribed;
    private @Nullable Registration registration;
    private @Nullable Timer timer;

    ForeignWatch(
            Inbox inbox, StreamWriter writer, String subject, BooleanSupplier isAnybodySubscribed) {
        this.inbox = inbox;
        this.link = inbox.link();
        this.writer = writer;
        this.subject = subject;
        this.isAnybodySubscribed = isAnybodySubscribed;
    }

    void begin() {
        registration = link.subscribe(subject, hint -> writer.look());
        inbox.listen(this);
        schedule();
    }

    private void schedule() {
        timer = link.shard().schedule(PERIOD_NANOS, this::lookFromTimeToTime);
    }

    private void lookFromTimeToTime() {
        if (isAnybodySubscribed.getAsBoolean()) {
            writer.look();
        }
        schedule();
    }

    /** Hints are lost while there is no connection. */
    @Override
    public void onUp() {
        writer.look();
    }

    @Override
    public void onDown() {
        // the writer notices it
    }

    void close() {
        if (registration != null) {
            registration.close();
            registration = null;
        }
        inbox.forget(this);
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
