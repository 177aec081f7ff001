package dev.stanchion.interop.chaos;

import java.time.Duration;
import java.util.Locale;

/**
 * One event of a script.
 *
 * @param kind what happens
 * @param at when, from the beginning of the run
 * @param lasts how long until it is mended: a process runs again, a connection is carried again
 * @param target chooses the process or the client that it happens to, from 0 on; has no meaning
 *     where the kind says whom
 */
record Trouble(Kind kind, Duration at, Duration lasts, int target) {

    /** What can happen. */
    enum Kind {
        /** The active Stanchion gets SIGKILL. */
        KILL("active killed", 500, 2_000),
        /** The active Stanchion gets SIGSTOP, and later SIGCONT. */
        PAUSE("active paused", 500, 10_000),
        /** The active Stanchion gets SIGTERM. */
        STOP("active stopped", 500, 2_000),
        /** The active Stanchion reaches no nats-server. */
        ISOLATE("active cut off", 500, 8_000),
        /** The active Stanchion loses its connections and can open new ones at once. */
        CUT("links of active cut", 0, 0),
        /** A Stanchion that follows gets SIGKILL. */
        FOLLOWER("follower killed", 500, 2_000),
        /** A client loses its connection and can reach the other nats-servers. */
        CLIENT("link of a client cut", 500, 4_000),
        /** A nats-server gets SIGKILL. */
        NATS("nats-server killed", 500, 4_000);

        private final String label;
        private final int shortestMillis;
        private final int longestMillis;

        Kind(String label, int shortestMillis, int longestMillis) {
            this.label = label;
            this.shortestMillis = shortestMillis;
            this.longestMillis = longestMillis;
        }

        /** Returns the name in reports. */
        String label() {
            return label;
        }

        /** Returns the name on the command line. */
        String option() {
            return name().toLowerCase(Locale.ROOT);
        }

        int shortestMillis() {
            return shortestMillis;
        }

        int longestMillis() {
            return longestMillis;
        }

        /** Tells whether another Stanchion has to take over. */
        boolean isTakeover() {
            return switch (this) {
                case KILL, PAUSE, STOP, ISOLATE -> true;
                case CUT, FOLLOWER, CLIENT, NATS -> false;
            };
        }
    }
}
