package dev.stanchion.transfer.live;

import java.util.List;

/** Tells which channels a running server has. */
@FunctionalInterface
public interface LiveChannels {
    /**
     * A channel at one moment.
     *
     * @param messages how many messages it has
     * @param bytes their size
     * @param first the sequence of the first message
     * @param last the last sequence that the channel gave out
     */
    record LiveChannel(String name, long messages, long bytes, long first, long last) {}

    /**
     * Asks the server.
     *
     * @throws dev.stanchion.transfer.TransferException if it does not answer
     */
    List<LiveChannel> now();
}
