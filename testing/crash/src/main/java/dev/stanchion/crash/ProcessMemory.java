package dev.stanchion.crash;

import dev.stanchion.store.file.log.DirectMemory;
import dev.stanchion.store.file.log.SegmentSpace;
import io.netty.buffer.ByteBuf;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A simulated process's memory outside the Java heap. A real process that is killed gives it back;
 * the store of a simulated one has no chance to, and thousands of them run in one JVM. Confined to
 * the simulation's thread.
 */
final class ProcessMemory implements SegmentSpace {
    private final SegmentSpace machine = new DirectMemory();
    private final Set<ByteBuf> allocated = Collections.newSetFromMap(new IdentityHashMap<>());

    @Override
    public ByteBuf allocate(int capacity) {
        ByteBuf bytes = machine.allocate(capacity);
        allocated.add(bytes);
        return bytes;
    }

    @Override
    public void free(ByteBuf bytes) {
        machine.free(bytes);
        if (bytes.refCnt() == 0) { // else something that is to be written still has it
            allocated.remove(bytes);
        }
    }

    /** Releases the memory of a process that has ended. None of its code runs any more. */
    void freeAll() {
        allocated.stream()
                .filter(bytes -> bytes.refCnt() > 0)
                .forEach(bytes -> bytes.release(bytes.refCnt()));
        allocated.clear();
    }
}
