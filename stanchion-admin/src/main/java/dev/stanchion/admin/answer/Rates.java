package dev.stanchion.admin.answer;

/**
 * What flows between the last two looks of anybody. Immutable.
 *
 * <p>What flows, between the last two looks of anybody.
 *
 * @param inMessages messages that are published in a second
 * @param inBytes their bytes
 * @param outMessages deliveries in a second, first or again
 * @param outBytes their bytes
 * @param commitP99Seconds 99 % of the commits of the store took no longer; the next power of two
 */
public record Rates(
        double inMessages,
        double inBytes,
        double outMessages,
        double outBytes,
        double commitP99Seconds) {}
