package dev.stanchion.engine;

import dev.stanchion.engine.EngineSnapshot.Position;
import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.OpenParked;
import dev.stanchion.engine.channel.ParkedNotes;
import dev.stanchion.engine.client.Session;
import dev.stanchion.engine.finding.Finding;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.Subscription;
import dev.stanchion.engine.subscription.Terms;
import dev.stanchion.protocol.ParkedNote;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies the state of a shard, on that shard, into values that any thread may hold. */
final class ShardPicture {
    /** The order of monitoring: subscriptions in use, then unused ones, then groups. */
    private static final Comparator<EngineSnapshot.Subscription> SHOWN =
            Comparator.<EngineSnapshot.Subscription>comparingInt(ShardPicture::place)
                    .thenComparing(EngineSnapshot.Subscription::queueGroup)
                    .thenComparingLong(EngineSnapshot.Subscription::id);

    private static final long LATELY_NANOS = Duration.ofMinutes(5).toNanos();

    private ShardPicture() {}

    private static int place(EngineSnapshot.Subscription subscription) {
        if (!subscription.queueGroup().isEmpty()) {
            return 2;
        }
        return subscription.isOffline() ? 1 : 0;
    }

    static EngineSnapshot.Channel of(Channel channel, Detail detail) {
        ChannelLog log = channel.messages();
        List<EngineSnapshot.Subscription> subscriptions =
                detail == Detail.SIZES
                        ? List.of()
                        : shown(channel).map(ShardPicture::of).sorted(SHOWN).toList();
        List<Position> positions =
                detail == Detail.POSITIONS
                        ? channel.interest().positions().stream()
                                .filter(position -> !Departure.isGone(position))
                                .map(dispatcher -> position(channel, dispatcher))
                                .toList()
                        : List.of();
        return new EngineSnapshot.Channel(
                channel.channel(),
                log.messageCount(),
                log.byteCount(),
                log.firstSequence(),
                log.lastSequence(),
                log.lastTimestampEpochNanos(),
                subscriptionsOf(channel),
                subscriptions,
                positions,
                detail == Detail.POSITIONS ? parked(channel) : List.of(),
                detail == Detail.POSITIONS ? publishers(channel) : List.of());
    }

    private static List<EngineSnapshot.Publisher> publishers(Channel channel) {
        return channel.publishers().since(channel.nowEpochNanos() - LATELY_NANOS).stream()
                .map(each -> new EngineSnapshot.Publisher(each.clientId(), each.atEpochNanos()))
                .toList();
    }

    private static List<EngineSnapshot.Parked> parked(Channel channel) {
        return areNotesKnown(channel)
                ? channel.parked().open().counts().stream().map(ShardPicture::of).toList()
                : List.of();
    }

    /** Counts the open messages of a channel of parked messages. */
    static int openParkedOf(Channel channel) {
        return areNotesKnown(channel) ? channel.parked().open().size() : 0;
    }

    private static boolean areNotesKnown(Channel channel) {
        if (!ParkedNote.isParkedChannel(channel.channel())) {
            return false;
        }
        ParkedNotes notes = channel.parked();
        if (!notes.isKnown()) {
            notes.read(); // who asks next will see them
            return false;
        }
        return true;
    }

    private static EngineSnapshot.Parked of(OpenParked.Count count) {
        ParkedNote.Cause cause = count.cause() == null ? ParkedNote.Cause.OTHER : count.cause();
        return new EngineSnapshot.Parked(
                count.position(), cause.name().toLowerCase(Locale.ROOT), count.messages());
    }

    private static Stream<Subscription> shown(Channel channel) {
        return channel.interest().subscriptions().stream()
                .filter(subscription -> !Departure.isGone(subscription));
    }

    /** Counts the subscriptions that are shown. */
    static int subscriptionsOf(Channel channel) {
        int count = 0;
        for (Subscription subscription : channel.interest().subscriptions()) {
            count += Departure.isGone(subscription) ? 0 : 1;
        }
        return count;
    }

    static EngineSnapshot.Subscription of(Subscription subscription) {
        Terms terms = subscription.terms();
        return new EngineSnapshot.Subscription(
                subscription.id(),
                terms.clientId(),
                terms.inbox(),
                terms.ackInbox(),
                terms.durableName(),
                terms.queueGroup(),
                terms.durable(),
                !subscription.isActive(),
                terms.maxInFlight(),
                terms.ackWaitSeconds(),
                subscription.lastSent(),
                subscription.pending(),
                subscription.isStalled(),
                subscription.isAbsent() || Departure.hasNoConnection(subscription));
    }

    private static Position position(Channel channel, Dispatcher dispatcher) {
        Lag lag = Lag.of(channel, dispatcher);
        List<Subscription> sharing = dispatcher.subscriptions();
        boolean isGroup = !dispatcher.queueGroup().isEmpty();
        Subscription any = sharing.isEmpty() ? null : sharing.getFirst();
        return new Position(
                any == null ? 0 : any.id(),
                any == null || isGroup ? "" : any.terms().clientId(),
                any == null ? "" : any.terms().durableName(),
                dispatcher.queueGroup(),
                lag.unsent(),
                lag.pending(),
                lag.oldestStoredEpochNanos(),
                dispatcher.isPlaced() ? dispatcher.nextSequence() : 0,
                !dispatcher.pauses().isEmpty());
    }

    /** Returns how much it was to look at, in channels. */
    static int weightOf(EngineSnapshot.Channel channel, Detail detail) {
        long pending =
                detail == Detail.POSITIONS
                        ? channel.subscriptions().stream()
                                .mapToLong(EngineSnapshot.Subscription::pending)
                                .sum()
                        : 0;
        return (int)
                Math.min(Slices.MOST_AT_ONCE, 1 + channel.subscriptions().size() + pending / 8);
    }

    /**
     * Shows a client.
     *
     * @param refused the connections that wanted its ID in vain; null if there are none
     */
    static EngineSnapshot.Client of(
            Session session,
            int recentConnects,
            boolean isOffline,
            long silentNanos,
            Finding.@Nullable DuplicateId refused) {
        return new EngineSnapshot.Client(
                session.clientId(),
                session.record().heartbeatInbox(),
                session.record().connectionId(),
                session.record().protocol(),
                session.sinceEpochNanos(),
                session.address(),
                recentConnects,
                isOffline,
                silentNanos,
                refused == null ? 0 : refused.refusals(),
                refused == null ? "" : refused.wantedBy());
    }
}
