package dev.stanchion.transfer;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import java.util.List;

/** What a server keeps, to be read once. A source never changes it. Confined to one thread. */
public interface Source extends AutoCloseable {
    /** Returns the identity of the server. */
    ServerRecord server();

    /** Returns the registered clients. */
    List<ClientRecord> clients();

    /** Returns the channels, in the order of their names. */
    List<SourceChannel> channels();

    /** Returns what is damaged or lost, as far as it was read. */
    Findings findings();

    /**
     * Checks that nobody has changed the source since it was opened.
     *
     * @throws TransferException if a server has written to it
     */
    void requireUnchanged();

    /**
     * Returns whether the source can lose its messages, as a memory store does when its server
     * ends. What a copy that did not end has taken may exist nowhere else then, so the next copy
     * deletes nothing of it.
     */
    default boolean mayForget() {
        return false;
    }

    @Override
    void close();
}
