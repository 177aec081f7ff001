package dev.stanchion.store.jetstream.state;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.ReadPage;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.figures.StoreFigures;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.jetstream.names.ClusterNames;
import java.time.Duration;

/**
 * Reads what is new in the bucket and applies it to a picture. Confined to the shard of the
 * registry.
 *
 * <p>A key that is removed leaves a mark for an hour only. So a reader that has not read for half
 * an hour begins anew, with an empty picture.
 */
public final class BucketReader {
    private static final int PAGE_MESSAGES = 256;
    private static final int PAGE_BYTES = 512 * 1024;

    private static final long LONGEST_PAUSE_NANOS = Duration.ofMinutes(30).toNanos();

    private final JetStreamApi api;
    private final ShardExecutor shard;
    private final ClusterNames names;
    private final String stream;
    private final String subjects;
    private final StoreFigures figures;
    private Picture picture;
    private long read;
    private long lastElapsedNanos;
    private long lastEpochNanos;
    private boolean isEnded;

    public BucketReader(
            JetStreamApi api, ShardExecutor shard, ClusterNames names, StoreFigures figures) {
        this.api = api;
        this.shard = shard;
        this.names = names;
        this.stream = names.bucketStream();
        this.subjects = names.keyPrefix() + ">";
        this.figures = figures;
        this.picture = new Picture(names);
        this.lastElapsedNanos = shard.elapsedNanos();
        this.lastEpochNanos = shard.epochNanos();
    }

    /** Returns what the bucket contains, as far as it has been read. */
    public Picture picture() {
        return picture;
    }

    /** Returns the last sequence that has been read. */
    public long read() {
        return read;
    }

    /** Leaves the picture as it is: answers that are still under way change nothing. */
    public void end() {
        isEnded = true;
    }

    /**
     * Reads until the picture contains everything that the bucket had when this call began.
     *
     * @param outcome gets the last sequence of the bucket, for a write that must be the next one
     */
    public void catchUp(ApiOutcome<Long> outcome) {
        if (hasPausedForLong()) {
            picture = new Picture(names);
            read = 0;
        }
        api.info(
                stream,
                new Step<StreamInfo>(outcome) {
                    @Override
                    public void succeeded(StreamInfo info) {
                        long last = info.lastSequence();
                        figures.followed(Math.max(0, last - read), shard.epochNanos());
                        readTo(last, outcome);
                    }
                });
    }

    /** A machine that sleeps stops one clock, and a clock that is set jumps; both are asked. */
    private boolean hasPausedForLong() {
        return shard.elapsedNanos() - lastElapsedNanos > LONGEST_PAUSE_NANOS
                || Math.abs(shard.epochNanos() - lastEpochNanos) > LONGEST_PAUSE_NANOS;
    }

    private void readTo(long last, ApiOutcome<Long> outcome) {
        if (read >= last || isEnded) {
            lastElapsedNanos = shard.elapsedNanos();
            lastEpochNanos = shard.epochNanos();
            outcome.succeeded(read);
            return;
        }
        api.read(
                stream,
                read + 1,
                PAGE_MESSAGES,
                PAGE_BYTES,
                subjects,
                new Step<ReadPage>(outcome) {
                    @Override
                    public void succeeded(ReadPage page) {
                        page.messages().forEach(BucketReader.this::apply);
                        if (page.messages().isEmpty()) {
                            askLeader(last, outcome);
                        } else {
                            readTo(last, outcome);
                        }
                    }
                });
    }

    /** A replica has nothing more: it is behind, or the last keys have been removed. */
    private void askLeader(long last, ApiOutcome<Long> outcome) {
        api.next(
                stream,
                read + 1,
                subjects,
                ApiOutcome.of(
                        message -> {
                            apply(message);
                            readTo(last, outcome);
                        },
                        why -> {
                            if (why.is(ApiFailure.NO_MESSAGE)) {
                                read = Math.max(read, last);
                                readTo(last, outcome);
                            } else {
                                outcome.failed(why);
                            }
                        }));
    }

    private void apply(StreamMessage message) {
        if (message.sequence() > read && !isEnded) {
            read = message.sequence();
            picture.apply(message);
        }
    }

    /** A part of a question, which fails as a whole. */
    private abstract static class Step<T> implements ApiOutcome<T> {
        private final ApiOutcome<Long> whole;

        Step(ApiOutcome<Long> whole) {
            this.whole = whole;
        }

        @Override
        public void failed(ApiFailure why) {
            whole.failed(why);
        }
    }
}
