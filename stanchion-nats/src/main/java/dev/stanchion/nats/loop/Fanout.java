package dev.stanchion.nats.loop;

import dev.stanchion.nats.message.RoutedMessage;
import dev.stanchion.nats.message.SharedOutput;
import dev.stanchion.nats.routing.MatchCache;
import dev.stanchion.nats.routing.Matches;
import dev.stanchion.nats.snapshot.RoutingSnapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Delivers each message: to all plain subscriptions, and to one member of each queue group. It
 * begins with a random member and takes the first one that accepts the message. Confined to its
 * loop.
 */
public final class Fanout {
    private final TurnLoop loop;
    private final MatchCache<Receiver> cache;
    private final SharedOutput sharedOutput = new SharedOutput();

    /** One message for each level of handlers that publish during a delivery. */
    private final List<RoutedMessage> messages = new ArrayList<>();

    private int depth;
    private long randomState;

    Fanout(TurnLoop loop, MatchCache<Receiver> cache, long seed) {
        this.loop = loop;
        this.cache = cache;
        randomState = seed | 1; // xorshift does not work with zero
    }

    public RoutingSnapshot routing(long lookups) {
        return cache.snapshot(lookups);
    }

    public Matches<Receiver> match(ByteBuffer bytes, int index, int length) {
        return cache.match(bytes, index, length);
    }

    /**
     * Returns an object to fill for one message. Give it back with {@link #giveBack}, the last one
     * first.
     */
    public RoutedMessage borrow() {
        if (depth == messages.size()) {
            messages.add(new RoutedMessage(sharedOutput));
        }
        return messages.get(depth++);
    }

    public void giveBack(RoutedMessage message) {
        depth--;
        assert messages.get(depth) == message;
        message.clear();
    }

    /** Delivers to all that match. Returns whether at least one accepted it. */
    public boolean deliver(RoutedMessage message, Matches<Receiver> matches) {
        int copies = deliverToPlain(message, matches);
        for (int i = 0; i < matches.queueCount(); i++) {
            if (deliverToGroup(message, matches, i)) {
                copies++;
            }
        }
        LoopCounters counters = loop.counters();
        counters.received(message.bodyLength());
        counters.delivered(copies, (long) copies * message.bodyLength());
        return copies > 0;
    }

    /**
     * Delivers to the plain subscriptions. Neighbours that get the same bytes share them, which is
     * usual for similar clients.
     */
    private int deliverToPlain(RoutedMessage message, Matches<Receiver> matches) {
        int copies = 0;
        boolean asBefore = false;
        int count = matches.plainCount();
        for (int i = 0; i < count; i++) {
            Receiver receiver = matches.plain(i);
            boolean asAfter = i + 1 < count && receiver.isWordedAs(matches.plain(i + 1));
            message.share(asBefore || asAfter);
            if (receiver.deliver(message, loop)) {
                copies++;
            }
            asBefore = asAfter;
        }
        message.share(false);
        return copies;
    }

    private boolean deliverToGroup(RoutedMessage message, Matches<Receiver> matches, int group) {
        int members = matches.memberCount(group);
        int next = randomBelow(members);
        for (int tried = 0; tried < members; tried++) {
            if (matches.member(group, next).deliver(message, loop)) {
                return true;
            }
            next = next + 1 == members ? 0 : next + 1;
        }
        return false;
    }

    /** Releases the memory. After the loop has ended. */
    void close() {
        sharedOutput.close();
    }

    /** Returns a random number from 0. It is cheap, and good enough to spread load. */
    public int randomBelow(int bound) {
        if (bound == 1) {
            return 0;
        }
        randomState ^= randomState << 13;
        randomState ^= randomState >>> 7;
        randomState ^= randomState << 17;
        return (int) (((randomState >>> 33) * bound) >>> 31);
    }
}
