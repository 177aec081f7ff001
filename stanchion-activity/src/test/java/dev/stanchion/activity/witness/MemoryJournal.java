package dev.stanchion.activity.witness;

import java.util.Map;
import java.util.TreeMap;

/** The guids of a store on a disk that all members have. Confined to one thread. */
final class MemoryJournal implements GuidJournal {
    private final Map<Long, TreeMap<Long, Long>> guids = new TreeMap<>();

    @Override
    public void appended(long channelHash, long sequence, long guidHash) {
        guids.computeIfAbsent(channelHash, ignored -> new TreeMap<>()).put(sequence, guidHash);
    }

    @Override
    public long[] guidHashes(long channelHash, long behind, long last) {
        return guids
                .getOrDefault(channelHash, new TreeMap<>())
                .subMap(behind, false, last, true)
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }
}
