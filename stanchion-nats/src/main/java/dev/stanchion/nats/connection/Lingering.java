package dev.stanchion.nats.connection;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * The sockets of one loop whose output has ended with an error while the peer may still send. When
 * {@value #MOST} linger, the oldest one is closed for the next, so that refused peers cannot use up
 * the sockets of the process. Those that end without an error close so soon that they need no
 * bound: when a server ends, it lets go of thousands at a time. Confined to the loop.
 */
public final class Lingering {
    static final int MOST = 256;

    private final SequencedSet<SocketEnd> ends = new LinkedHashSet<>();

    void add(SocketEnd end) {
        if (ends.size() >= MOST) {
            ends.getFirst().close(); // which removes it
        }
        ends.add(end);
    }

    void remove(SocketEnd end) {
        ends.remove(end);
    }

    /** Closes all now. */
    public void closeAll() {
        List.copyOf(ends).forEach(SocketEnd::close);
    }
}
