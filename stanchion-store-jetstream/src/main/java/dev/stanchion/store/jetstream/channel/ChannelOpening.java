package dev.stanchion.store.jetstream.channel;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.api.StreamConfig;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.log.JetStreamChannelLog;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.jetstream.names.ClusterNames;
import dev.stanchion.store.jetstream.state.ChannelRecord;
import dev.stanchion.store.jetstream.state.JetStreamSubscriptionLog;
import dev.stanchion.store.jetstream.state.StateWriter;
import dev.stanchion.store.remote.Block;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens one channel. Confined to the channel's shard. */
final class ChannelOpening {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelOpening.class);

    /** By how much a message counts less in memory than in a file. */
    private static final int LESS_IN_MEMORY = 18;

    private final ChannelRegistry registry;
    private final ShardServices services;
    private final JetStreamApi api;
    private final ClusterNames names;
    private final String name;
    private final String stream;
    private StreamConfig config;
    private final ChannelLimits limits;
    private final ShardExecutor owner;
    private final LogListener listener;
    private final OpenChannel open;
    private final Outcome<ChannelStore> outcome;
    private FoundChannel known = new FoundChannel(new ChannelRecord("", 0, 0, 0, false), List.of());
    private boolean isNew;

    ChannelOpening(
            ChannelRegistry registry,
            ShardServices services,
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            OpenChannel open,
            Outcome<ChannelStore> outcome) {
        this.registry = registry;
        this.services = services;
        this.api = services.api();
        this.names = registry.settings().shape().names();
        this.name = name;
        this.stream = names.stream(name);
        this.config =
                registry.settings()
                        .shape()
                        .ofChannel(name, limits, services.inbox().link().maxPayloadBytes());
        this.limits = limits;
        this.owner = owner;
        this.listener = listener;
        this.open = open;
        this.outcome = outcome;
    }

    /** Opens a channel that the bucket does not know. */
    void create() {
        isNew = true;
        if (!names.fits(name)) {
            refuse(StoreException.Kind.IO, "the name is too long for a subject in NATS");
            return;
        }
        this.<StreamInfo>ask(answer -> api.create(config, answer), this::check, this::notCreated);
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
        registry.reservesNothing(name, config.maxBytes(), why.text());
        config = config.withoutMaxBytes();
        return true;
    }

    /** Opens a channel of an earlier run. */
    void load(FoundChannel found) {
        known = found;
        loadStream();
    }

    private void loadStream() {
        this.<StreamInfo>ask(answer -> api.info(stream, answer), this::check, this::notLoaded);
    }

    private void notLoaded(ApiFailure why) {
        if (why.is(ApiFailure.STREAM_NOT_FOUND)) {
            openWithoutStream();
        } else {
            failed(why);
        }
    }

    /** Opens the channel all the same, so that the server serves the others. It takes nothing. */
    private void openWithoutStream() {
        String why = "stream " + stream + " is gone: somebody has deleted it";
        LOG.error(
                "{}: {}. The channel takes no messages until it is deleted, or the stream is"
                        + " restored and the server restarts",
                name,
                why);
        long last = known.lastSeen();
        JetStreamChannelLog log =
                newLog(
                        new JetStreamChannelLog.Recovered(
                                List.of(), last + 1, last, known.record().lastTimestamp()));
        log.stop(new StoreException(StoreException.Kind.CORRUPT, "append", name, why));
        JetStreamSubscriptionLog subscriptions = newSubscriptions();
        open.opened(stream, log, subscriptions);
        succeed(log, subscriptions);
    }

    private void check(StreamInfo info) {
        if (!registry.settings().shape().isOfChannel(info, name)) {
            refuse(
                    StoreException.Kind.CORRUPT,
                    "stream %s exists and is not a Stanchion's (subjects: %s): rename it"
                            .formatted(stream, String.join(", ", info.takenSubjects())));
        } else if (!info.takesFastBatches()) {
            refuse(
                    StoreException.Kind.IO,
                    ("nats-server %s at %s has no fast batches; JetStream store needs 2.14 or newer"
                                    + " on every server")
                            .formatted(
                                    services.inbox().link().serverVersion(),
                                    services.inbox().link().serverAddress()));
        } else if (StreamShape.differs(info, config)) {
            this.<StreamInfo>ask(
                    answer -> api.update(config, answer),
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
                answer -> api.purgeSubject(stream, names.gapSubject(name), answer),
                done -> loadStream(),
                this::failed);
    }

    private void readEnds(StreamInfo info) {
        if (info.messages() == 0) {
            makeSureItIsEmpty(info);
            return;
        }
        String subject = names.subject(name);
        this.<StreamMessage>ask(
                answer -> api.next(stream, 1, subject, answer),
                first -> readLast(info, first),
                this::failed);
    }

    /** The sums may be those of an earlier time. The leader knows whether there is a message. */
    private void makeSureItIsEmpty(StreamInfo info) {
        this.<StreamMessage>ask(
                answer -> api.last(stream, names.subject(name), answer),
                last -> loadStream(),
                why -> {
                    if (why.is(ApiFailure.NO_MESSAGE)) {
                        opened(info, List.of(), known.record().lastTimestamp());
                    } else {
                        failed(why);
                    }
                });
    }

    private void readLast(StreamInfo info, StreamMessage first) {
        this.<StreamMessage>ask(
                answer -> api.last(stream, names.subject(name), answer),
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
        long bytes = info.bytes() + (info.isOnFile() ? 0 : info.messages() * LESS_IN_MEMORY);
        Block.Summary range =
                new Block.Summary(
                        first.sequence(),
                        last.sequence(),
                        info.messages(),
                        bytes,
                        first.timestampEpochNanos(),
                        Math.max(first.timestampEpochNanos(), last.timestampEpochNanos()));
        opened(
                info,
                List.of(range),
                Math.max(known.record().lastTimestamp(), range.maxTimestamp()));
    }

    private void opened(StreamInfo info, List<Block.Summary> ranges, long lastTimestamp) {
        JetStreamChannelLog log =
                newLog(
                        new JetStreamChannelLog.Recovered(
                                ranges, info.firstSequence(), info.lastSequence(), lastTimestamp));
        JetStreamSubscriptionLog subscriptions = newSubscriptions();
        open.opened(stream, log, subscriptions);
        continueBehindWhatWasSeen(log, info);
        log.applyLimits();
        if (isNew) {
            record(log, subscriptions);
        } else {
            succeed(log, subscriptions);
        }
    }

    private JetStreamChannelLog newLog(JetStreamChannelLog.Recovered recovered) {
        return new JetStreamChannelLog(
                new JetStreamChannelLog.Names(
                        name, stream, names.subject(name), names.gapSubject(name)),
                recovered,
                limits,
                owner,
                listener,
                new JetStreamChannelLog.Services(
                        services.inbox(),
                        api,
                        registry.settings().admission(),
                        registry.settings().patience(),
                        registry.settings().tails(),
                        registry.settings().figures()));
    }

    private JetStreamSubscriptionLog newSubscriptions() {
        return new JetStreamSubscriptionLog(
                name,
                names,
                registry.state(),
                owner,
                known.subscriptions(),
                known.record().highestSubscription(),
                registry.settings().positionDelay().toNanos());
    }

    private void continueBehindWhatWasSeen(JetStreamChannelLog log, StreamInfo info) {
        long acknowledged = known.record().lastSequence();
        if (acknowledged > info.lastSequence()) {
            log.onBehind(info.lastSequence(), acknowledged);
        }
        log.continueBehind(known.lastSeen());
    }

    /** Records a new channel, so that the next process finds it. */
    private void record(JetStreamChannelLog log, JetStreamSubscriptionLog subscriptions) {
        StateWriter.Changes changes = new StateWriter.Changes();
        changes.tryPut(
                names.channelKey(name),
                new ChannelRecord(stream, log.durableSequence(), log.durableTimestamp(), 0, false)
                        .toJson());
        registry.state()
                .write(
                        changes,
                        owner,
                        Outcome.of(
                                done -> succeed(log, subscriptions),
                                why -> {
                                    log.close();
                                    registry.notOpened(name, open);
                                    outcome.failed(why);
                                }));
    }

    private void succeed(JetStreamChannelLog log, JetStreamSubscriptionLog subscriptions) {
        registry.opened(name);
        if (log.takesMessages() && registry.settings().nativeWriters().test(name)) {
            log.watchForeign(subscriptions::isAny);
        }
        outcome.succeeded(new ChannelStore(log, subscriptions));
    }

    /** Asks until the cluster answers. */
    private <T> void ask(
            Consumer<ApiOutcome<T>> question,
            Consumer<T> onAnswer,
            Consumer<ApiFailure> onFailure) {
        api.untilAnswered(
                registry.settings().patience().toNanos(),
                question,
                ApiOutcome.of(onAnswer, onFailure));
    }

    private void failed(ApiFailure why) {
        LOG.debug("{} is not opened: {}", name, why);
        if (why.isFull()) {
            refuse(
                    StoreException.Kind.FULL,
                    "the NATS cluster has no room for stream %s: %s".formatted(stream, why.text()));
        } else if (why.kind() == ApiFailure.Kind.NOBODY) {
            refuse(StoreException.Kind.IO, "no leader for stream " + stream);
        } else {
            refuse(StoreException.Kind.IO, why.text());
        }
    }

    private void refuse(StoreException.Kind kind, String why) {
        registry.notOpened(name, open);
        outcome.failed(new StoreException(kind, "open", name, why));
    }
}
