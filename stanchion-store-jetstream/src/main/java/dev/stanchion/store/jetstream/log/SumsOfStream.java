package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.adopt.Adoption;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.message.StreamMessage;
import java.util.function.Consumer;

/**
 * Finds out which messages of a stream belong to a channel. If all do, the state of the stream says
 * it. Otherwise the counts of the subjects, the first message and the last one say it together.
 * Confined to the channel's shard.
 */
public final class SumsOfStream {
    private final JetStreamApi api;
    private final String channel;
    private final String subject;
    private final boolean isWhole;

    public SumsOfStream(JetStreamApi api, String channel, Adoption adoption) {
        this.api = api;
        this.channel = channel;
        this.subject = adoption.filter().text();
        this.isWhole = adoption.isWhole();
    }

    /** Asks for the state of a stream, and returns the sums. */
    void now(String stream, Outcome<Sums> outcome) {
        api.info(
                stream,
                ApiOutcome.of(info -> of(info, outcome), why -> outcome.failed(failure(why))));
    }

    /** Returns the sums of a stream whose state is known. */
    public void of(StreamInfo info, Outcome<Sums> outcome) {
        if (isWhole) {
            outcome.succeeded(Sums.of(info));
            return;
        }
        api.countOf(
                info.name(),
                subject,
                ApiOutcome.of(
                        count -> readLast(info, count, outcome),
                        why -> outcome.failed(failure(why))));
    }

    private void readLast(StreamInfo info, long count, Outcome<Sums> outcome) {
        api.last(
                info.name(),
                subject,
                orNone(info, outcome, last -> readFirst(info, count, last, outcome)));
    }

    private void readFirst(StreamInfo info, long count, StreamMessage last, Outcome<Sums> outcome) {
        api.next(
                info.name(),
                1,
                subject,
                orNone(
                        info,
                        outcome,
                        first -> {
                            long bytes = info.bytesAsOnFile() / Math.max(1, info.messages());
                            outcome.succeeded(
                                    new Sums(
                                            first.sequence(),
                                            last.sequence(),
                                            Math.max(1, count),
                                            bytes * count,
                                            first.timestampEpochNanos(),
                                            last.timestampEpochNanos()));
                        }));
    }

    private ApiOutcome<StreamMessage> orNone(
            StreamInfo info, Outcome<Sums> outcome, Consumer<StreamMessage> then) {
        return ApiOutcome.of(
                then,
                why -> {
                    if (why.is(ApiFailure.NO_MESSAGE)) {
                        outcome.succeeded(
                                new Sums(
                                        info.lastSequence() + 1,
                                        info.lastSequence(),
                                        0,
                                        0,
                                        0,
                                        info.lastEpochNanos()));
                    } else {
                        outcome.failed(failure(why));
                    }
                });
    }

    private StoreException failure(ApiFailure why) {
        return new StoreException(StoreException.Kind.IO, "read", channel, why.text());
    }
}
