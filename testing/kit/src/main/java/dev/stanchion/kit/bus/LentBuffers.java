package dev.stanchion.kit.bus;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Buffers that were shown to the engine, to find out at the end which it never gave back. */
public final class LentBuffers {
    private static final int CLEAN_UP_AT = 4096;

    private final List<ByteBuf> lent = new ArrayList<>();

    /** Notes a buffer that is about to be shown. */
    public void add(ByteBuf buffer) {
        if (lent.size() >= CLEAN_UP_AT) {
            lent.removeIf(one -> one.refCnt() == 0);
        }
        lent.add(buffer);
    }

    /** Returns the number of buffers that are not released yet. */
    public int stillHeld() {
        lent.removeIf(one -> one.refCnt() == 0);
        return lent.size();
    }

    /** Forgets all buffers, because their owner has crashed. */
    public void forget() {
        lent.clear();
    }
}
