package dev.stanchion.nats.link;

import java.util.ArrayList;
import java.util.List;

/**
 * The servers that a link may try: first the configured ones, then those that a server has
 * announced. Confined to the link's loop.
 */
final class ServerPool {
    /**
     * The maximum number of announced servers. A cluster has fewer. The pool ignores further ones.
     */
    private static final int MAX_TOLD = 256;

    private final List<ServerAddress> listed;
    private final List<ServerAddress> told = new ArrayList<>();
    private int next;

    ServerPool(List<ServerAddress> listed) {
        this.listed = listed;
    }

    /** Returns the next server to try. Each call returns the next one in order. */
    ServerAddress next() {
        int at = next % size();
        next = at + 1;
        return at < listed.size() ? listed.get(at) : told.get(at - listed.size());
    }

    int size() {
        return listed.size() + told.size();
    }

    /** Replaces the announced servers. It omits an invalid address. */
    void learn(ServerAddress teller, List<String> hostsAndPorts) {
        if (hostsAndPorts.isEmpty()) {
            return;
        }
        told.clear();
        for (String each : hostsAndPorts) {
            if (told.size() < MAX_TOLD) {
                learn(teller, each);
            }
        }
    }

    private void learn(ServerAddress teller, String hostAndPort) {
        try {
            ServerAddress address = teller.toldOf(hostAndPort);
            if (listed.stream().noneMatch(address::isAt)
                    && told.stream().noneMatch(address::isAt)) {
                told.add(address);
            }
        } catch (LinkException e) {
            // the link could not connect to this address
        }
    }
}
