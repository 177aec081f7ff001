package dev.stanchion.store.jetstream;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.channel.StreamShape;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.names.ClusterNames;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bucket of a cluster ID. It creates the bucket if there is none, and says what is wrong if the
 * cluster cannot have one. Confined to the shard of the registry.
 */
final class Bucket {
    private static final Logger LOG = LoggerFactory.getLogger(Bucket.class);
    private static final String NEEDED_SUBJECTS =
            "$JS.API.>, $KV.STAN_*.>, stan.>, _STANCHION.>, _INBOX.>";

    /** How long nobody may answer whether there is JetStream: servers may be starting. */
    private static final Duration PATIENCE_WITHOUT_JETSTREAM = Duration.ofSeconds(5);

    private static final int NEEDED_MAJOR = 2;
    private static final int NEEDED_MINOR = 14;

    private final JetStreamAccess access;
    private final ClusterLink link;
    private final ClusterNames names;
    private final Duration patience;
    private StreamShape shape;
    private boolean isThere;

    Bucket(JetStreamAccess access) {
        this.access = access;
        this.link = access.link();
        this.names = access.names();
        JetStreamStoreOptions options = access.options();
        this.patience = options.patience();
        this.shape =
                new StreamShape(
                        names,
                        options.onFile(),
                        options.replicas(),
                        options.compressed(),
                        options.placementTags(),
                        access.self().version());
    }

    /** Returns how streams are configured on this cluster. */
    StreamShape shape() {
        return shape;
    }

    private JetStreamApi api() {
        return access.services().api();
    }

    /** Runs a task when there is a bucket. Fails the outcome if there cannot be one. */
    void whenThere(Outcome<?> outcome, Runnable task) {
        if (isThere) {
            task.run();
        } else if (isTooOld(link.serverVersion())) {
            outcome.failed(tooOld());
        } else {
            askForJetStream(outcome, task);
        }
    }

    /**
     * A cluster whose servers have just started answers that it has no leader, or not at all, for
     * several seconds. If nobody listens for that long, there is no JetStream.
     */
    private void askForJetStream(Outcome<?> outcome, Runnable task) {
        api().<JsonObject>untilAnswered(
                        PATIENCE_WITHOUT_JETSTREAM.toNanos(),
                        api()::account,
                        ApiOutcome.of(
                                account -> find(outcome, task),
                                why -> {
                                    if (why.isTemporary() && why.kind() != ApiFailure.Kind.NOBODY) {
                                        find(outcome, task);
                                    } else {
                                        outcome.failed(failure(why));
                                    }
                                }));
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

    /** A bucket that is there is created again, which shows how many replicas are possible. */
    private void find(Outcome<?> outcome, Runnable task) {
        ask(outcome, info -> create(outcome, task), () -> findStreams(outcome, task));
    }

    private void ask(Outcome<?> outcome, Consumer<StreamInfo> ifThere, Runnable ifThereIsNone) {
        api().<StreamInfo>untilAnswered(
                        patience.toNanos(),
                        answer -> api().info(names.bucketStream(), answer),
                        ApiOutcome.of(
                                ifThere,
                                why -> {
                                    if (why.is(ApiFailure.STREAM_NOT_FOUND)) {
                                        ifThereIsNone.run();
                                    } else {
                                        outcome.failed(failure(why));
                                    }
                                }));
    }

    /** Channels without a bucket are what is left after somebody has deleted it. */
    private void findStreams(Outcome<?> outcome, Runnable task) {
        LostBucket lost = new LostBucket(access, patience);
        lost.findStreams(
                ApiOutcome.of(
                        streams -> {
                            if (streams.isEmpty()) {
                                create(outcome, task);
                            } else {
                                // another server may have created the bucket meanwhile
                                ask(
                                        outcome,
                                        info -> create(outcome, task),
                                        () -> replace(lost, outcome, task));
                            }
                        },
                        why -> outcome.failed(failure(why))));
    }

    private void replace(LostBucket lost, Outcome<?> outcome, Runnable task) {
        if (!access.options().stateFromStreams()) {
            outcome.failed(failure(StoreException.Kind.CORRUPT, lost.text()));
            return;
        }
        create(
                outcome,
                () ->
                        lost.recordChannels(
                                ApiOutcome.of(
                                        done -> task.run(), why -> outcome.failed(failure(why)))));
    }

    private void create(Outcome<?> outcome, Runnable task) {
        api().<StreamInfo>untilAnswered(
                        patience.toNanos(),
                        answer -> api().create(shape.ofBucket(), answer),
                        ApiOutcome.of(
                                info -> check(info, outcome, task),
                                why -> notCreated(why, outcome, task)));
    }

    private void notCreated(ApiFailure why, Outcome<?> outcome, Runnable task) {
        if (why.is(ApiFailure.STREAM_EXISTS)) {
            ask(outcome, info -> check(info, outcome, task), () -> outcome.failed(failure(why)));
        } else if (why.is(ApiFailure.NO_REPLICAS) && shape.replicas() > 1) {
            LOG.warn(
                    "The NATS server at {} is alone, so streams have one replica instead of {}:"
                            + " what is acknowledged is lost with that server's disk",
                    link.serverAddress(),
                    shape.replicas());
            shape = shape.withReplicas(1);
            create(outcome, task);
        } else {
            outcome.failed(failure(why));
        }
    }

    private void check(StreamInfo info, Outcome<?> outcome, Runnable task) {
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
            isThere = true;
            task.run();
        }
    }

    /** Returns the error of a request that failed, with what the operator can do. */
    StoreException failure(ApiFailure why) {
        boolean hasNoJetStream =
                why.is(ApiFailure.NOT_ENABLED) || why.is(ApiFailure.NOT_ENABLED_FOR_ACCOUNT);
        if (hasNoJetStream || (why.kind() == ApiFailure.Kind.NOBODY && !isThere)) {
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
        if (why.is(ApiFailure.NO_LEADER) || why.kind() == ApiFailure.Kind.NOBODY) {
            return failure(
                    StoreException.Kind.IO,
                    "no leader for stream %s, says %s: most servers of the NATS cluster must run"
                            .formatted(names.bucketStream(), link.serverAddress()));
        }
        return failure(StoreException.Kind.IO, why.text());
    }

    StoreException failure(StoreException.Kind kind, String why) {
        return new StoreException(kind, "open", names.bucket(), why);
    }
}
