package dev.stanchion.engine.publish;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.shard.ShardOwned;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of waiting acknowledgements, for the trace, because the queue itself does not know
 * them. It exists only while acknowledgements are traced, and covers only those that came since
 * then.
 */
@ShardOwned
final class AckTrace {
    private static final Logger LOG = LoggerFactory.getLogger(AckTrace.class);

    private final Queue<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(Channel channel, long sequence, String clientId, String guid) {
        boolean isOf(Channel other, long otherSequence) {
            return channel == other && sequence == otherSequence;
        }

        boolean isMoving(Channel other) {
            return channel == other && sequence > channel.durableSequence();
        }

        Waiting moved(int count) {
            return new Waiting(channel, sequence + count, clientId, guid);
        }
    }

    /** Will have to say this when the message is acknowledged. */
    void add(Channel channel, long sequence, String clientId, String guid) {
        waiting.add(new Waiting(channel, sequence, clientId, guid));
    }

    /** Moves up the messages of a channel that are not durable. */
    void moveUp(Channel channel, int count) {
        for (int left = waiting.size(); left > 0; left--) {
            Waiting one = waiting.remove();
            waiting.add(one.isMoving(channel) ? one.moved(count) : one);
        }
    }

    /** Moves a message of a channel to where it is stored, and those behind it down by one. */
    void storedByOther(Channel channel, long sequence, long storedAt) {
        for (int left = waiting.size(); left > 0; left--) {
            Waiting one = waiting.remove();
            if (one.isOf(channel, sequence)) {
                waiting.add(one.moved((int) (storedAt - sequence)));
            } else {
                boolean isBehind = one.channel == channel && one.sequence > sequence;
                waiting.add(isBehind ? one.moved(-1) : one);
            }
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** An acknowledgement leaves; they leave in the order in which they were added. */
    void leaving(Channel channel, long sequence) {
        Waiting next = waiting.peek();
        if (next != null && next.isOf(channel, sequence)) {
            waiting.remove();
            LOG.trace(
                    "[Client:{}] Acking Publisher subj={} guid={}",
                    next.clientId(),
                    channel.channel(),
                    next.guid());
        }
    }
}
