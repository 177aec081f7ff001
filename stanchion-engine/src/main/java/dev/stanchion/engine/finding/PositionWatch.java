package dev.stanchion.engine.finding;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.diagnosis.ListenerStandstill;
import dev.stanchion.engine.diagnosis.Look;
import dev.stanchion.engine.diagnosis.Standstill;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.subscription.AckTimes;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.PositionHistory;
import dev.stanchion.engine.subscription.PositionTrail;
import dev.stanchion.engine.subscription.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks at one position of a channel. */
@ShardOwned
final class PositionWatch {
    private static final long ORPHAN_NANOS = Duration.ofDays(7).toNanos();
    private static final int POISON_RESENDS = 4;
    private static final int COST = 8;
    private static final int PENDING_OF_A_VISIT = 8;

    private final Channel channel;
    private final Dispatcher position;
    private final String about;
    private final List<Subscription> sharing;
    private final boolean isListening;
    private final long nowNanos;
    private final long pending;
    private final long unsent;

    PositionWatch(Channel channel, Dispatcher position, long nowNanos) {
        this.channel = channel;
        this.position = position;
        this.about = position.name().described() + " in " + channel.channel();
        this.sharing = position.subscriptions();
        this.isListening = sharing.stream().anyMatch(ChannelWatch::isListening);
        this.nowNanos = nowNanos;
        this.pending = sharing.stream().mapToLong(Subscription::pending).sum();
        ChannelLog log = channel.messages();
        this.unsent = position.isPlaced() ? log.countFrom(position.nextSequence()) : 0;
    }

    boolean isListening() {
        return isListening;
    }

    /** Returns how much it is to look at it, in channels. */
    int cost() {
        return COST + (int) Math.min(Integer.MAX_VALUE / 2, pending / PENDING_OF_A_VISIT);
    }

    /** Returns its lowest sequence that is not acknowledged; a high one if all are. */
    long lowestOwed() {
        long lowest = unsent > 0 ? position.nextSequence() : Long.MAX_VALUE;
        for (Subscription each : sharing) {
            lowest = each.pending() > 0 ? Math.min(lowest, each.lowestPending()) : lowest;
        }
        return lowest;
    }

    List<Finding> findings(Look look) {
        if (sharing.isEmpty() || !position.isPlaced()) {
            return List.of();
        }
        boolean isPaused = !position.pauses().isEmpty();
        remember(isPaused);
        if (isPaused) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        if (pending > 0 || !isListening || position.history().ignoredStart() != null) {
            look.at(position).forEach(reason -> of(reason).ifPresent(found::add));
        }
        addAckTimes(found);
        BackoffWatch.look(channel, position).ifPresent(found::add);
        return found;
    }

    private void remember(boolean isPaused) {
        PositionHistory history = position.history();
        PositionTrail trail = history.trail();
        long settled = history.settled(position.nextSequence(), pending);
        boolean isAdded =
                trail.add(
                        new PositionTrail.Sample(
                                nowNanos,
                                channel.messages().lastSequence(),
                                unsent + pending,
                                settled));
        if (!isListening || isPaused) {
            trail.ackTimes().interrupt();
        } else if (isAdded) {
            trail.ackTimes()
                    .add(
                            nowNanos,
                            TimeUnit.SECONDS.toNanos(ackWaitSeconds()),
                            new AckTimes.Look(
                                    pending,
                                    settled,
                                    history.ackedAgainCount(),
                                    history.unmatchedAcks(),
                                    position.mostRedeliveries() >= POISON_RESENDS));
        }
    }

    private int ackWaitSeconds() {
        return sharing.getFirst().terms().ackWaitSeconds();
    }

    /** Some reasons of {@code why} are findings, some only if they last, and most are none. */
    private Optional<Finding> of(Standstill reason) {
        if (reason instanceof ListenerStandstill.Offline offline) {
            return offline.forNanos() >= ORPHAN_NANOS
                    ? Optional.of(finding(FindingKind.ORPHAN_DURABLE, reason))
                    : Optional.empty();
        }
        // a handler that takes its time is busy, and not stalled
        boolean isBusy =
                reason instanceof ListenerStandstill.Stalled stalled
                        && stalled.oldestNanos()
                                < TimeUnit.SECONDS.toNanos(stalled.ackWaitSeconds());
        return isBusy || !reason.isWrong()
                ? Optional.empty()
                : FindingKind.of(reason.code()).map(kind -> finding(kind, reason));
    }

    private Finding finding(FindingKind kind, Standstill reason) {
        return new Finding.OfReason(kind, channel.channel(), about, reason);
    }

    private void addAckTimes(List<Finding> found) {
        AckTimes times = position.history().trail().ackTimes();
        String shown = position.name().described();
        if (times.isAboutAckWait()) {
            found.add(
                    new Finding.AckWaitBelowHandler(
                            channel.channel(),
                            shown,
                            times.meanNanos(),
                            ackWaitSeconds(),
                            times.again()));
        }
        if (times.isDouble()) {
            found.add(new Finding.DoubleAck(channel.channel(), shown, times.unmatched()));
        }
    }
}
