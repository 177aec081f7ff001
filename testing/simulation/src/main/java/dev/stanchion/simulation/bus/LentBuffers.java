package dev.stanchion.simulation.bus;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Buffers that were shown to the engine, to find out at the end which it never gave back. */
final class LentBuffers {
    private static final int CLEAN_UP_AT = 4096;

    private final List<ByteBuf> lent = new ArrayList<>();

    void add(ByteBuf buffer) {
        if (lent.size() >= CLEAN_UP_AT) {
            lent.removeIf(one -> one.refCnt() == 0);
        }
        lent.add(buffer);
    }

    int stillHeld() {
        lent.removeIf(one -> one.refCnt() == 0);
        return lent.size();
    }

    /** Writes them off: whoever held them has crashed. */
    void forget() {
        lent.clear();
    }
}
