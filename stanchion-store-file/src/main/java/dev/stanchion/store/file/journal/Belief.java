package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.ClientRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decides which records of an earlier run can still be true. Pure.
 *
 * <p>A client is taken back if it cannot have noticed yet that the server was away. Its library
 * gives up after a number of pings without an answer, which it sent when it connected ({@code
 * spec/streaming.md} 3.2). That counts from the time when it was last present, which may be runs
 * ago: a server that is started again and again must not keep it alive. If no client is left,
 * nothing else in the journal matters, and the server begins as a memory server does.
 */
sealed interface Belief {
    /**
     * The run continues.
     *
     * @param gone clients that have given up by now
     * @param away how long no client was served; 0 if the clock has gone back meanwhile
     */
    record GoesOn(List<ClientRecord> gone, Duration away) implements Belief {}

    /**
     * Nothing is to be taken back.
     *
     * @param why as a sentence for the log
     */
    record Ended(String why) implements Belief {}

    /**
     * Decides.
     *
     * @param absentSinceEpochMillis the clients that were not present when the run ended
     * @param bootId the ID of this start of the machine; 0 if it is unknown
     * @param windowWithoutPings how long a client without pings is expected to wait
     */
    static Belief of(
            List<ClientRecord> clients,
            Map<String, Long> absentSinceEpochMillis,
            Positions.Stamp last,
            long bootId,
            long nowEpochMillis,
            Duration windowWithoutPings) {
        if (last.state() == Positions.State.ABANDONED) {
            return new Ended("the run that wrote it could not write any more before it ended");
        }
        if (last.state() == Positions.State.OPEN && last.bootId() != bootId) {
            return new Ended("the machine has ended without warning since it was written");
        }
        List<ClientRecord> gone = new ArrayList<>();
        for (ClientRecord client : clients) {
            long lastThere =
                    absentSinceEpochMillis.getOrDefault(
                            client.clientId(), last.aliveAtEpochMillis());
            // a clock that was set back says nothing about the time that has passed, but a step
            // that is smaller than the window is usual, and must not cost the clients
            Duration distance = Duration.ofMillis(nowEpochMillis - lastThere).abs();
            if (distance.compareTo(windowOf(client, windowWithoutPings)) > 0) {
                gone.add(client);
            }
        }
        if (gone.size() == clients.size()) {
            return new Ended("none of its %d client(s) can still wait".formatted(clients.size()));
        }
        long awayMillis = Math.max(0, nowEpochMillis - last.aliveAtEpochMillis());
        return new GoesOn(gone, Duration.ofMillis(awayMillis));
    }

    /** No library waits for longer by itself: Go's, with its defaults, does so for 445 s. */
    Duration LONGEST_WINDOW = Duration.ofMinutes(10);

    /** Returns how long a client waits for an answer at least, before it takes itself for lost. */
    private static Duration windowOf(ClientRecord client, Duration windowWithoutPings) {
        Duration window = statedWindowOf(client, windowWithoutPings);
        return window.compareTo(LONGEST_WINDOW) > 0 ? LONGEST_WINDOW : window;
    }

    private static Duration statedWindowOf(ClientRecord client, Duration windowWithoutPings) {
        if (client.pingInterval() == 0) {
            return windowWithoutPings;
        }
        Duration interval =
                client.pingInterval() > 0
                        ? Duration.ofSeconds(client.pingInterval())
                        : Duration.ofMillis(-(long) client.pingInterval());
        return interval.multipliedBy(Math.max(0, client.pingMaxOut()) + 1L);
    }
}
