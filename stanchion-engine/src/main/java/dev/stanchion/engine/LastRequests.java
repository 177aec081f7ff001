package dev.stanchion.engine;

import dev.stanchion.engine.message.HeldMessage;
import dev.stanchion.engine.shard.BugGuard;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.ShardExecutor;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests that end something, as one shard has read them. They wait until the shard has processed
 * the other messages that arrived with them. A client's last acknowledgements may be right behind,
 * and an acknowledged message need not be handed over to another member.
 *
 * <p>They wait for one more batch than the one in which they came, because that batch may have
 * ended because it was full. Other requests of the same connection do not overtake them.
 */
@ShardOwned
final class LastRequests {
    private static final int MAX_WAITING = 256;

    private final ShardExecutor shard;
    private List<Waiting> waiting = new ArrayList<>();
    private boolean isAwaited;

    private record Waiting(HeldMessage message, BusHandler handler) {
        void take(int shard) {
            try {
                BugGuard.hand(shard, handler, message);
            } finally {
                message.release();
            }
        }
    }

    LastRequests(ShardExecutor shard) {
        this.shard = shard;
    }

    /** Hands the message to the handler, soon. */
    void add(BusMessage message, BusHandler handler) {
        waiting.add(new Waiting(new HeldMessage(message), handler));
        if (waiting.size() == MAX_WAITING) {
            takeAll();
        } else if (!isAwaited) {
            isAwaited = true;
            shard.atEndOfBatch(() -> shard.execute(() -> shard.atEndOfBatch(this::awaited)));
        }
    }

    private void awaited() {
        isAwaited = false;
        takeAll();
    }

    /** The connection sends another request, which must come after its earlier ones. */
    void takeThoseOf(Origin connection) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).message().origin().equals(connection)) {
                takeAll();
                return;
            }
        }
    }

    /** Lets nothing wait any longer. */
    void takeAll() {
        List<Waiting> ready = waiting;
        waiting = new ArrayList<>();
        ready.forEach(request -> request.take(shard.index()));
    }
}
