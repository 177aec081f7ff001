package dev.stanchion.activity;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RepeatedFailure;
import dev.stanchion.engine.spi.ShardExecutor;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the lock and asks the active, and gives what it learns to an {@link Observation}.
 * Confined to one shard.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Activity.class);

    private final ShardExecutor shard;
    private final Lock lock;
    private final SignOfLife life;
    private final Pace pace;
    private final Observation observation;
    private final RepeatedFailure unreadable;
    private final Consumer<Sighting> onSeen;
    private final Ear ear;
    private boolean isLooking;
    private boolean wasConnected = true;
    private boolean isEnded;
    private boolean wasAsked;
    private long askedNanos;
    private long beatNanos;
    private boolean isLettingOthersClaim;
    private long letOthersClaimSinceNanos;

    /** Learns what the bus says. */
    interface Ear {
        /** Whether the active is there, as far as the bus knows. */
        void heard(boolean isAlive);

        /** The connection is lost, while others have one that follow this process. */
        void missed();
    }

    /**
     * @param onSeen told what the lock shows, once it is observed
     */
    Watch(
            ShardExecutor shard,
            Lock lock,
            SignOfLife life,
            Pace pace,
            Consumer<Sighting> onSeen,
            Ear ear) {
        this.shard = shard;
        this.lock = lock;
        this.life = life;
        this.pace = pace;
        this.onSeen = onSeen;
        this.ear = ear;
        this.observation = new Observation(pace, shard.elapsedNanos());
        this.beatNanos = shard.elapsedNanos();
        this.unreadable =
                new RepeatedFailure(
                        "ft: error attempting to get the store lock",
                        RepeatedFailure.Time.of(shard),
                        LOG::error,
                        LOG::info);
    }

    void begin() {
        life.listen(
                new SignOfLife.Hearer() {
                    @Override
                    public void alive() {
                        observation.alive(shard.elapsedNanos());
                        ear.heard(true);
                    }

                    @Override
                    public void nobody() {
                        heardNobody();
                    }

                    @Override
                    public void outsiderAlive() {
                        observation.outsiderAlive(shard.elapsedNanos());
                    }

                    @Override
                    public void asked() {
                        wasAsked = true;
                        askedNanos = shard.elapsedNanos();
                    }

                    @Override
                    public void disconnected() {
                        if (hasFollowers() && !isEnded) {
                            ear.missed();
                        }
                    }
                });
    }

    /** Followers ask at each look of theirs. */
    private boolean hasFollowers() {
        return wasAsked
                && shard.elapsedNanos() - standstillNanos() - askedNanos < pace.silence().toNanos();
    }

    /** Notes that the process runs. Called at each beat. */
    void runs() {
        askedNanos += standstillNanos();
        beatNanos = shard.elapsedNanos();
    }

    /**
     * Returns for how long this process has stood still since its last beat. It could answer nobody
     * then, so that time says nothing about its followers.
     */
    private long standstillNanos() {
        long sinceBeat = shard.elapsedNanos() - beatNanos;
        return sinceBeat < pace.silence().toNanos() ? 0 : sinceBeat;
    }

    /** Asks the active, if there is a bus for that. */
    void ask() {
        if (hasConnection() && life.isThere() && !isEnded) {
            life.ask();
        }
    }

    private void heardNobody() {
        if (observation.nobody()) {
            shard.schedule(pace.again().toNanos(), this::ask);
        } else {
            ear.heard(false);
        }
    }

    /** Looks at the lock, unless an answer is under way. */
    void look() {
        if (isLooking) {
            return;
        }
        isLooking = true;
        lock.look(
                Outcome.of(
                        seen -> {
                            isLooking = false;
                            observation.saw(seen, shard.elapsedNanos());
                            onSeen.accept(seen);
                        },
                        why -> {
                            isLooking = false;
                            observation.sawNothing(shard.elapsedNanos());
                            unreadable.happened(String.valueOf(why.getMessage()));
                        }));
    }

    /** Silence while there was no connection means nothing. */
    private boolean hasConnection() {
        boolean isConnected = life.isConnected();
        if (isConnected && !wasConnected) {
            observation.reconnected(shard.elapsedNanos());
        }
        wasConnected = isConnected;
        return isConnected;
    }

    /** Returns the reason to claim, if there is one. */
    Optional<Observation.Reason> reason() {
        Optional<Observation.Reason> reason =
                hasConnection()
                        ? observation.reason(life.isThere(), shard.elapsedNanos())
                        : Optional.empty();
        if (reason.isEmpty()) {
            isLettingOthersClaim = false;
            return reason;
        }
        return mustLetOthersClaim() ? Optional.empty() : reason;
    }

    private boolean mustLetOthersClaim() {
        if (!life.isBehind()) {
            return false;
        }
        long now = shard.elapsedNanos();
        if (!isLettingOthersClaim) {
            isLettingOthersClaim = true;
            letOthersClaimSinceNanos = now;
        }
        return now - letOthersClaimSinceNanos < pace.deference().toNanos();
    }

    /** This process has not kept what clients sent until now. */
    void keptNothing() {
        life.keptNothing();
    }

    /** Forgets all signs: silence counts from now on. */
    void beginAnew() {
        observation.beginAnew(shard.elapsedNanos());
    }

    /** Returns the name of the holder; empty if nobody has the lock, as far as is known. */
    String holder() {
        return observation.holder();
    }

    void end() {
        isEnded = true;
        unreadable.end();
    }
}
