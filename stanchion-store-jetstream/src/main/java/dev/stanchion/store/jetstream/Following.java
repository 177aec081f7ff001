package dev.stanchion.store.jetstream;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.channel.ChannelRegistry;
import dev.stanchion.store.jetstream.channel.Deletion;
import dev.stanchion.store.jetstream.channel.FoundChannel;
import dev.stanchion.store.jetstream.channel.ShardServices;
import dev.stanchion.store.jetstream.channel.StreamShape;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.names.ClusterNames;
import dev.stanchion.store.jetstream.state.BucketReader;
import dev.stanchion.store.jetstream.state.Holder;
import dev.stanchion.store.jetstream.state.JetStreamClientLog;
import dev.stanchion.store.jetstream.state.LeaseTaker;
import dev.stanchion.store.jetstream.state.Liveness;
import dev.stanchion.store.jetstream.state.Picture;
import dev.stanchion.store.jetstream.state.StateWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a process from its start until it is active, and its end. Confined to the shard of the
 * registry.
 */
final class Following {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final String NEEDED_SUBJECTS =
            "$JS.API.>, $KV.STAN_*.>, stan.>, _STANCHION.>, _INBOX.>";

    /** How long nobody may answer whether there is JetStream: servers may be starting. */
    private static final Duration ACCOUNT_PATIENCE = Duration.ofSeconds(5);

    private static final int NEEDED_MAJOR = 2;
    private static final int NEEDED_MINOR = 14;
    private static final long RETRY_NANOS = 100_000_000;

    private final JetStreamStore store;
    private final ClusterLink link;
    private final Holder self;
    private final ClusterNames names;
    private StreamShape shape;
    private final Picture picture;
    private final Duration patience;
    private Optional<Parts> parts = Optional.empty();
    private boolean hasBucket;
    private long last;

    /** The parts that need the shard to be made. */
    private record Parts(
            ShardServices services, BucketReader reader, LeaseTaker lease, Liveness liveness) {}

    Following(JetStreamStore store, ClusterLink link, Holder self) {
        this.store = store;
        this.link = link;
        this.self = self;
        this.names = store.names();
        JetStreamStoreOptions options = store.options();
        this.shape =
                new StreamShape(
                        names,
                        options.onFile(),
                        options.replicas(),
                        options.compressed(),
                        options.placementTags(),
                        self.version());
        this.picture = new Picture(names);
        this.patience = options.patience();
    }

    private ShardExecutor shard() {
        return link.shard();
    }

    private Parts parts() {
        Parts made =
                parts.orElseGet(() -> {
                    ShardServices services = store.services(shard());
                    return new Parts(
                            services,
                            new BucketReader(services.api(), names, picture),
                            new LeaseTaker(services.requests(), names, self.id()),
                            new Liveness(link, services.requests(), names.aliveSubject()));
                });
        parts = Optional.of(made);
        return made;
    }

    void follow(Outcome<Optional<Holder>> outcome) {
        withBucket(
                outcome,
                () ->
                        ask(
                                patience,
                                (ApiOutcome<Long> answer) -> parts().reader().catchUp(answer),
                                outcome,
                                sequence -> {
                                    last = sequence;
                                    outcome.succeeded(picture.holder());
                                }));
    }

    private void withBucket(Outcome<?> outcome, Runnable then) {
        if (hasBucket) {
            then.run();
        } else if (isTooOld(link.serverVersion())) {
            outcome.failed(tooOld());
        } else {
            ask(
                    ACCOUNT_PATIENCE,
                    (ApiOutcome<JsonObject> answer) -> parts().services().api().account(answer),
                    outcome,
                    account -> createBucket(outcome, then));
        }
    }

    private static boolean isTooOld(String version) {
        String[] numbers = version.split("[.-]", 4);
        try {
            int major = Integer.parseInt(numbers[0]);
            int minor = Integer.parseInt(numbers[1]);
            return major < NEEDED_MAJOR || (major == NEEDED_MAJOR && minor < NEEDED_MINOR);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return false; // the bucket shows whether the server has what is needed
        }
    }

    private StoreException tooOld() {
        return failure(
                StoreException.Kind.IO,
                ("nats-server %s at %s has no fast batches; JetStream store needs %d.%d or newer on"
                                + " every server")
                        .formatted(
                                link.serverVersion(),
                                link.serverAddress(),
                                NEEDED_MAJOR,
                                NEEDED_MINOR));
    }

    private StoreException failure(StoreException.Kind kind, String why) {
        return new StoreException(kind, "open", names.bucket(), why);
    }

    private void createBucket(Outcome<?> outcome, Runnable then) {
        parts().services()
                .api()
                .untilAnswered(
                        patience.toNanos(),
                        answer -> parts().services().api().create(shape.ofBucket(), answer),
                        ApiOutcome.<StreamInfo>of(
                                info -> checkBucket(info, outcome, then),
                                why -> bucketNotCreated(why, outcome, then)));
    }

    private void bucketNotCreated(ApiFailure why, Outcome<?> outcome, Runnable then) {
        if (why.is(ApiFailure.STREAM_EXISTS)) {
            ask(patience, this::bucketInfo, outcome, info -> checkBucket(info, outcome, then));
        } else if (why.is(ApiFailure.NO_REPLICAS) && shape.replicas() > 1) {
            LOG.warn(
                    "The NATS server at {} is alone, so streams have one replica instead of {}:"
                            + " what is acknowledged is lost with that server's disk",
                    link.serverAddress(),
                    shape.replicas());
            shape = shape.withReplicas(1);
            createBucket(outcome, then);
        } else {
            outcome.failed(failure(why));
        }
    }

    private void bucketInfo(ApiOutcome<StreamInfo> answer) {
        parts().services().api().info(names.bucketStream(), answer);
    }

    private void checkBucket(StreamInfo info, Outcome<?> outcome, Runnable then) {
        if (!shape.isBucket(info)) {
            outcome.failed(
                    failure(
                            StoreException.Kind.CORRUPT,
                            "stream %s exists and is not a Stanchion's: rename it, or use another"
                                            .formatted(names.bucketStream())
                                    + " cluster ID"));
        } else if (!info.takesFastBatches()) {
            outcome.failed(tooOld());
        } else {
            hasBucket = true;
            then.run();
        }
    }

    /** Asks until the cluster answers, and fails the outcome if it does not. */
    private <T> void ask(
            Duration most,
            Consumer<ApiOutcome<T>> question,
            Outcome<?> outcome,
            Consumer<T> onAnswer) {
        parts().services()
                .api()
                .untilAnswered(
                        most.toNanos(),
                        question,
                        ApiOutcome.of(onAnswer, why -> outcome.failed(failure(why))));
    }

    private StoreException failure(ApiFailure why) {
        boolean hasNoJetStream =
                why.is(ApiFailure.NOT_ENABLED) || why.is(ApiFailure.NOT_ENABLED_FOR_ACCOUNT);
        if (hasNoJetStream || why.kind() == ApiFailure.Kind.NOBODY) {
            return failure(
                    StoreException.Kind.IO,
                    "JetStream is not enabled for this account at " + link.serverAddress());
        }
        if (why.kind() == ApiFailure.Kind.FORBIDDEN) {
            return failure(
                    StoreException.Kind.IO,
                    "%s at %s; grant this user: publish and subscribe to %s"
                            .formatted(why.text(), link.serverAddress(), NEEDED_SUBJECTS));
        }
        return failure(StoreException.Kind.IO, why.text());
    }

    void claim(Outcome<Long> outcome) {
        boolean wasReleased = picture.wasReleased();
        parts().lease()
                .take(
                        self.at(link.serverAddress()),
                        last,
                        ApiOutcome.of(
                                epoch -> finishDeletions(epoch, !wasReleased, outcome),
                                why -> claimFailed(why, !wasReleased, outcome)));
    }

    private void claimFailed(ApiFailure why, boolean mayLackDeliveries, Outcome<Long> outcome) {
        if (why.is(ApiFailure.WRONG_LAST_SEQUENCE)) {
            outcome.failed(
                    failure(StoreException.Kind.BUSY, "somebody has written to the bucket since"));
        } else if (why.kind() == ApiFailure.Kind.REFUSED) {
            outcome.failed(failure(why));
        } else {
            // the answer may be lost, so it is looked up whether the lease is this process's
            ask(
                    patience,
                    (ApiOutcome<Long> answer) -> parts().reader().catchUp(answer),
                    outcome,
                    sequence -> {
                        last = sequence;
                        boolean isOwn =
                                picture.holder()
                                        .filter(holder -> holder.id().equals(self.id()))
                                        .isPresent();
                        if (isOwn && picture.epoch() == sequence) {
                            finishDeletions(sequence, mayLackDeliveries, outcome);
                        } else {
                            outcome.failed(failure(StoreException.Kind.BUSY, why.text()));
                        }
                    });
        }
    }

    private void finishDeletions(long epoch, boolean mayLackDeliveries, Outcome<Long> outcome) {
        StateWriter state =
                new StateWriter(
                        parts().services().inbox(),
                        parts().services().api(),
                        names,
                        patience,
                        self.id(),
                        epoch,
                        this::deposed);
        Deque<String> left = new ArrayDeque<>(picture.channelsBeingDeleted());
        finishDeletions(left, state, outcome, () -> activate(epoch, mayLackDeliveries, state));
        parts().liveness().answer(self.at(link.serverAddress()));
    }

    private void finishDeletions(
            Deque<String> left, StateWriter state, Outcome<Long> outcome, Runnable then) {
        String channel = left.poll();
        if (channel == null) {
            then.run();
            outcome.succeeded(last);
            return;
        }
        List<Long> ids =
                picture.subscriptions(channel).stream()
                        .map(each -> each.subscription().id())
                        .toList();
        new Deletion(names, parts().services().api(), state, channel, ids, shard(), patience)
                .finish(
                        Outcome.of(
                                done -> finishDeletions(left, state, outcome, then),
                                why -> {
                                    state.close();
                                    outcome.failed(why);
                                }));
    }

    private void activate(long epoch, boolean mayLackDeliveries, StateWriter state) {
        last = epoch;
        Map<String, FoundChannel> found = new HashMap<>();
        var recovered = picture.toRecovered(mayLackDeliveries);
        recovered
                .channels()
                .forEach(each ->
                        found.put(
                                each.name(),
                                new FoundChannel(
                                        picture.channel(each.name()).orElseThrow(),
                                        each.subscriptions())));
        JetStreamStoreOptions options = store.options();
        ChannelRegistry channels =
                new ChannelRegistry(
                        new ChannelRegistry.Settings(
                                shape,
                                store.admission(),
                                patience,
                                options.positionDelay(),
                                options.tailBytes()),
                        store::services,
                        state,
                        found);
        store.activated(
                new JetStreamStore.Active(
                        recovered, state, channels, new JetStreamClientLog(state, names)));
        LOG.info("Active in bucket {} (epoch {})", names.bucket(), epoch);
    }

    private void deposed(StoreException why) {
        parts().liveness().stopAnswering();
        store.deposed(why);
    }

    void open(Outcome<Long> outcome) {
        follow(
                Outcome.of(
                        holder -> {
                            if (holder.isEmpty()) {
                                claimOrFollow(outcome);
                            } else {
                                replace(holder.orElseThrow(), outcome);
                            }
                        },
                        outcome::failed));
    }

    private void replace(Holder holder, Outcome<Long> outcome) {
        parts().liveness()
                .ask(
                        store.options().silence(),
                        isAlive -> {
                            if (isAlive) {
                                outcome.failed(
                                        failure(
                                                StoreException.Kind.BUSY,
                                                "another server uses it: "
                                                        + holder
                                                        + ". Stop that server, or give this one a"
                                                        + " cluster ID of its own"));
                            } else {
                                LOG.warn(
                                        "Taking over from {}, which gives no sign of life", holder);
                                claimOrFollow(outcome);
                            }
                        });
    }

    /** Claims, and begins again if somebody has written since. */
    private void claimOrFollow(Outcome<Long> outcome) {
        claim(
                Outcome.of(
                        outcome::succeeded,
                        why -> {
                            if (why.kind() == StoreException.Kind.BUSY) {
                                shard().schedule(RETRY_NANOS, () -> open(outcome));
                            } else {
                                outcome.failed(why);
                            }
                        }));
    }

    StateWriter.Changes recordOf(ServerRecord server) {
        StateWriter.Changes changes = new StateWriter.Changes();
        changes.put(names.serverKey(), Picture.valueOf(server));
        return changes;
    }

    /** Ends in good order: writes what is left, and releases the lease. */
    void end(JetStreamStore.Active active, Outcome<Outcome.Done> outcome) {
        active.state()
                .write(
                        new StateWriter.Changes(),
                        shard(),
                        Outcome.of(
                                done -> release(active, outcome),
                                why -> {
                                    closed(active);
                                    if (why.kind() == StoreException.Kind.FENCED) {
                                        outcome.succeeded(Outcome.Done.DONE); // nothing left to do
                                    } else {
                                        outcome.failed(why);
                                    }
                                }));
    }

    private void release(JetStreamStore.Active active, Outcome<Outcome.Done> outcome) {
        parts().lease()
                .release(
                        active.state().last(),
                        ApiOutcome.of(
                                sequence -> {
                                    closed(active);
                                    outcome.succeeded(Outcome.Done.DONE);
                                },
                                why -> {
                                    LOG.warn(
                                            "The lease of {} could not be released: {}. The next server"
                                                    + " finds out whether this one lives",
                                            names.bucket(),
                                            why.text());
                                    closed(active);
                                    outcome.succeeded(Outcome.Done.DONE);
                                }));
    }

    private void closed(JetStreamStore.Active active) {
        active.channels().close();
        active.state().close();
        close();
    }

    void close() {
        parts.ifPresent(made -> made.liveness().stopAnswering());
    }
}
