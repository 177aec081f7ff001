package dev.stanchion.store.jetstream.state;

import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.ReadPage;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.jetstream.names.ClusterNames;

/**
 * Reads what is new in the bucket and applies it to the picture. Confined to the shard of the
 * registry.
 */
public final class BucketReader {
    private static final int PAGE_MESSAGES = 256;
    private static final int PAGE_BYTES = 512 * 1024;

    private final JetStreamApi api;
    private final String stream;
    private final String subjects;
    private final Picture picture;
    private long read;

    public BucketReader(JetStreamApi api, ClusterNames names, Picture picture) {
        this.api = api;
        this.stream = names.bucketStream();
        this.subjects = names.keyPrefix() + ">";
        this.picture = picture;
    }

    /**
     * Reads until the picture contains everything that the bucket had when this call began.
     *
     * @param outcome gets the last sequence of the bucket, for a write that must be the next one
     */
    public void catchUp(ApiOutcome<Long> outcome) {
        api.info(
                stream,
                new Step<StreamInfo>(outcome) {
                    @Override
                    public void succeeded(StreamInfo info) {
                        readTo(info.lastSequence(), outcome);
                    }
                });
    }

    private void readTo(long last, ApiOutcome<Long> outcome) {
        if (read >= last) {
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
                                outcome.succeeded(read);
                            } else {
                                outcome.failed(why);
                            }
                        }));
    }

    private void apply(StreamMessage message) {
        if (message.sequence() > read) {
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
