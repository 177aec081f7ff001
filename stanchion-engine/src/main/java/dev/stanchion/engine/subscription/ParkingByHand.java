package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parks unacknowledged messages of a position because an operator wants it. Each is settled when it
 * is durable where it is parked. The first one that cannot be stored ends it. Used once.
 */
@ShardOwned
public final class ParkingByHand extends ReadLoop {
    private static final int MOST_UNDER_WAY = 16;

    private final Dispatcher position;
    private final List<Long> sequences;
    private final String reason;
    private final Outcome<Long> outcome;
    private final MsgProtoCursor message = new MsgProtoCursor();
    private int at;
    private int underWay;
    private long parked;
    private @Nullable StoreException failure;
    private boolean isAnswered;
    private boolean isFound;

    private ParkingByHand(
            Dispatcher position, List<Long> sequences, String reason, Outcome<Long> outcome) {
        this.position = position;
        this.sequences = sequences;
        this.reason = reason;
        this.outcome = outcome;
    }

    /**
     * Parks messages of a position. Called on the position's shard.
     *
     * @param outcome hears how many were parked, when all are durable there and settled
     */
    public static void park(
            Dispatcher position, List<Long> sequences, String reason, Outcome<Long> outcome) {
        new ParkingByHand(position, List.copyOf(sequences), reason, outcome).proceed();
    }

    @Override
    protected boolean hasNext() {
        while (failure == null && at < sequences.size() && !isWanted(sequences.get(at))) {
            at++;
        }
        if (failure == null && at < sequences.size()) {
            return underWay < MOST_UNDER_WAY;
        }
        answer();
        return false;
    }

    private boolean isWanted(long sequence) {
        Attempts attempts = position.attempts();
        boolean isUnderWay = attempts != null && attempts.parkingPlace().has(sequence);
        return !isUnderWay && holderOf(sequence) != null;
    }

    private @Nullable Subscription holderOf(long sequence) {
        return position.subscriptions().stream()
                .filter(each -> each.isPending(sequence))
                .findFirst()
                .orElse(null);
    }

    private void answer() {
        if (underWay > 0 || isAnswered) {
            return;
        }
        isAnswered = true;
        StoreException why = failure;
        if (why == null) {
            outcome.succeeded(parked);
        } else {
            outcome.failed(why);
        }
    }

    @Override
    protected void read() {
        isFound = false;
        position.source().messages().read(sequences.get(at), 1, this);
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        if (sequence == sequences.get(at) && message.wrap(buffer, index, length)) {
            isFound = true;
            park(sequence, timestampEpochNanos, buffer);
        }
        return false;
    }

    private void park(long sequence, long storedAtEpochNanos, ByteBuf buffer) {
        Subscription holder = holderOf(sequence);
        if (holder == null) {
            return; // it was acknowledged while the log was being read
        }
        if (!position.mayPark(sequence, underWay)) {
            failure =
                    new StoreException(
                            StoreException.Kind.BUSY,
                            "park",
                            ParkedNote.channelFor(position.source().channel()),
                            position.whyNotParked());
            return;
        }
        ParkedNote note =
                position.noteOf(
                        holder, sequence, storedAtEpochNanos, reason, ParkedNote.Cause.OPERATOR);
        underWay++;
        reserve(sequence);
        position.source()
                .delivery()
                .parking()
                .park(
                        Parking.ParkedEntry.of(note, message, buffer),
                        Outcome.of(
                                parkedSequence -> parked(sequence, parkedSequence),
                                why -> notParked(sequence, why)));
    }

    /** The attempts do not park it meanwhile. */
    private void reserve(long sequence) {
        Attempts attempts = position.attempts();
        if (attempts != null) {
            attempts.parkingPlace().reserve(sequence);
        }
    }

    private void arrived(long sequence) {
        underWay--;
        Attempts attempts = position.attempts();
        if (attempts != null) {
            attempts.parkingPlace().arrived(sequence);
        }
    }

    private void parked(long sequence, long parkedSequence) {
        arrived(sequence);
        if (position.isEnded() || holderOf(sequence) == null) {
            // it was acknowledged, or nobody needs it any more
            position.source().delivery().parking().takeBack(channel(), parkedSequence);
        } else {
            parked++;
            position.settleParked(sequence, reason);
        }
        proceed();
    }

    private String channel() {
        return position.source().channel();
    }

    private void notParked(long sequence, StoreException why) {
        arrived(sequence);
        failure = why;
        proceed();
    }

    @Override
    public void onEnd(long nextSequence) {
        Subscription holder = isFound ? null : holderOf(sequences.get(at));
        if (holder != null) {
            holder.settleForGood(sequences.get(at)); // limits have removed it
        }
        at++;
        ended();
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        failure = why;
        ended();
    }
}
