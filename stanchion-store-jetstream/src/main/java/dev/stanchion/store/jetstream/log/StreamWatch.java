package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.store.jetstream.adopt.AdoptedStream;
import dev.stanchion.store.jetstream.adopt.Adoption;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.StreamInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks from time to time what others have done with an adopted stream: its limits remove messages,
 * and its owner may change or delete it. Confined to the channel's shard.
 */
final class StreamWatch {
    private static final Duration PERIOD = Duration.ofSeconds(5);

    /** Nobody publishes to such a stream, so nothing else says that it has new messages. */
    private static final Duration PERIOD_OF_COPIES = Duration.ofSeconds(1);

    private final JetStreamApi api;
    private final ShardExecutor shard;
    private final AdoptedStream wanted;
    private final String created;
    private final long periodNanos;
    private final Listener listener;
    private @Nullable Timer timer;
    private boolean isClosed;

    /** Hears what was found out. */
    interface Listener {
        /** The stream is there. */
        void onInfo(StreamInfo info);

        /** The stream cannot be used any more. The watch has ended. */
        void onGone(String why);
    }

    /**
     * @param opened the state of the stream when the channel was opened
     */
    StreamWatch(
            JetStreamApi api,
            ShardExecutor shard,
            AdoptedStream wanted,
            StreamInfo opened,
            Listener listener) {
        this.api = api;
        this.shard = shard;
        this.wanted = wanted;
        this.created = opened.created();
        this.periodNanos = (opened.isCopy() ? PERIOD_OF_COPIES : PERIOD).toNanos();
        this.listener = listener;
    }

    void begin() {
        timer = shard.schedule(periodNanos, this::ask);
    }

    private void ask() {
        api.info(wanted.stream(), ApiOutcome.of(this::answered, this::failed));
    }

    private void answered(StreamInfo info) {
        if (isClosed) {
            return;
        }
        String refusal = Adoption.refusal(wanted, info);
        if (!info.created().equals(created)) {
            gone(
                    "stream %s was deleted and made anew at %s"
                            .formatted(wanted.stream(), info.created()));
        } else if (!refusal.isEmpty()) {
            gone(refusal);
        } else {
            begin();
            listener.onInfo(info);
        }
    }

    private void failed(ApiFailure why) {
        if (isClosed) {
            return;
        }
        if (why.is(ApiFailure.STREAM_NOT_FOUND)) {
            gone("stream " + wanted.stream() + " is gone: somebody has deleted it");
        } else {
            begin();
        }
    }

    private void gone(String why) {
        close();
        listener.onGone(why);
    }

    void close() {
        isClosed = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
