package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a position since this run of the server knows it, for people who ask why it
 * stands still. Nothing here changes with each message: what was acknowledged follows from the
 * sequence that comes next and from what is pending.
 */
@ShardOwned
public final class PositionHistory {
    private long sinceEpochNanos;
    private long skipped;
    private long restored;
    private long dropped;
    private long droppedUpTo;
    private long droppedAtEpochNanos;
    private long unmatchedAcks;
    private long ackedAgain;
    private long parked;
    private long parkedAtEpochNanos;
    private String parkedReason = "";
    private String notParkedReason = "";
    private @Nullable IgnoredStart ignoredStart;
    private @Nullable String requestedStart;
    private final PositionTrail trail = new PositionTrail();

    /**
     * A start that a client asked for and did not get, because the position existed.
     *
     * @param requested the start in words
     * @param isNew whether clients asked for another start before
     */
    public record IgnoredStart(
            long resumedAtSequence, String requested, long atEpochNanos, boolean isNew) {}

    /** A client asks for a start, in words. The first one that this run hears of counts. */
    public void requested(String start) {
        if (requestedStart == null) {
            requestedStart = start;
        }
    }

    /** Returns whether the first client asked for another start, as far as this run knows. */
    public boolean isNewStart(String start) {
        return requestedStart != null && !requestedStart.equals(start);
    }

    /** Returns where the position was when somebody looked. */
    public PositionTrail trail() {
        return trail;
    }

    /** The position is at a sequence, without having sent what is before it. */
    void placed(long sequencesSkipped, long nowEpochNanos) {
        if (sinceEpochNanos == 0) {
            sinceEpochNanos = nowEpochNanos;
        }
        skipped += sequencesSkipped;
    }

    /** An operator has moved the position: what was before does not count. */
    void moved(long sequence, long nowEpochNanos) {
        sinceEpochNanos = nowEpochNanos;
        skipped = sequence - 1;
        restored = 0;
        dropped = 0;
        droppedUpTo = 0;
        ignoredStart = null;
        trail.forget();
    }

    /** Messages are pending that an earlier run has sent. */
    public void restored(int messages) {
        restored += messages;
    }

    /** A read begins at a sequence, and the log has nothing before another one. */
    void reads(long nextSequence, long firstSequence, long nowEpochNanos) {
        long missing = firstSequence - Math.max(nextSequence, droppedUpTo);
        if (missing > 0) {
            dropped += missing;
            droppedUpTo = firstSequence;
            droppedAtEpochNanos = nowEpochNanos;
        }
    }

    /** A client asked for a start that it does not get. */
    public void ignores(IgnoredStart start) {
        ignoredStart = start;
    }

    /** An acknowledgement has come for a message that is not pending. */
    public void unmatchedAck() {
        unmatchedAcks++;
    }

    /** A message was acknowledged only after it was sent again. */
    void ackedAgain() {
        ackedAgain++;
    }

    /** A message was parked. */
    void parked(String reason, long nowEpochNanos) {
        parked++;
        parkedReason = reason;
        parkedAtEpochNanos = nowEpochNanos;
        notParkedReason = "";
    }

    /** A message was parked behind another one, without having been sent. */
    public void parkedBehind(String reason, long nowEpochNanos) {
        parked(reason, nowEpochNanos);
    }

    /** A message could not be parked, and stays pending. */
    public void notParked(String why) {
        notParkedReason = why;
    }

    /** Returns how many messages this run has parked. */
    public long parked() {
        return parked;
    }

    /** Returns when the last one was parked; 0 if none was. */
    public long parkedAtEpochNanos() {
        return parkedAtEpochNanos;
    }

    /** Returns why the last one was parked; empty if none was. */
    public String parkedReason() {
        return parkedReason;
    }

    /** Returns why the last message that was to be parked was not; empty if it was. */
    public String notParkedReason() {
        return notParkedReason;
    }

    /** Returns since when the position is known to this run. */
    public long sinceEpochNanos() {
        return sinceEpochNanos;
    }

    /** Returns how many messages were passed by since then: sent, or dropped before. */
    long passed(long nextSequence) {
        return nextSequence - 1 - skipped;
    }

    /** Returns how many messages were acknowledged since then, or are gone after they were sent. */
    public long settled(long nextSequence, long pending) {
        return Math.max(0, passed(nextSequence) - dropped + restored - pending - parked);
    }

    /** Returns how many messages limits have removed before they were sent. */
    public long dropped(long nextSequence, long firstSequence) {
        return dropped + Math.max(0, firstSequence - Math.max(nextSequence, droppedUpTo));
    }

    /** Returns when a read has found that for the last time; 0 if none has. */
    public long droppedAtEpochNanos() {
        return droppedAtEpochNanos;
    }

    /** Returns how many acknowledgements came for messages that are not pending. */
    public long unmatchedAcks() {
        return unmatchedAcks;
    }

    /** Returns how many messages were acknowledged only after they were sent again. */
    public long ackedAgainCount() {
        return ackedAgain;
    }

    /** Returns the last start that a client asked for and did not get. */
    public @Nullable IgnoredStart ignoredStart() {
        return ignoredStart;
    }
}
