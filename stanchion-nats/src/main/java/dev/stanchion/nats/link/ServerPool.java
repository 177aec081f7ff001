package dev.stanchion.nats.link;

import java.util.ArrayList;
import java.util.List;

/**
 * The servers that a link may go to: those that were listed, then those that a server has told of.
 * Confined to the link's loop.
 */
final class ServerPool {
    /** A cluster has fewer; what a server says beyond that is not kept. */
    private static final int MAX_TOLD = 256;

    private final List<ServerAddress> listed;
    private final List<ServerAddress> told = new ArrayList<>();
    private int next;

    ServerPool(List<ServerAddress> listed) {
        this.listed = listed;
    }

    /** Returns the one to try now; the call after that returns the one behind it. */
    ServerAddress next() {
        int at = next % size();
        next = at + 1;
        return at < listed.size() ? listed.get(at) : told.get(at - listed.size());
    }

    int size() {
        return listed.size() + told.size();
    }

    /** Replaces what earlier servers told of. A name that cannot be understood is left out. */
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
            // not an address that this link could connect to
        }
    }
}
