package dev.stanchion.cli.takeover;

import dev.stanchion.transfer.Source;

/** Where the data of the old server is read. */
interface OldStore {
    /**
     * Opens what the server has at this moment. The caller closes it.
     *
     * @throws dev.stanchion.transfer.TransferException if it cannot be read
     */
    Source look();

    /**
     * Opens what the server has left. The caller closes it.
     *
     * @throws dev.stanchion.transfer.TransferException if it cannot be read, or a server uses it
     */
    Source stopped();

    /** Returns whether a process is still known to use the store. */
    boolean isInUse();

    /** Returns whether clients, subscriptions and positions can be read. */
    boolean hasPositions();

    /** Returns how an output names the store. */
    String shown();
}
