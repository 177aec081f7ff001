package dev.stanchion.engine.admin;

import dev.stanchion.engine.client.Session;
import java.util.List;

/** Closes clients that have lost what they used, so that they connect again and begin anew. */
interface Kicking {
    /**
     * Closes clients, unless others have their IDs by now.
     *
     * @param done runs on the calling shard when they are closed
     */
    void kick(List<Session> sessions, Runnable done);
}
