package dev.stanchion.nats;

import dev.stanchion.nats.routing.MatchCache;
import dev.stanchion.nats.routing.Matches;
import dev.stanchion.nats.snapshot.RoutingSnapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives each message to everybody who is to get it: all plain subscriptions, and of each queue
 * group the first member after a random one that takes it. Confined to its loop.
 */
final class Fanout {
    private final TurnLoop loop;
    private final MatchCache<Receiver> cache;

    /** One view per level of handlers that publish from within a delivery. */
    private final List<RoutedMessage> messages = new ArrayList<>();

    private int depth;
    private long randomState;

    Fanout(TurnLoop loop, MatchCache<Receiver> cache, long seed) {
        this.loop = loop;
        this.cache = cache;
        randomState = seed | 1; // xorshift never leaves zero
    }

    RoutingSnapshot routing(long lookups) {
        return cache.snapshot(lookups);
    }

    Matches<Receiver> match(ByteBuffer bytes, int index, int length) {
        return cache.match(bytes, index, length);
    }

    /** A view to fill for one message; give it back with {@link #giveBack}, last one first. */
    RoutedMessage borrow() {
        if (depth == messages.size()) {
            messages.add(new RoutedMessage());
        }
        return messages.get(depth++);
    }

    void giveBack(RoutedMessage message) {
        depth--;
        assert messages.get(depth) == message;
        message.clear();
    }

    /** Delivers to all that match. Returns whether anybody took it. */
    boolean deliver(RoutedMessage message, Matches<Receiver> matches) {
        int copies = 0;
        for (int i = 0; i < matches.plainCount(); i++) {
            if (matches.plain(i).deliver(message, loop)) {
                copies++;
            }
        }
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

    /** A random number from 0; cheap, and good enough to spread load. */
    int randomBelow(int bound) {
        if (bound == 1) {
            return 0;
        }
        randomState ^= randomState << 13;
        randomState ^= randomState >>> 7;
        randomState ^= randomState << 17;
        return (int) (((randomState >>> 33) * bound) >>> 31);
    }
}
