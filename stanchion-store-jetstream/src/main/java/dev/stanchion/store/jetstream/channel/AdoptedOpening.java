package dev.stanchion.store.jetstream.channel;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.adopt.AdoptedStream;
import dev.stanchion.store.jetstream.adopt.Adoption;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.log.JetStreamChannelLog;
import dev.stanchion.store.jetstream.log.ReadOnlyLog;
import dev.stanchion.store.jetstream.log.StreamLog;
import dev.stanchion.store.jetstream.log.Sums;
import dev.stanchion.store.jetstream.log.SumsOfStream;
import dev.stanchion.store.jetstream.names.SubjectFilter;
import dev.stanchion.store.jetstream.state.ChannelRecord;
import dev.stanchion.store.jetstream.state.JetStreamSubscriptionLog;
import dev.stanchion.store.remote.Block;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens one channel whose stream is somebody else's. It only asks; it neither makes nor changes the
 * stream. Confined to the channel's shard.
 */
final class AdoptedOpening extends Opening {
    private static final Logger LOG = LoggerFactory.getLogger(AdoptedOpening.class);

    private final AdoptedStream adopted;
    private Consumer<JetStreamSubscriptionLog> beginning = subscriptions -> {};

    AdoptedOpening(
            ChannelRegistry registry,
            ShardServices services,
            Wanted wanted,
            AdoptedStream adopted,
            OpenChannel open) {
        super(registry, services, wanted, adopted.stream(), open);
        this.adopted = adopted;
    }

    @Override
    void begin(JetStreamSubscriptionLog subscriptions) {
        beginning.accept(subscriptions);
    }

    /** Opens a channel that the bucket does not know. */
    void create() {
        this.<StreamInfo>ask(answer -> api().info(stream(), answer), this::check, this::notFound);
    }

    /** Opens a channel of an earlier run. */
    void load(FoundChannel found) {
        isKnownAs(found);
        ChannelRecord record = found.record();
        if (!record.isAdopted()) {
            openStopped(
                    ("the channel has a stream of its own, %s, and the configuration says stream"
                                    + " %s. Take it out of the configuration; or delete the channel"
                                    + " first; or adopt the stream as another channel")
                            .formatted(record.stream(), stream()));
        } else if (!record.stream().equals(stream())) {
            openStopped(
                    ("the channel is stream %s, and the configuration says %s now. Name the old"
                                    + " one, or delete the channel first")
                            .formatted(record.stream(), stream()));
        } else {
            create();
        }
    }

    private void notFound(ApiFailure why) {
        if (!why.is(ApiFailure.STREAM_NOT_FOUND)) {
            failed(why);
        } else if (isNew()) {
            refuse(
                    StoreException.Kind.IO,
                    "stream %s does not exist: make it, or take it out of the configuration"
                            .formatted(stream()));
        } else {
            openStopped("stream " + stream() + " is gone: somebody has deleted it");
        }
    }

    private void check(StreamInfo info) {
        String refusal = Adoption.refusal(adopted, info);
        if (refusal.isEmpty()) {
            open(info, Adoption.of(adopted, info));
        } else if (isNew()) {
            refuse(StoreException.Kind.CORRUPT, refusal);
        } else {
            openStopped(refusal);
        }
    }

    private void open(StreamInfo info, Adoption adoption) {
        if (!info.answersDirectGets()) {
            LOG.warn(
                    "{}: stream {} has no direct gets, so old messages are read one by one. To read"
                            + " them in pages: nats stream edit {} --allow-direct",
                    name(),
                    stream(),
                    stream());
        }
        if (adoption.isWritable()) {
            openWritable(info, adoption);
        } else {
            openReadOnly(info, adoption);
        }
    }

    private void openWritable(StreamInfo info, Adoption adoption) {
        if (!info.takesFastBatches()) {
            LOG.warn(
                    "{}: stream {} has no fast batches, so messages are stored one by one. To store"
                            + " many at once: nats stream edit {} --allow-fast",
                    name(),
                    stream(),
                    stream());
        }
        LOG.info("{}: is stream {}, on {}", name(), stream(), adoption.filter().text());
        long lastTimestamp = Math.max(known().record().lastTimestamp(), info.lastEpochNanos());
        JetStreamChannelLog log =
                newLog(
                        adoption.filter().text(),
                        "",
                        new JetStreamChannelLog.Recovered(
                                ranges(info),
                                info.firstSequence(),
                                info.lastSequence(),
                                lastTimestamp));
        warnIfBehind(info);
        beginning = subscriptions -> log.adopt(adopted, info, subscriptions);
        opened(log);
    }

    private static List<Block.Summary> ranges(StreamInfo info) {
        return info.messages() == 0
                ? List.of()
                : List.of(
                        new Block.Summary(
                                info.firstSequence(),
                                info.lastSequence(),
                                info.messages(),
                                info.bytesAsOnFile(),
                                info.firstEpochNanos(),
                                info.lastEpochNanos()));
    }

    private void openReadOnly(StreamInfo info, Adoption adoption) {
        LOG.info(
                "{}: is stream {}, on {}; read only: {}",
                name(),
                stream(),
                adoption.filter().text(),
                adoption.obstacle());
        warnIfBehind(info);
        SumsOfStream sums = new SumsOfStream(api(), name(), adoption);
        sums.of(
                info,
                Outcome.of(
                        now -> openReadOnly(info, adoption, sums, now),
                        why -> refuse(why.kind(), why.reason())));
    }

    private void openReadOnly(StreamInfo info, Adoption adoption, SumsOfStream sums, Sums now) {
        ReadOnlyLog log = newReadOnlyLog(adoption.filter(), sums, now, 0, adoption.obstacle());
        beginning = subscriptions -> log.follow(info, subscriptions::isAny);
        opened(log);
    }

    /** Opens the channel all the same, so that the server serves the others. */
    private void openStopped(String why) {
        Adoption nothing = new Adoption(SubjectFilter.EVERYTHING, true, why);
        ReadOnlyLog log =
                newReadOnlyLog(
                        nothing.filter(),
                        new SumsOfStream(api(), name(), nothing),
                        Sums.NONE,
                        known().lastSeen(),
                        why);
        log.stop(why);
        opened(known().record(), log, newSubscriptions());
    }

    private ReadOnlyLog newReadOnlyLog(
            SubjectFilter filter, SumsOfStream sums, Sums now, long last, String obstacle) {
        return new ReadOnlyLog(
                name(),
                adopted,
                filter,
                sums,
                now,
                last,
                obstacle,
                wanted().owner(),
                wanted().listener(),
                logServices());
    }

    private void opened(StreamLog log) {
        ChannelRecord record = isNew() ? ChannelRecord.of(stream()).adopted() : known().record();
        opened(record, log, newSubscriptions());
    }

    private void warnIfBehind(StreamInfo info) {
        if (known().lastSeen() > info.lastSequence()) {
            LOG.error(
                    "{}: stream {} ends at {}, and the channel was at {}: it was made anew, or the"
                            + " NATS cluster has lost messages. A subscription that is ahead gets"
                            + " nothing until the stream has come so far",
                    name(),
                    stream(),
                    info.lastSequence(),
                    known().lastSeen());
        }
    }
}
