package dev.stanchion.bus.nats;

import dev.stanchion.nats.link.LinkListener;
import dev.stanchion.nats.link.PeerInfo;
import dev.stanchion.nats.link.ServerAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the events of the connections. It uses the texts of the Go server where they exist, and logs
 * each complaint once. Safe for use by many threads.
 */
final class LinkLog {
    private static final Logger LOG = LoggerFactory.getLogger(LinkLog.class);

    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    private final AtomicReference<String> firstDenial = new AtomicReference<>("");
    private final AtomicBoolean hasWarned = new AtomicBoolean();

    /** Returns the listener that logs the events of one connection. */
    LinkListener of(String name) {
        return new OfLink(name);
    }

    /** Returns the first refusal of a server; empty if there is none. */
    Optional<String> denial() {
        return Optional.of(firstDenial.get()).filter(text -> !text.isEmpty());
    }

    private void warnOfOldServer(ServerAddress server, PeerInfo info) {
        boolean isOld = !info.isAtLeast(2, 11);
        if (isOld && hasWarned.compareAndSet(false, true)) {
            LOG.warn(
                    "nats-server {} at {} does not report subscriptions; this server notices a client"
                            + " that is gone when it sends a message to it, and a client that is back"
                            + " after some seconds (expected: 2.11 or newer)",
                    info.version(),
                    server);
        }
    }

    /** Logs the events of one connection. */
    private final class OfLink implements LinkListener {
        private final String name;
        private boolean isMoving;

        OfLink(String name) {
            this.name = name;
        }

        @Override
        public void onUp(ServerAddress server, PeerInfo info, boolean again) {
            if (isMoving) {
                isMoving = false; // it is told
            } else if (again) {
                LOG.info("connection \"{}\" reconnected to NATS Server at \"{}\"", name, server);
            } else {
                LOG.debug(
                        "connection \"{}\" to NATS Server {} at \"{}\"",
                        name,
                        info.version(),
                        server);
            }
            warnOfOldServer(server, info);
        }

        @Override
        public void onMove(ServerAddress from, ServerAddress to) {
            isMoving = true;
            LOG.info(
                    "connection \"{}\" moves from NATS Server at \"{}\" to \"{}\"", name, from, to);
        }

        @Override
        public void onDown(ServerAddress server, String why) {
            if (!isMoving) {
                LOG.warn(
                        "connection \"{}\" to NATS Server at \"{}\" is lost: {}; reconnecting",
                        name,
                        server,
                        why);
            }
        }

        @Override
        public void onComplaint(ServerAddress server, String text) {
            firstDenial.compareAndSet("", text + " at " + server);
            if (complaints.add(text)) {
                LOG.error("NATS Server at \"{}\" refuses a request: {}", server, text);
            }
        }
    }
}
