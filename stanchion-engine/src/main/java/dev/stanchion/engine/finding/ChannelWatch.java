package dev.stanchion.engine.finding;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.OpenParked;
import dev.stanchion.engine.channel.ParkedMessages;
import dev.stanchion.engine.channel.ParkedNotes;
import dev.stanchion.engine.channel.PayloadSample;
import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.diagnosis.Look;
import dev.stanchion.engine.diagnosis.Standstill;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.Subscription;
import dev.stanchion.protocol.ParkedNote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks at the channels of one shard, one after the other. */
@ShardOwned
public final class ChannelWatch {
    private static final long UNPUBLISHED_NANOS = Duration.ofMinutes(10).toNanos();

    /** So many more in ten minutes are worth a finding; fewer are poison of everyday life. */
    private static final int MANY_PARKED = 10;

    private static final long ODD_NANOS = Duration.ofMinutes(10).toNanos();

    /** The bound of the findings of one shard. */
    private static final int MOST = Board.MOST;

    private final ShardExecutor shard;
    private final int heartbeatsAllowed;
    private final List<Finding> found = new ArrayList<>();

    /** Those that were found already: one policy may be for all channels. */
    private final Set<String> backoffs = new HashSet<>();

    private final List<NearMisses.Side> sides = new ArrayList<>();

    public ChannelWatch(ShardExecutor shard, int heartbeatsAllowed) {
        this.shard = shard;
        this.heartbeatsAllowed = heartbeatsAllowed;
    }

    /**
     * Looks at a channel.
     *
     * @return how much it was: 1 for what takes no longer than a channel's sizes
     */
    public int look(Channel channel) {
        if (channel.isStopped()) {
            return 1;
        }
        long now = shard.epochNanos();
        Look look = new Look(channel, new Look.Surroundings(now, heartbeatsAllowed, ""));
        int cost = 2;
        boolean isListened = false;
        RandomIds randomIds = new RandomIds();
        LimitWatch limits = new LimitWatch(channel);
        for (Dispatcher position : channel.interest().positions()) {
            if (ParkedMessages.isKeptBy(position)) {
                addParked(channel);
                continue;
            }
            PositionWatch watch = new PositionWatch(channel, position, shard.elapsedNanos());
            watch.findings(look).forEach(this::add);
            limits.add(position, watch);
            if (watch.isListening()) {
                isListened = true;
                addUnpublished(channel, position, now);
            }
            position.subscriptions().forEach(randomIds::add);
            cost += watch.cost();
        }
        addSide(channel, isListened);
        addOdd(channel, now);
        randomIds.findings(channel.channel()).forEach(this::add);
        limits.findings().forEach(this::add);
        look.plainPublish().ifPresent(reason -> addPlain(channel, reason));
        return cost;
    }

    private void add(Finding finding) {
        boolean isNews =
                !(finding instanceof Finding.BackoffBelowAckWait) || backoffs.add(finding.about());
        if (isNews && found.size() < MOST) {
            found.add(finding);
        }
    }

    private void addParked(Channel channel) {
        ParkedNotes notes = channel.parked();
        if (!notes.isKnown()) {
            notes.read();
            return;
        }
        OpenParked open = notes.open();
        int growth = notes.trail().growth(shard.elapsedNanos(), open.size());
        if (growth >= MANY_PARKED) {
            add(
                    new Finding.ParkedGrows(
                            ParkedNote.originOf(channel.channel()),
                            channel.channel(),
                            open.counts().getFirst().position(),
                            growth,
                            open.size()));
        }
    }

    private void addUnpublished(Channel channel, Dispatcher position, long now) {
        long since = now - position.history().sinceEpochNanos();
        if (channel.messages().lastSequence() == 0 && since >= UNPUBLISHED_NANOS) {
            add(
                    new Finding.ListenerWithoutPublisher(
                            channel.channel(), position.name().described(), since));
        }
    }

    private void addSide(Channel channel, boolean isListened) {
        ChannelLog log = channel.messages();
        boolean isPublished = !channel.lastPublisher().isEmpty() && channel.interest().count() == 0;
        if (isListened || isPublished) {
            sides.add(
                    new NearMisses.Side(
                            channel.channel(),
                            isListened,
                            log.firstTimestampEpochNanos(),
                            log.lastTimestampEpochNanos()));
        }
    }

    private void addOdd(Channel channel, long now) {
        PayloadSample sample = channel.payloads();
        PayloadSample.Odd odd = sample.odd();
        if (odd != null && now - odd.atEpochNanos() < ODD_NANOS) {
            add(
                    new Finding.OddPayload(
                            channel.channel(),
                            odd.sequence(),
                            odd.publisher(),
                            odd.atEpochNanos()));
        }
        sample.wantsMore();
    }

    private void addPlain(Channel channel, Standstill reason) {
        add(
                new Finding.OfReason(
                        FindingKind.PLAIN_NATS_PUBLISH,
                        channel.channel(),
                        channel.channel(),
                        reason));
    }

    /** Returns what it has seen. */
    public Seen seen() {
        return new Seen(found, sides);
    }

    /** Returns whether a client uses a subscription and has a connection. */
    static boolean isListening(Subscription subscription) {
        Client client = subscription.client();
        return subscription.isActive()
                && client != null
                && client.isConnected()
                && !subscription.isAbsent();
    }
}
