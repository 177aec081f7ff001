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
import dev.stanchion.store.jetstream.log.JetStreamChannelLog;
import dev.stanchion.store.jetstream.log.StreamLog;
import dev.stanchion.store.jetstream.names.ClusterNames;
import dev.stanchion.store.jetstream.state.ChannelRecord;
import dev.stanchion.store.jetstream.state.JetStreamSubscriptionLog;
import dev.stanchion.store.jetstream.state.RecentLease;
import dev.stanchion.store.jetstream.state.StateWriter;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What opening a channel needs, whoever has made its stream. Confined to the channel's shard. */
abstract class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final ChannelRegistry registry;
    private final ShardServices services;
    private final Wanted wanted;
    private final String stream;
    private final OpenChannel open;
    private FoundChannel known = new FoundChannel(ChannelRecord.NONE, List.of());
    private boolean isNew = true;

    /** The channel that is to be opened, and who waits for it. */
    record Wanted(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {}

    Opening(
            ChannelRegistry registry,
            ShardServices services,
            Wanted wanted,
            String stream,
            OpenChannel open) {
        this.registry = registry;
        this.services = services;
        this.wanted = wanted;
        this.stream = stream;
        this.open = open;
    }

    /** Says what the bucket knows of the channel. */
    void isKnownAs(FoundChannel found) {
        known = found;
        isNew = false;
    }

    FoundChannel known() {
        return known;
    }

    boolean isNew() {
        return isNew;
    }

    ChannelRegistry registry() {
        return registry;
    }

    ShardServices services() {
        return services;
    }

    JetStreamApi api() {
        return services.api();
    }

    ClusterNames names() {
        return registry.settings().shape().names();
    }

    String name() {
        return wanted.name();
    }

    /** Returns the name of the channel's stream. */
    String stream() {
        return stream;
    }

    Wanted wanted() {
        return wanted;
    }

    JetStreamChannelLog.Services logServices() {
        return new JetStreamChannelLog.Services(
                services.inbox(),
                services.api(),
                registry.settings().admission(),
                registry.settings().patience(),
                registry.settings().tails(),
                services.spare(),
                registry.settings().figures(),
                outcome -> registry.state().confirmActive(wanted.owner(), outcome),
                new RecentLease(registry.state(), wanted.owner()));
    }

    /**
     * @param gapSubject empty if the stream is somebody else's, which has limits of its own
     */
    JetStreamChannelLog newLog(
            String subject, String gapSubject, JetStreamChannelLog.Recovered recovered) {
        return new JetStreamChannelLog(
                new JetStreamChannelLog.Names(wanted.name(), stream, subject, gapSubject),
                recovered,
                gapSubject.isEmpty() ? ChannelLimits.UNLIMITED : wanted.limits(),
                wanted.owner(),
                wanted.listener(),
                logServices());
    }

    JetStreamSubscriptionLog newSubscriptions() {
        return new JetStreamSubscriptionLog(
                wanted.name(),
                names(),
                registry.state(),
                wanted.owner(),
                known.subscriptions(),
                known.record().highestSubscription(),
                registry.settings().positionDelay().toNanos());
    }

    /** Hands the channel over, once the bucket knows it. */
    void opened(ChannelRecord record, StreamLog log, JetStreamSubscriptionLog subscriptions) {
        open.opened(record, log, subscriptions);
        if (isNew) {
            record(record, log, subscriptions);
        } else {
            registry.state().confirmActive(wanted.owner(), new OnceKnown(log, subscriptions));
        }
    }

    /** Records a new channel, so that the next process finds it. */
    private void record(
            ChannelRecord record, StreamLog log, JetStreamSubscriptionLog subscriptions) {
        StateWriter.Changes changes = new StateWriter.Changes();
        changes.tryPut(
                names().channelKey(wanted.name()),
                record.at(log.durableSequence(), log.durableTimestamp()).toJson());
        registry.state().write(changes, wanted.owner(), new OnceKnown(log, subscriptions));
    }

    /**
     * Opens the channel once the bucket has taken a write behind the look at the stream. If another
     * process had taken over before that look, its messages would be in front of this one's.
     */
    private final class OnceKnown implements Outcome<Outcome.Done> {
        private final StreamLog log;
        private final JetStreamSubscriptionLog subscriptions;

        OnceKnown(StreamLog log, JetStreamSubscriptionLog subscriptions) {
            this.log = log;
            this.subscriptions = subscriptions;
        }

        @Override
        public void succeeded(Done done) {
            succeed(log, subscriptions);
        }

        @Override
        public void failed(StoreException why) {
            log.close();
            registry.notOpened(wanted.name(), open);
            wanted.outcome().failed(why);
        }
    }

    private void succeed(StreamLog log, JetStreamSubscriptionLog subscriptions) {
        registry.opened(wanted.name());
        begin(subscriptions);
        wanted.outcome().succeeded(new ChannelStore(log, subscriptions));
    }

    /** The channel is recorded, and its log begins to work. */
    abstract void begin(JetStreamSubscriptionLog subscriptions);

    /** Asks until the cluster answers. */
    <T> void ask(
            Consumer<ApiOutcome<T>> question,
            Consumer<T> onAnswer,
            Consumer<ApiFailure> onFailure) {
        api().untilAnswered(
                        registry.settings().patience().toNanos(),
                        question,
                        ApiOutcome.of(onAnswer, onFailure));
    }

    void failed(ApiFailure why) {
        LOG.debug("{} is not opened: {}", wanted.name(), why);
        if (why.isFull()) {
            refuse(
                    StoreException.Kind.FULL,
                    "the NATS cluster has no room for stream %s: %s".formatted(stream, why.text()));
        } else if (why.kind() == ApiFailure.Kind.NOBODY) {
            refuse(StoreException.Kind.IO, "no leader for stream " + stream);
        } else if (why.kind() == ApiFailure.Kind.FORBIDDEN) {
            refuse(StoreException.Kind.IO, why.text() + "; grant this user: $JS.API.>");
        } else {
            refuse(StoreException.Kind.IO, why.text());
        }
    }

    void refuse(StoreException.Kind kind, String why) {
        registry.notOpened(wanted.name(), open);
        wanted.outcome().failed(new StoreException(kind, "open", wanted.name(), why));
    }
}
