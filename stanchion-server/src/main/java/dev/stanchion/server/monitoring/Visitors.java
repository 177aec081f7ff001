package dev.stanchion.server.monitoring;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;

/**
 * The connections of a port, and who makes room when there are too many: the first to have come of
 * those that wait for no answer. So whoever opens connections and asks nothing, or stops in the
 * middle of a handshake, keeps nobody out. Confined to the port's thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a peer that is gone needs no more of us
final class Visitors {
    private final int most;
    private final SequencedMap<Channel, BooleanSupplier> present = new LinkedHashMap<>();

    Visitors(int most) {
        this.most = most;
    }

    /**
     * Takes in a connection, if need be in the place of another one, which is closed.
     *
     * @param isIdle tells whether it waits for no answer
     * @return false if all others wait for answers; the connection is not among them then
     */
    boolean admit(Channel connection, BooleanSupplier isIdle) {
        if (present.size() >= most) {
            Optional<Channel> idle = firstIdle();
            if (idle.isEmpty()) {
                return false;
            }
            present.remove(idle.get());
            idle.get().close();
        }
        present.put(connection, isIdle);
        connection
                .closeFuture()
                .addListener((ChannelFutureListener) end -> present.remove(end.channel()));
        return true;
    }

    private Optional<Channel> firstIdle() {
        return present.entrySet().stream()
                .filter(visitor -> visitor.getValue().getAsBoolean())
                .<Channel>map(visitor -> visitor.getKey())
                .findFirst();
    }
}
