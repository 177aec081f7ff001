package dev.stanchion.engine.publish;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Messages that the server itself has appended, until they are durable. They are few. */
@ShardOwned
final class OwnMessages {
    private List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Channel channel, long sequence, Outcome<Long> stored) {
        boolean isDurable() {
            return sequence <= channel.durableSequence();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(Channel channel, long sequence, Outcome<Long> stored) {
        waiting.add(new Waiting(channel, sequence, stored));
    }

    /** More of the channel has become durable. */
    void advanced(Channel channel) {
        if (!waiting.isEmpty()) {
            take(each -> isOf(each, channel) && each.isDurable())
                    .forEach(each -> each.stored().succeeded(each.sequence()));
        }
    }

    /** Moves up the messages of a channel that are not durable. */
    void moveUp(Channel channel, int count) {
        waiting.replaceAll(each ->
                isOf(each, channel) && !each.isDurable()
                        ? new Waiting(channel, each.sequence() + count, each.stored())
                        : each);
    }

    /** The messages of a channel that are not durable are lost. */
    void refuseLost(Channel channel, StoreException why) {
        take(each -> isOf(each, channel)).forEach(each -> each.stored().failed(why));
    }

    /** Forgets all of them without an answer. */
    void abandon() {
        waiting.clear();
    }

    private static boolean isOf(Waiting each, Channel channel) {
        return each.channel() == channel;
    }

    /** Takes some out before their answers, which may add others. */
    private List<Waiting> take(Predicate<Waiting> which) {
        List<Waiting> taken = waiting.stream().filter(which).toList();
        waiting = new ArrayList<>(waiting);
        waiting.removeAll(taken);
        return taken;
    }
}
