package dev.stanchion.store.jetstream;

import dev.stanchion.activity.Basis;
import dev.stanchion.activity.Lock;
import dev.stanchion.activity.Rival;
import dev.stanchion.activity.Sighting;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.Outcome.Done;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.channel.ShardServices;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.jetstream.names.ClusterNames;
import dev.stanchion.store.jetstream.state.BucketReader;
import dev.stanchion.store.jetstream.state.Holder;
import dev.stanchion.store.jetstream.state.Lease;
import dev.stanchion.store.jetstream.state.Picture;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lease in the bucket as the lock of a group. A follower reads at each look what is new in the
 * bucket, so its picture of clients, channels and subscriptions is warm when it claims. A claim is
 * a write that must be the next one in the bucket. It moves the bucket's last sequence, so a
 * process that had the lease before can write nothing.
 *
 * <p>Confined to the shard of the registry, except {@link #prepare} and {@link #claim()}.
 */
public final class JetStreamLock implements Lock {
    /** The active process writes up to ten times a second, so few attempts are refused. */
    private static final int MAX_ATTEMPTS = 20;

    /**
     * How long the bucket may have no leader. When the leader moves in order, there is a new one
     * after some 0.1 s. An election after a crash takes seconds; who asks then asks again.
     */
    private static final long MOMENT_NANOS = 2_000_000_000L;

    private static final long PAUSE_NANOS = 50_000_000L;

    private final JetStreamAccess access;
    private final ClusterNames names;
    private final Bucket bucket;
    private @Nullable BucketReader reader;
    private volatile @Nullable Claim claim;

    public JetStreamLock(JetStreamAccess access) {
        this.access = access;
        this.names = access.names();
        this.bucket = new Bucket(access);
    }

    /**
     * Creates the bucket if there is none. Fails with the reason if this cluster cannot be used.
     * Any thread.
     *
     * @param outcome on the shard of the registry
     */
    public void prepare(Outcome<Done> outcome) {
        access.registry()
                .execute(() -> bucket.whenThere(outcome, () -> outcome.succeeded(Done.DONE)));
    }

    /**
     * Returns the claim with which a store can open. Any thread.
     *
     * @throws IllegalStateException if this process does not have the lease
     */
    public Claim claim() {
        Claim now = claim;
        if (now == null) {
            throw new IllegalStateException("this process does not have the lease");
        }
        return now;
    }

    private Lease lease() {
        ShardServices services = access.services();
        return new Lease(services.requests(), services.api(), names, access.self().id());
    }

    private BucketReader reader() {
        BucketReader made = reader;
        if (made == null) {
            made =
                    new BucketReader(
                            access.services().api(), access.registry(), names, access.figures());
            reader = made;
        }
        return made;
    }

    @Override
    public void look(Outcome<Sighting> outcome) {
        Claim mine = claim;
        if (mine == null) {
            bucket.whenThere(
                    outcome,
                    () ->
                            catchUp(
                                    outcome,
                                    last -> outcome.succeeded(sighting(reader().picture()))));
        } else {
            lookAtLease(
                    mine,
                    outcome,
                    isMine -> {
                        if (isMine) {
                            outcome.succeeded(self(mine.epoch()));
                        } else {
                            look(outcome);
                        }
                    });
        }
    }

    private interface Reading {
        void upTo(long last);
    }

    private interface Finding {
        void isMine(boolean isMine);
    }

    private void catchUp(Outcome<?> outcome, Reading then) {
        this.<Long>ask(answer -> reader().catchUp(answer), outcome, then::upTo);
    }

    /** Asks again while the bucket has no leader for a moment. */
    private <T> void ask(
            Consumer<ApiOutcome<T>> question, Outcome<?> outcome, Consumer<T> onAnswer) {
        access.services()
                .api()
                .untilAnswered(
                        MOMENT_NANOS,
                        question,
                        ApiOutcome.of(onAnswer, why -> outcome.failed(bucket.failure(why))));
    }

    /** Asks the leader of the bucket. If the lease has gone, so has the claim. */
    private void lookAtLease(Claim mine, Outcome<?> outcome, Finding then) {
        this.<Optional<StreamMessage>>ask(
                answer -> lease().read(answer),
                outcome,
                found -> {
                    boolean isMine = isOf(mine, found);
                    if (!isMine && mine.equals(claim)) {
                        claim = null;
                    }
                    then.isMine(isMine);
                });
    }

    /** A leader that has not applied everything yet may know only an older lease. */
    private static boolean isOf(Claim mine, Optional<StreamMessage> found) {
        return found.isPresent() && found.get().sequence() <= mine.epoch();
    }

    private Sighting self(long epoch) {
        return new Sighting(
                Rival.SELF, idOf(access.self(), epoch), epoch, access.self().named(epoch));
    }

    private static String idOf(Holder holder, long epoch) {
        return holder.id() + "@" + epoch;
    }

    private Sighting sighting(Picture picture) {
        Claim mine = claim;
        if (mine != null) {
            return self(mine.epoch()); // taken while the reading was under way
        }
        if (picture.holder().isEmpty()) {
            return Sighting.FREE;
        }
        Holder holder = picture.holder().get();
        long epoch = picture.epoch();
        return holder.id().equals(access.self().id())
                ? self(epoch)
                : new Sighting(
                        Rival.MEMBER_ON_BUS, idOf(holder, epoch), epoch, holder.named(epoch));
    }

    /** Nobody gives a sign of life in the bucket, so the basis does not matter. */
    @Override
    public void claim(Sighting seen, Basis basis, Outcome<Tenure> outcome) {
        attempt(seen, MAX_ATTEMPTS, outcome);
    }

    private void attempt(Sighting seen, int left, Outcome<Tenure> outcome) {
        bucket.whenThere(outcome, () -> catchUp(outcome, last -> take(seen, last, left, outcome)));
    }

    private void take(Sighting seen, long last, int left, Outcome<Tenure> outcome) {
        Sighting now = sighting(reader().picture());
        if (!now.id().equals(seen.id())) {
            outcome.failed(
                    busy(now.holder().isEmpty() ? "it was given back" : "it has " + now.holder()));
            return;
        }
        lease().take(
                        access.self().at(access.link().serverAddress()),
                        last,
                        ApiOutcome.of(
                                epoch -> taken(epoch, outcome),
                                why -> notTaken(why, seen, left, outcome)));
    }

    private StoreException busy(String why) {
        return new StoreException(StoreException.Kind.BUSY, "claim", names.bucket(), why);
    }

    private void notTaken(ApiFailure why, Sighting seen, int left, Outcome<Tenure> outcome) {
        if (why.kind() == ApiFailure.Kind.SILENCE) {
            afterSilence(why, outcome);
        } else if (left > 1 && mayPass(why)) {
            again(why, () -> attempt(seen, left - 1, outcome));
        } else {
            outcome.failed(
                    why.is(ApiFailure.WRONG_LAST_SEQUENCE)
                            ? busy("it is written all the time")
                            : bucket.failure(why));
        }
    }

    /** Tells whether a write was refused, which is certain, for a reason that may pass. */
    private static boolean mayPass(ApiFailure why) {
        return why.is(ApiFailure.WRONG_LAST_SEQUENCE)
                || (why.isTemporary() && why.kind() != ApiFailure.Kind.SILENCE);
    }

    /** Tries again: at once if somebody was faster, or after a pause if nobody leads. */
    private void again(ApiFailure why, Runnable attempt) {
        if (why.is(ApiFailure.WRONG_LAST_SEQUENCE)) {
            attempt.run();
        } else {
            access.registry().schedule(PAUSE_NANOS, attempt);
        }
    }

    /** The answer may be lost, so the bucket is asked whether the lease is this process's. */
    private void afterSilence(ApiFailure why, Outcome<Tenure> outcome) {
        catchUp(
                outcome,
                last -> {
                    Picture picture = reader().picture();
                    boolean isOwn =
                            picture.holder()
                                    .filter(holder -> holder.id().equals(access.self().id()))
                                    .isPresent();
                    if (isOwn && picture.epoch() == last) {
                        taken(last, outcome);
                    } else {
                        outcome.failed(busy(why.text()));
                    }
                });
    }

    private void taken(long epoch, Outcome<Tenure> outcome) {
        BucketReader read = reader();
        read.end();
        reader = null; // the claim has the picture; what follows is this process's own
        Claim taken = new Claim(epoch, bucket.shape(), read.picture());
        claim = taken;
        outcome.succeeded(new Tenure(idOf(access.self(), epoch), epoch, taken.isComplete()));
    }

    @Override
    public void renew(Outcome<Done> outcome) {
        Claim mine = claim;
        if (mine == null) {
            outcome.failed(fenced());
            return;
        }
        lookAtLease(
                mine,
                outcome,
                isMine -> {
                    if (isMine) {
                        outcome.succeeded(Done.DONE);
                    } else {
                        outcome.failed(fenced());
                    }
                });
    }

    private StoreException fenced() {
        return new StoreException(
                StoreException.Kind.FENCED,
                "renew",
                names.bucket(),
                "another server has taken over");
    }

    @Override
    public void release(Outcome<Done> outcome) {
        Claim mine = claim;
        if (mine == null) {
            outcome.succeeded(Done.DONE);
        } else {
            release(mine, MAX_ATTEMPTS, outcome);
        }
    }

    /** The sequence is read first: if somebody takes the lease after that, the write is refused. */
    private void release(Claim mine, int left, Outcome<Done> outcome) {
        this.<StreamInfo>ask(
                answer -> access.services().api().info(names.bucketStream(), answer),
                outcome,
                info ->
                        lookAtLease(
                                mine,
                                outcome,
                                isMine -> {
                                    if (isMine) {
                                        release(mine, info.lastSequence(), left, outcome);
                                    } else {
                                        outcome.succeeded(Done.DONE);
                                    }
                                }));
    }

    private void release(Claim mine, long last, int left, Outcome<Done> outcome) {
        lease().release(
                        last,
                        mine.isComplete(),
                        ApiOutcome.of(
                                sequence -> {
                                    claim = null;
                                    outcome.succeeded(Done.DONE);
                                },
                                why -> {
                                    if (left > 1 && mayPass(why)) {
                                        again(why, () -> release(mine, left - 1, outcome));
                                    } else {
                                        claim = null;
                                        outcome.failed(bucket.failure(why));
                                    }
                                }));
    }

    @Override
    public void close() {
        // the links belong to the process
    }
}
