package dev.stanchion.server;

import java.nio.file.Path;

/**
 * Whether clients survive a restart of a server that keeps its messages in memory: it notes down
 * who is connected, and a server that starts within the clients' patience goes on with them.
 */
public sealed interface SessionJournal {
    /** A restarted server knows nobody. */
    SessionJournal OFF = new Off();

    /** Notes go into a directory, where each server has one of its own. */
    static SessionJournal in(Path directory) {
        return new In(directory);
    }

    /** A restarted server knows nobody. */
    record Off() implements SessionJournal {}

    /**
     * Notes are kept.
     *
     * @param directory holds a directory for each cluster ID and port; created if it is missing
     */
    record In(Path directory) implements SessionJournal {}
}
