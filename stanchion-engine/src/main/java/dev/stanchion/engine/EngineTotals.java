package dev.stanchion.engine;

/**
 * How much there is, in numbers. Immutable.
 *
 * @param subscriptions offline durables too
 * @param messages kept in all channels, with {@code bytes}
 * @param inMessages publish requests received since the start, with {@code inBytes} of payload
 * @param outMessages deliveries since the start, first or again, with {@code outBytes} of payload
 */
public record EngineTotals(
        int clients,
        int subscriptions,
        int channels,
        long messages,
        long bytes,
        long inMessages,
        long inBytes,
        long outMessages,
        long outBytes) {
    /** Of an engine that has done nothing. */
    public static final EngineTotals NONE = new EngineTotals(0, 0, 0, 0, 0, 0, 0, 0, 0);

    EngineTotals plus(EngineTotals other) {
        return new EngineTotals(
                clients + other.clients,
                subscriptions + other.subscriptions,
                channels + other.channels,
                messages + other.messages,
                bytes + other.bytes,
                inMessages + other.inMessages,
                inBytes + other.inBytes,
                outMessages + other.outMessages,
                outBytes + other.outBytes);
    }
}
