package dev.stanchion.activity;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a follower knows of the active, and whether that is a reason to claim. It knows no clock:
 * the caller says when something happened. Owned by the first shard.
 */
final class Observation {
    /** How often nobody was there in a row until that is believed. */
    private static final int BELIEVED_ABSENCES = 2;

    /**
     * Who has just taken over recovers, and may stand still meanwhile. If others took over then,
     * they would have to recover as well, and none of them would come to an end.
     */
    private static final long RECOVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private static final int PATIENCE_WITH_RECOVERY = 3;

    private final Pace pace;
    private @Nullable Sighting sighting;
    private long idSinceNanos;
    private long lastMarkNanos;
    private long lastAnswerNanos;
    private long lastOutsiderNanos;
    private int absences;
    private boolean hasTakenOver;

    /**
     * A reason to claim.
     *
     * @param why for the log
     */
    record Reason(Sighting seen, Basis basis, String why) {}

    Observation(Pace pace, long nowNanos) {
        this.pace = pace;
        beginAnew(nowNanos);
    }

    /** Forgets all signs: silence counts from now on. */
    void beginAnew(long nowNanos) {
        sighting = null;
        hasTakenOver = false;
        reconnected(nowNanos);
    }

    /** Nothing could be heard until now, so silence means nothing until now. */
    void reconnected(long nowNanos) {
        idSinceNanos = nowNanos;
        lastMarkNanos = nowNanos;
        lastAnswerNanos = nowNanos;
        lastOutsiderNanos = nowNanos;
        absences = 0;
    }

    void saw(Sighting now, long nowNanos) {
        Sighting before = sighting;
        sighting = now;
        if (before == null || !before.id().equals(now.id())) {
            reconnected(nowNanos);
            hasTakenOver = before != null && now.rival() != Rival.NONE;
        } else if (before.mark() != now.mark()) {
            lastMarkNanos = nowNanos;
        }
    }

    /** The lock cannot be read, so its holder may have given signs of life. */
    void sawNothing(long nowNanos) {
        lastMarkNanos = nowNanos;
    }

    void alive(long nowNanos) {
        lastAnswerNanos = nowNanos;
        absences = 0;
    }

    void outsiderAlive(long nowNanos) {
        lastOutsiderNanos = nowNanos;
    }

    /** Returns whether to ask again soon. */
    boolean nobody() {
        absences++;
        return absences < BELIEVED_ABSENCES;
    }

    /** Returns the name of the holder; empty if nobody has the lock, as far as is known. */
    String holder() {
        Sighting seen = sighting;
        return seen == null ? "" : seen.holder();
    }

    /**
     * Judges.
     *
     * @param canAsk whether there is a bus to ask on
     */
    Optional<Reason> reason(boolean canAsk, long nowNanos) {
        Sighting seen = sighting;
        if (seen == null) {
            return Optional.empty();
        }
        return switch (seen.rival()) {
            case NONE -> Optional.of(new Reason(seen, Basis.UNCHANGED, "nobody has the lock"));
            case SELF -> Optional.of(new Reason(seen, Basis.UNHEARD, "the lock is this server's"));
            case MEMBER_ON_BUS ->
                    canAsk ? unheard(seen, nowNanos) : unmoved(seen, lastMarkNanos, nowNanos);
            case MEMBER -> gone(seen, nowNanos).or(() -> unmoved(seen, lastMarkNanos, nowNanos));
            case OUTSIDER -> outsider(seen, nowNanos);
        };
    }

    /**
     * A holder subscribes before it claims, but the subscription may be on its way still when the
     * claim is seen. So an absence counts only if the holder has been one for a while.
     */
    private Optional<Reason> unheard(Sighting seen, long nowNanos) {
        if (absences >= BELIEVED_ABSENCES && nowNanos - idSinceNanos >= pace.look().toNanos()) {
            return Optional.of(
                    new Reason(seen, Basis.UNHEARD, seen.holder() + " has no connection any more"));
        }
        long silentNanos = nowNanos - lastAnswerNanos;
        return silentNanos < silenceNanos(nowNanos)
                ? Optional.empty()
                : Optional.of(
                        new Reason(
                                seen,
                                Basis.UNHEARD,
                                seen.holder() + " has not answered for " + millis(silentNanos)));
    }

    private long silenceNanos(long nowNanos) {
        boolean isRecovering = hasTakenOver && nowNanos - idSinceNanos < RECOVERY_NANOS;
        return pace.silence().toNanos() * (isRecovering ? PATIENCE_WITH_RECOVERY : 1);
    }

    /** Whoever seems to have ended and is alive gives a sign within a beat. */
    private Optional<Reason> gone(Sighting seen, long nowNanos) {
        long beatNanos = pace.renew().plus(pace.look()).toNanos();
        return seen.isGone() && nowNanos - lastMarkNanos >= beatNanos
                ? Optional.of(new Reason(seen, Basis.UNCHANGED, seen.holder() + " has ended"))
                : Optional.empty();
    }

    private Optional<Reason> unmoved(Sighting seen, long sinceNanos, long nowNanos) {
        long silentNanos = nowNanos - sinceNanos;
        return silentNanos < silenceNanos(nowNanos)
                ? Optional.empty()
                : Optional.of(unchanged(seen, silentNanos));
    }

    private Optional<Reason> outsider(Sighting seen, long nowNanos) {
        long silentNanos = nowNanos - Math.max(lastMarkNanos, lastOutsiderNanos);
        return silentNanos < pace.outsiderSilence().toNanos()
                ? Optional.empty()
                : Optional.of(unchanged(seen, silentNanos));
    }

    private static Reason unchanged(Sighting seen, long silentNanos) {
        return new Reason(
                seen,
                Basis.UNCHANGED,
                seen.holder() + " has given no sign of life for " + millis(silentNanos));
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }
}
