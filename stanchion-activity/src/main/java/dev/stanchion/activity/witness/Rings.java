package dev.stanchion.activity.witness;

import dev.stanchion.activity.witness.ClientSubject.Kind;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.GuidHash;
import dev.stanchion.engine.spi.KnownGuids;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.PubMsgCursor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What clients have sent and nobody has answered, as far as this process knows: publishes and
 * requests. Owned by the witness.
 */
final class Rings {
    static final long PUBLISH_NANOS = Duration.ofSeconds(30).toNanos();
    static final long REQUEST_NANOS = Duration.ofSeconds(5).toNanos();
    static final long REQUEST_BYTES = 4L << 20;

    /** How long an answer may be known before its message arrives, on a longer way. */
    private static final long EARLY_NANOS = Duration.ofSeconds(30).toNanos();

    private static final int MOST_EARLY = 1 << 20;

    /** Another follower that has not heard of an answer offers the message as long as this. */
    private static final long SETTLED_NANOS = PUBLISH_NANOS;

    /** 64 MiB of 16 bytes each. */
    private static final int MOST_SETTLED = 4 << 20;

    private static final int SETTLED_PER_GENERATION = 64 * 1024;

    private final String clusterId;
    private final Origin origin;
    private final Ring publishes;
    private final Ring requests = new Ring(REQUEST_BYTES, REQUEST_NANOS);
    private final KnownGuids early = new KnownGuids(EARLY_NANOS, MOST_EARLY);
    private KnownGuids settled = noneSettled();
    private final PubMsgCursor cursor = new PubMsgCursor();
    private long order;

    /**
     * @param origin of all messages that come out of the rings
     * @param maxBytes the bound of the publishes
     */
    Rings(String clusterId, Origin origin, long maxBytes) {
        this.clusterId = clusterId;
        this.origin = origin;
        this.publishes = new Ring(maxBytes, PUBLISH_NANOS);
    }

    Ring publishes() {
        return publishes;
    }

    Ring requests() {
        return requests;
    }

    KnownGuids early() {
        return early;
    }

    private static KnownGuids noneSettled() {
        return new KnownGuids(SETTLED_NANOS, MOST_SETTLED, SETTLED_PER_GENERATION);
    }

    /**
     * Gives away the fingerprints of the publishes that the active has answered within the last 30
     * s, and begins anew. Nobody changes what is given away.
     */
    KnownGuids takeSettled() {
        KnownGuids taken = settled;
        settled = noneSettled();
        return taken;
    }

    /** Keeps a message, unless it has an answer already or is kept. */
    void keep(ClientSubject subject, BusMessage message, long nowNanos) {
        if (subject.kind() == Kind.PUBLISH) {
            keepPublish(subject, message, nowNanos);
        } else if (subject.kind() == Kind.PING) {
            keepPing(subject, message, nowNanos);
        } else if (subject.kind() != Kind.CONNECT || !isFromServer(message)) {
            keepRequest(subject, message, nowNanos);
        }
    }

    private void keepPublish(ClientSubject subject, BusMessage message, long nowNanos) {
        if (!cursor.wrap(message.buffer(), message.payloadIndex(), message.payloadLength())
                || cursor.guidLength() == 0) {
            return; // no server stores it
        }
        long guid = GuidHash.of(cursor.buffer(), cursor.guidIndex(), cursor.guidLength());
        long seed = GuidHash.of(cursor.buffer(), cursor.channelIndex(), cursor.channelLength());
        if (early.contains(Fingerprint.of(seed, guid), nowNanos)
                || early.contains(guid, nowNanos)
                || publishes.has(guid, seed)) {
            return;
        }
        publishes.add(kept(subject, message, guid, seed, nowNanos));
    }

    /** A server that starts asks to connect as a client with the cluster ID as its name. */
    private boolean isFromServer(BusMessage message) {
        return ConnectRequest.decode(
                        message.buffer(), message.payloadIndex(), message.payloadLength())
                .filter(request -> request.clientId().equals(clusterId))
                .isPresent();
    }

    private void keepRequest(ClientSubject subject, BusMessage message, long nowNanos) {
        long key =
                message.replyLength() == 0
                        ? KeptMessage.NO_KEY
                        : GuidHash.of(
                                message.buffer(), message.replyIndex(), message.replyLength());
        if (!early.contains(key, nowNanos) && !requests.has(key, 0)) {
            requests.add(kept(subject, message, key, 0, nowNanos));
        }
    }

    /**
     * A client sends all its pings with one reply subject, and gives up when several of them have
     * no answer. An answer to its last one is as good.
     */
    private void keepPing(ClientSubject subject, BusMessage message, long nowNanos) {
        if (message.replyLength() == 0) {
            return;
        }
        long key = GuidHash.of(message.buffer(), message.replyIndex(), message.replyLength());
        requests.settle(key, 0);
        requests.add(kept(subject, message, key, 0, nowNanos));
    }

    private KeptMessage kept(
            ClientSubject subject, BusMessage message, long key, long seed, long nowNanos) {
        return new KeptMessage(subject, message, origin, key, seed, ++order, nowNanos);
    }

    /** Forgets what has an answer now. */
    void settle(SettledMessage message, long nowNanos) {
        for (long answer : message.answers()) {
            if (!requests.settle(answer) && !publishes.settle(answer)) {
                early.add(answer, nowNanos);
            }
        }
        for (SettledMessage.OfChannel channel : message.channels()) {
            long seed = Fingerprint.seed(channel.channel());
            for (long guid : channel.guids()) {
                long fingerprint = Fingerprint.of(seed, guid);
                settled.add(fingerprint, nowNanos);
                if (!publishes.settle(guid, seed)) {
                    early.add(fingerprint, nowNanos);
                }
            }
        }
    }

    void expire(long nowNanos) {
        publishes.expire(nowNanos);
        requests.expire(nowNanos);
    }

    /** Returns when the oldest publish arrived; {@link Floors#NONE} if there is none. */
    long oldestNanos() {
        KeptMessage oldest = publishes.first();
        return oldest == null ? Floors.NONE : oldest.arrivedNanos();
    }

    /** Returns the message that arrived first, and forgets it; null if there is none. */
    @Nullable KeptMessage poll() {
        KeptMessage publish = publishes.first();
        KeptMessage request = requests.first();
        boolean isPublish =
                publish != null && (request == null || publish.order() < request.order());
        return isPublish ? publishes.poll() : requests.poll();
    }

    int size() {
        return publishes.size() + requests.size();
    }

    long bytes() {
        return publishes.bytes() + requests.bytes();
    }

    long overflowed() {
        return publishes.overflowed() + requests.overflowed();
    }

    /**
     * A term is over in which this process has not heard what others answer. It keeps the publishes
     * that its engine has not taken, because perhaps nobody else has them: a store knows those that
     * are stored. Requests have no such memory, so they are forgotten.
     */
    void endTerm() {
        requests.clear();
        early.clear();
        settled.clear();
    }
}
