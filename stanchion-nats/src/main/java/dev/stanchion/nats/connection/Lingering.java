package dev.stanchion.nats.connection;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The sockets of one loop whose output has ended while the peer may still send. When {@value #MOST}
 * linger, the oldest one is closed for the next, so that refused peers cannot use up the sockets of
 * the process. Confined to the loop.
 */
public final class Lingering {
    static final int MOST = 256;

    private final Set<SocketEnd> ends = new LinkedHashSet<>();

    void add(SocketEnd end) {
        if (ends.size() >= MOST) {
            Iterator<SocketEnd> oldest = ends.iterator();
            SocketEnd first = oldest.next();
            oldest.remove();
            first.close();
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
