package dev.stanchion.server.monitoring;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;

/**
 * The connections of a port. When there are too many, it closes the oldest idle one, which waits
 * for no answer. So a client that opens connections and sends no request, or stops in the middle of
 * a handshake, does not block others. Confined to the port's thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a peer that is gone needs no more of us
final class ConnectionLimiter {
    private final int most;
    private final SequencedMap<Channel, BooleanSupplier> present = new LinkedHashMap<>();

    ConnectionLimiter(int most) {
        this.most = most;
    }

    /**
     * Admits a connection. If there are too many, it closes the oldest idle one.
     *
     * @param isIdle returns whether the connection waits for no answer
     * @return false if all others wait for answers; then the connection is not admitted
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
