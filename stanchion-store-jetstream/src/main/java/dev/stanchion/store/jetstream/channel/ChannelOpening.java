package dev.stanchion.store.jetstream.channel;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.api.StreamConfig;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.log.JetStreamChannelLog;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.jetstream.state.ChannelRecord;
import dev.stanchion.store.jetstream.state.JetStreamSubscriptionLog;
import dev.stanchion.store.remote.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens one channel with a stream that the store has made, or makes. Confined to the channel's
 * shard.
 */
final class ChannelOpening extends Opening {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelOpening.class);

    private StreamConfig config;
    private @Nullable JetStreamChannelLog log;

    ChannelOpening(
            ChannelRegistry registry, ShardServices services, Wanted wanted, OpenChannel open) {
        super(
                registry,
                services,
                wanted,
                registry.settings().shape().names().stream(wanted.name()),
                open);
        this.config =
                registry()
                        .settings()
                        .shape()
                        .ofChannel(
                                wanted.name(),
                                wanted.limits(),
                                services.inbox().link().maxPayloadBytes());
    }

    /** Opens a channel that the bucket does not know. */
    void create() {
        if (!names().fits(name())) {
            refuse(StoreException.Kind.IO, "the name is too long for a subject in NATS");
            return;
        }
        this.<StreamInfo>ask(answer -> api().create(config, answer), this::check, this::notCreated);
    }

    /** There may be a stream with another configuration, for example with other limits. */
    private void notCreated(ApiFailure why) {
        if (why.is(ApiFailure.STREAM_EXISTS)) {
            loadStream();
        } else if (reservesLess(why)) {
            create();
        } else {
            failed(why);
        }
    }

    /**
     * Goes without the size limit of the stream if the servers do not have so much room: they
     * reserve it. The log applies the limit of the channel all the same.
     */
    private boolean reservesLess(ApiFailure why) {
        if (!why.isFull() || config.maxBytes() == 0) {
            return false;
        }
        registry().reservesNothing(name(), config.maxBytes(), why.text());
        config = config.withoutMaxBytes();
        return true;
    }

    /** Opens a channel of an earlier run. */
    void load(FoundChannel found) {
        isKnownAs(found);
        if (found.record().isAdopted()) {
            openWithoutStream(
                    ("the channel is stream %s, which the configuration does not say any more. Name"
                                    + " it again, or delete the channel first")
                            .formatted(found.record().stream()));
        } else {
            loadStream();
        }
    }

    private void loadStream() {
        this.<StreamInfo>ask(answer -> api().info(stream(), answer), this::check, this::notLoaded);
    }

    private void notLoaded(ApiFailure why) {
        if (why.is(ApiFailure.STREAM_NOT_FOUND)) {
            openWithoutStream("stream " + stream() + " is gone: somebody has deleted it");
        } else {
            failed(why);
        }
    }

    /** Opens the channel all the same, so that the server serves the others. It takes nothing. */
    private void openWithoutStream(String why) {
        LOG.error(
                "{}: {}. The channel takes no messages until it is deleted, or the stream is"
                        + " restored and the server restarts",
                name(),
                why);
        long last = known().lastSeen();
        JetStreamChannelLog made =
                newLog(
                        new JetStreamChannelLog.Recovered(
                                List.of(), last + 1, last, known().record().lastTimestamp()));
        made.stop(new StoreException(StoreException.Kind.CORRUPT, "append", name(), why));
        opened(known().record(), made, newSubscriptions());
    }

    private JetStreamChannelLog newLog(JetStreamChannelLog.Recovered recovered) {
        JetStreamChannelLog made =
                newLog(names().subject(name()), names().gapSubject(name()), recovered);
        log = made;
        return made;
    }

    private void check(StreamInfo info) {
        if (!registry().settings().shape().isOfChannel(info, name())) {
            refuse(
                    StoreException.Kind.CORRUPT,
                    ("stream %s exists and is not a Stanchion's (subjects: %s): rename it, or adopt"
                                    + " it: channels { %s: { stream: \"%s\" } }")
                            .formatted(
                                    stream(),
                                    String.join(", ", info.takenSubjects()),
                                    name(),
                                    stream()));
        } else if (!info.takesFastBatches()) {
            refuse(
                    StoreException.Kind.IO,
                    ("nats-server %s at %s has no fast batches; JetStream store needs 2.14 or newer"
                                    + " on every server")
                            .formatted(
                                    services().inbox().link().serverVersion(),
                                    services().inbox().link().serverAddress()));
        } else if (StreamShape.differs(info, config)) {
            this.<StreamInfo>ask(
                    answer -> api().update(config, answer),
                    this::clearGaps,
                    why -> {
                        if (reservesLess(why)) {
                            check(info);
                        } else {
                            failed(why);
                        }
                    });
        } else {
            clearGaps(info);
        }
    }

    /** Removes messages of gaps that an interrupted process has left. */
    private void clearGaps(StreamInfo info) {
        if (info.subjects() <= 1) {
            readEnds(info);
            return;
        }
        this.<JsonObject>ask(
                answer -> api().purgeSubject(stream(), names().gapSubject(name()), answer),
                done -> loadStream(),
                this::failed);
    }

    private void readEnds(StreamInfo info) {
        if (info.messages() == 0) {
            makeSureItIsEmpty(info);
            return;
        }
        String subject = names().subject(name());
        this.<StreamMessage>ask(
                answer -> api().next(stream(), 1, subject, answer),
                first -> readLast(info, first),
                this::failed);
    }

    /** The sums may be those of an earlier time. The leader knows whether there is a message. */
    private void makeSureItIsEmpty(StreamInfo info) {
        this.<StreamMessage>ask(
                answer -> api().last(stream(), names().subject(name()), answer),
                last -> loadStream(),
                why -> {
                    if (why.is(ApiFailure.NO_MESSAGE)) {
                        opened(info, List.of(), known().record().lastTimestamp());
                    } else {
                        failed(why);
                    }
                });
    }

    private void readLast(StreamInfo info, StreamMessage first) {
        this.<StreamMessage>ask(
                answer -> api().last(stream(), names().subject(name()), answer),
                last -> {
                    if (last.sequence() > info.lastSequence()) {
                        loadStream(); // the sums are those of an earlier time
                    } else {
                        opened(info, first, last);
                    }
                },
                this::failed);
    }

    private void opened(StreamInfo info, StreamMessage first, StreamMessage last) {
        Block.Summary range =
                new Block.Summary(
                        first.sequence(),
                        last.sequence(),
                        info.messages(),
                        info.bytesAsOnFile(),
                        first.timestampEpochNanos(),
                        Math.max(first.timestampEpochNanos(), last.timestampEpochNanos()));
        opened(
                info,
                List.of(range),
                Math.max(known().record().lastTimestamp(), range.maxTimestamp()));
    }

    private void opened(StreamInfo info, List<Block.Summary> ranges, long lastTimestamp) {
        JetStreamChannelLog made =
                newLog(
                        new JetStreamChannelLog.Recovered(
                                ranges, info.firstSequence(), info.lastSequence(), lastTimestamp));
        continueBehindWhatWasSeen(made, info);
        made.applyLimits();
        opened(ChannelRecord.of(stream()), made, newSubscriptions());
    }

    private void continueBehindWhatWasSeen(JetStreamChannelLog made, StreamInfo info) {
        long acknowledged = known().record().lastSequence();
        if (acknowledged > info.lastSequence()) {
            made.onBehind(info.lastSequence(), acknowledged);
        }
        made.continueBehind(known().lastSeen());
    }

    @Override
    void begin(JetStreamSubscriptionLog subscriptions) {
        JetStreamChannelLog opened = log;
        if (opened != null
                && opened.takesMessages()
                && registry().settings().nativeWriters().test(name())) {
            opened.watchForeign(subscriptions::isAny);
        }
    }
}
