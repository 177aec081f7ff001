package dev.stanchion.nats.link;

/** Writes numbers as decimal digits without allocation. */
public final class Decimal {
    private Decimal() {}

    /**
     * Writes a number that is not negative.
     *
     * @return the index after the last digit
     */
    public static int write(long number, byte[] target, int index) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int at = index + digits - 1; at >= index; at--) {
            target[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return index + digits;
    }
}
