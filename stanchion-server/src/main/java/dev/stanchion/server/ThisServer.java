package dev.stanchion.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** What this server tells other servers about itself. Stateless. */
final class ThisServer {
    private ThisServer() {}

    /** Returns the name of this server for another one that finds the store taken. */
    static String description(Clock clock) {
        return "the Stanchion server on %s, process %d, started at %s"
                .formatted(
                        host(),
                        ProcessHandle.current().pid(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Returns the name of the machine. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a host without a name";
        }
    }
}
