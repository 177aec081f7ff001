package dev.stanchion.load.ceiling;

import io.netty.buffer.ByteBuf;

/** Writes numbers as decimal digits, without allocation. */
final class Decimal {
    private Decimal() {}

    static void write(ByteBuf target, int value) {
        if (value >= 10) {
            write(target, value / 10);
        }
        target.writeByte('0' + value % 10);
    }
}
