package dev.stanchion.store.file.channel;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The pieces of memory that all channels of a shard have taken, oldest first. A piece is here as
 * long as its channel holds it. Owned by the shard.
 */
final class HeldPieces {
    private final TailMemory memory;
    private final Map<HotTail.Piece, KeptMessages> channels = new LinkedHashMap<>();

    HeldPieces(TailMemory memory) {
        this.memory = memory;
    }

    /** A channel has taken a piece. */
    void add(HotTail.Piece piece, KeptMessages channel) {
        channels.put(piece, channel);
    }

    /** A piece is freed. */
    void remove(HotTail.Piece piece) {
        channels.remove(piece);
    }

    /** Frees memory of messages that are in files, oldest first, while there is too much. */
    void makeRoom() {
        makeRoomFor(0);
    }

    /** Frees memory of messages that are in files, oldest first, until so much fits in. */
    void makeRoomFor(int capacity) {
        Iterator<Map.Entry<HotTail.Piece, KeptMessages>> all = channels.entrySet().iterator();
        while ((memory.isCrowded() || !memory.hasRoomFor(capacity)) && all.hasNext()) {
            Map.Entry<HotTail.Piece, KeptMessages> oldest = all.next();
            KeptMessages channel = oldest.getValue();
            if (channel.hasInFiles(oldest.getKey())) {
                all.remove(); // before the channel frees it, which would end the iteration
                channel.freeFirst();
            }
        }
    }
}
