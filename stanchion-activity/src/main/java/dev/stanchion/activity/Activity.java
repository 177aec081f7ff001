package dev.stanchion.activity;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.Timer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of one process in a group: it follows, claims the lock, catches up, is active, and
 * follows again. {@link Role} has the legal moves; {@link #become} makes them, and logs each with
 * how long the role before has lasted.
 *
 * <p>A follower looks at the lock and asks the active at each beat of its {@link Pace}. {@link
 * Observation} judges what it learns. Who is active looks at the lock as well, in case its store
 * has nothing to write and would not notice that another has taken it.
 *
 * <p>Confined to one shard, except where a method says otherwise.
 */
public final class Activity {
    private static final Logger LOG = LoggerFactory.getLogger(Activity.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** After terms that could not begin the pause doubles so often. */
    private static final int MAX_DOUBLINGS = 6;

    /** After claims that failed, though nobody was faster, it doubles so often. */
    private static final int MAX_DOUBLINGS_OF_CLAIMS = 4;

    private final ShardExecutor shard;
    private final Lock lock;
    private final SignOfLife life;
    private final Service service;
    private final Manner manner;
    private final Pace pace;
    private final RandomGenerator random;
    private final ActivityListener listener;
    private final Watch watch;

    private Role role = Role.FOLLOWING;
    private long roleSinceNanos;
    private long claimSinceNanos;
    private long notBeforeNanos;
    private String followed = "";
    private @Nullable Tenure tenure;
    private @Nullable Timer beat;
    private int term;
    private long takeovers;
    private long takeoverNanos;
    private @Nullable Runnable onClosed;
    private boolean isClosed;
    private boolean hasFailed;
    private int failedTerms;
    private int failedClaims;

    /**
     * @param random spreads the attempts of followers that were refused at the same moment
     */
    public Activity(
            ShardExecutor shard,
            Lock lock,
            SignOfLife life,
            Service service,
            Manner manner,
            Pace pace,
            RandomGenerator random,
            ActivityListener listener) {
        this.shard = shard;
        this.lock = lock;
        this.life = life;
        this.service = service;
        this.manner = manner;
        this.pace = pace;
        this.random = random;
        this.listener = listener;
        this.roleSinceNanos = shard.elapsedNanos();
        this.notBeforeNanos = roleSinceNanos;
        this.watch = new Watch(shard, lock, life, pace, this::saw, new OnBus());
    }

    /** Begins to follow. */
    public void begin() {
        if (manner == Manner.FOLLOW) {
            LOG.info("Starting in standby mode");
        }
        watch.begin();
        listener.changed(report());
        onBeat();
    }

    /** Returns what this process is. */
    public ActivityReport report() {
        Tenure last = tenure;
        return new ActivityReport(
                role, last == null ? 0 : last.epoch(), watch.holder(), takeovers, takeoverNanos);
    }

    private void onBeat() {
        if (isClosed) {
            return;
        }
        watch.runs();
        switch (role) {
            case FOLLOWING -> {
                watch.ask();
                watch.look();
            }
            case CATCHING_UP -> renew();
            case ACTIVE -> watch.look();
            case CLAIMING, STEPPING_DOWN -> {
                // an answer is under way
            }
        }
        beat = shard.schedule(beatNanos(), this::onBeat);
    }

    private long beatNanos() {
        return switch (role) {
            case FOLLOWING, CLAIMING, STEPPING_DOWN -> pace.look().toNanos();
            case CATCHING_UP -> pace.renew().toNanos();
            case ACTIVE -> pace.guard().toNanos();
        };
    }

    /** The next beat comes at the pace of the new role. */
    private void beatAnew() {
        Timer old = beat;
        if (old != null) {
            old.cancel();
        }
        beat = shard.schedule(beatNanos(), this::onBeat);
    }

    private void saw(Sighting seen) {
        if (role == Role.FOLLOWING) {
            if (!followed.equals(seen.id())) {
                followed = seen.id();
                LOG.info("Following {}", seen.holder().isEmpty() ? "nobody" : seen.holder());
                listener.changed(report());
            }
            judge();
        } else if (role == Role.ACTIVE && seen.rival() != Rival.SELF) {
            lost(
                    term,
                    new StoreException(
                            StoreException.Kind.FENCED,
                            "look",
                            "lock",
                            seen.holder().isEmpty()
                                    ? "somebody has given it back"
                                    : seen.holder() + " has taken over"));
        }
    }

    private final class OnBus implements Watch.Ear {
        @Override
        public void heard(boolean isAlive) {
            if (!isAlive) {
                judge();
            } else if (manner == Manner.ALONE && role == Role.FOLLOWING && !followed.isEmpty()) {
                fail(
                        new StoreException(
                                StoreException.Kind.BUSY,
                                "open",
                                "store",
                                "another server uses it: "
                                        + watch.holder()
                                        + ". Stop that server, or give this one a cluster ID of"
                                        + " its own"));
            }
        }

        /**
         * The followers have received what this process misses. If it went on, it would store that
         * behind later messages of the same publishers.
         */
        @Override
        public void missed() {
            if (manner == Manner.FOLLOW && !isOver(term)) {
                String why = "the connection to the NATS cluster is lost, and others have one";
                LOG.warn("No longer active: {}. Following", why);
                stepDown(Ending.DEPOSED, why, Activity.this::releaseAndLetOthersClaim);
            }
        }
    }

    private void judge() {
        if (role == Role.FOLLOWING
                && !hasFailed
                && !isClosed
                && shard.elapsedNanos() >= notBeforeNanos) {
            watch.reason().ifPresent(this::claim);
        }
    }

    /** Answers before it claims: nobody may find the new active without an answer. */
    private void claim(Observation.Reason reason) {
        claimSinceNanos = shard.elapsedNanos();
        become(Role.CLAIMING, reason.why());
        life.answer(true);
        lock.claim(reason.seen(), reason.basis(), Outcome.of(this::claimed, this::refused));
    }

    private void claimed(Tenure taken) {
        failedClaims = 0;
        tenure = taken;
        int beginning = ++term;
        if (onClosed != null) {
            become(Role.STEPPING_DOWN, "the server stops");
            release(this::closed);
            return;
        }
        LOG.info("Server is active");
        become(Role.CATCHING_UP, "epoch " + taken.epoch());
        beatAnew();
        service.begin(taken, new OfTerm(beginning));
    }

    private void refused(StoreException why) {
        life.answer(false);
        if (onClosed != null) {
            closed();
            return;
        }
        boolean isBusy = why.kind() == StoreException.Kind.BUSY;
        failedClaims = isBusy ? 0 : failedClaims + 1;
        notBeforeNanos =
                shard.elapsedNanos()
                        + (retryNanos() << Math.min(failedClaims, MAX_DOUBLINGS_OF_CLAIMS));
        become(
                Role.FOLLOWING,
                (isBusy
                                ? "ft: unable to get store lock at this time, going back to"
                                        + " standby: "
                                : "ft: error attempting to get the store lock: ")
                        + why.getMessage());
        watch.beginAnew();
    }

    private long retryNanos() {
        return random.nextLong(pace.fewestRetry().toNanos(), pace.mostRetry().toNanos() + 1);
    }

    private void renew() {
        int renewing = term;
        lock.renew(
                Outcome.of(
                        done -> {},
                        why -> {
                            if (why.kind() == StoreException.Kind.FENCED) {
                                lost(renewing, why);
                            }
                        }));
    }

    /** Hears of one term; what comes too late changes nothing. */
    private final class OfTerm implements Service.Progress {
        private final int number;

        OfTerm(int number) {
            this.number = number;
        }

        @Override
        public void ready() {
            onShard(() -> nowActive(number));
        }

        @Override
        public void notNow(RuntimeException why) {
            onShard(() -> endEarly(number, why));
        }

        @Override
        public void never(RuntimeException why) {
            onShard(() -> fail(number, why));
        }

        @Override
        public void lost(StoreException why) {
            onShard(() -> Activity.this.lost(number, why));
        }
    }

    private void onShard(Runnable task) {
        if (shard.isCurrent()) {
            task.run();
        } else {
            shard.execute(task);
        }
    }

    private boolean isOver(int number) {
        return number != term || (role != Role.CATCHING_UP && role != Role.ACTIVE);
    }

    private void nowActive(int number) {
        if (isOver(number) || role == Role.ACTIVE) {
            return;
        }
        takeovers++;
        failedTerms = 0;
        takeoverNanos = shard.elapsedNanos() - claimSinceNanos;
        become(Role.ACTIVE, "takeover in %d ms".formatted(takeoverNanos / NANOS_PER_MILLI));
        beatAnew();
    }

    private void endEarly(int number, RuntimeException why) {
        if (manner == Manner.ALONE) {
            fail(number, why);
        } else if (!isOver(number)) {
            failedTerms++;
            LOG.warn("Cannot be active now: {}", why.getMessage());
            stepDown(Ending.DEPOSED, String.valueOf(why.getMessage()), this::releaseAndFollow);
        }
    }

    private void fail(int number, RuntimeException why) {
        if (!isOver(number)) {
            stepDown(
                    Ending.DEPOSED,
                    String.valueOf(why.getMessage()),
                    () -> release(() -> fail(why)));
        }
    }

    private void fail(RuntimeException why) {
        if (hasFailed) {
            return;
        }
        hasFailed = true;
        if (onClosed == null) {
            listener.failed(why);
        } else {
            closed();
        }
    }

    private void lost(int number, StoreException why) {
        if (isOver(number)) {
            return;
        }
        if (manner == Manner.ALONE) {
            LOG.warn("No longer active: {}", why.reason());
            stepDown(Ending.DEPOSED, why.reason(), () -> fail(why));
        } else {
            LOG.warn("No longer active: {}. Following", why.reason());
            stepDown(Ending.DEPOSED, why.reason(), this::followAgain);
        }
    }

    private void stepDown(Ending ending, String why, Runnable then) {
        become(Role.STEPPING_DOWN, why);
        if (ending == Ending.DEPOSED) {
            life.answer(false);
        }
        service.end(ending, () -> onShard(then));
    }

    private void releaseAndFollow() {
        release(this::followAgain);
    }

    /**
     * The others have received what this process has missed, and what it had not stored yet. So
     * they come first, even if their machines are busy.
     */
    private void releaseAndLetOthersClaim() {
        release(() -> followAgain(pace.silence().toNanos()));
    }

    private void release(Runnable then) {
        lock.release(
                Outcome.of(
                        done -> then.run(),
                        why -> {
                            LOG.warn("The lock was not given back: {}", why.getMessage());
                            then.run();
                        }));
    }

    private void followAgain() {
        followAgain(pace.mostRetry().toNanos() << Math.min(failedTerms, MAX_DOUBLINGS));
    }

    private void followAgain(long pauseNanos) {
        if (onClosed != null) {
            closed();
            return;
        }
        notBeforeNanos = shard.elapsedNanos() + pauseNanos + retryNanos();
        watch.beginAnew();
        watch.keptNothing();
        become(Role.FOLLOWING, "the term has ended");
        beatAnew();
    }

    /**
     * Ends the term in order, gives the lock back, and ends.
     *
     * @param closed run when that is done
     */
    public void close(Runnable closed) {
        if (onClosed != null || isClosed) {
            closed.run();
            return;
        }
        onClosed = closed;
        if (hasFailed) {
            closed();
            return;
        }
        switch (role) {
            case FOLLOWING -> closed();
            case CLAIMING, STEPPING_DOWN -> {
                // the answer that is under way ends it
            }
            case CATCHING_UP, ACTIVE ->
                    // It answers as long as it has the lock: it writes its last changes.
                    stepDown(Ending.IN_ORDER, "the server stops", () -> release(this::closed));
        }
    }

    private void closed() {
        isClosed = true;
        life.answer(false);
        life.close();
        watch.end();
        Timer last = beat;
        if (last != null) {
            last.cancel();
        }
        Runnable tell = onClosed;
        if (tell != null) {
            tell.run();
        }
    }

    private void become(Role next, String why) {
        long now = shard.elapsedNanos();
        LOG.info(
                "{} -> {} after {} ms: {}",
                role,
                next,
                (now - roleSinceNanos) / NANOS_PER_MILLI,
                why);
        role = next;
        roleSinceNanos = now;
        listener.changed(report());
    }
}
