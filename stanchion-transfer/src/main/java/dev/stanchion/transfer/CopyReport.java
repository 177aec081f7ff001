package dev.stanchion.transfer;

import java.util.List;

/**
 * What a copy has taken. Immutable.
 *
 * @param clients how many clients
 * @param findings what is damaged or lost
 */
public record CopyReport(String clusterId, int clients, List<Channel> channels, Findings findings) {
    public CopyReport {
        channels = List.copyOf(channels);
    }

    /**
     * A channel.
     *
     * @param first the first sequence; 0 if there is no message
     * @param last the last sequence; 0 if there is no message
     * @param bytes the size of the payloads
     * @param sealed how many messages are encrypted
     * @param kept how many messages an earlier copy, which did not end, had written already
     * @param pending how many messages wait for an acknowledgement, of all subscriptions together
     */
    public record Channel(
            String name,
            long messages,
            long first,
            long last,
            long bytes,
            long sealed,
            long kept,
            int subscriptions,
            long pending) {}

    /** Returns the number of messages. */
    public long messages() {
        return channels.stream().mapToLong(Channel::messages).sum();
    }

    /** Returns the size of the payloads. */
    public long bytes() {
        return channels.stream().mapToLong(Channel::bytes).sum();
    }

    /** Returns how many messages an earlier copy, which did not end, had written already. */
    public long kept() {
        return channels.stream().mapToLong(Channel::kept).sum();
    }

    /** Returns the number of encrypted messages. */
    public long sealed() {
        return channels.stream().mapToLong(Channel::sealed).sum();
    }
}
