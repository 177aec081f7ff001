package dev.stanchion.client;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the messages of one subscription wait for its handler: one queue, or, if messages have
 * keys, as many queues as handlers may run, and the key chooses. Safe for use by many threads.
 */
final class DeliveryLanes {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLanes.class);

    private final @Nullable Function<Message, ?> key;
    private final List<WorkQueue<Message>> queues;

    DeliveryLanes(
            Concurrency concurrency, Executor executor, int capacity, Consumer<Message> handler) {
        this.key = concurrency.key();
        this.queues =
                key == null
                        ? List.of(new WorkQueue<>(executor, concurrency.limit(), capacity, handler))
                        : IntStream.range(0, concurrency.limit())
                                .mapToObj(n -> new WorkQueue<>(executor, 1, capacity, handler))
                                .toList();
    }

    void start() {
        queues.forEach(WorkQueue::start);
    }

    /** Returns false if there is no room. */
    boolean add(Message message) {
        return queues.get(key == null ? 0 : lane(key, message)).add(message);
    }

    private int lane(Function<Message, ?> keyOf, Message message) {
        int hash;
        try {
            hash = Objects.hashCode(keyOf.apply(message));
        } catch (RuntimeException e) {
            LOG.warn(
                    "The key of a message of {} failed on sequence {}; it is handled in any order",
                    message.channel(),
                    Long.toUnsignedString(message.sequence()),
                    e);
            hash = Long.hashCode(message.sequence());
        }
        // Keys such as small numbers differ in their low bits only, others in the high ones.
        return Math.floorMod(hash ^ (hash >>> 16), queues.size());
    }
}
