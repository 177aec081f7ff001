package dev.stanchion.server;

import java.nio.file.Path;

/**
 * Whether clients survive a restart of a server with the memory store. The journal records the
 * connected clients. A server that starts within the clients' ping window continues with them.
 */
public sealed interface SessionJournal {
    /** There is no journal. A restarted server knows no client. */
    SessionJournal OFF = new Off();

    /** Returns a journal in a directory, in which each server has its own subdirectory. */
    static SessionJournal in(Path directory) {
        return new In(directory);
    }

    /** There is no journal. A restarted server knows no client. */
    record Off() implements SessionJournal {}

    /**
     * There is a journal.
     *
     * @param directory contains a subdirectory for each cluster ID and port; created if it is
     *     missing
     */
    record In(Path directory) implements SessionJournal {}
}
