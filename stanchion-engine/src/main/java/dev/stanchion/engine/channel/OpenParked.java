package dev.stanchion.engine.channel;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.protocol.ParkedNote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the notes of the open messages of a channel of parked messages say, without the messages. It
 * is learnt when somebody asks for the first time ({@link ParkedScan}), and followed from then on.
 *
 * <p>A crash while a message is parked leaves a second copy of it. The copies are one {@link
 * Entry}, which has the sequence of the first one.
 */
@ShardOwned
public final class OpenParked {
    /** More groups and causes of a channel are counted together. */
    private static final int MOST_COUNTS = 64;

    private static final int MOST_NAMES = 1024;

    private final NavigableMap<Long, Entry> bySequence = new TreeMap<>();
    private final Map<Identity, Entry> entries = new HashMap<>();
    private final Map<Label, Integer> counts = new HashMap<>();

    /** The messages behind each head, by their sequences in their channel. */
    private final Map<Chain, NavigableMap<Long, Entry>> behind = new HashMap<>();

    /** Names of positions, so that the entries of a position share one. */
    private final Map<String, String> positions = new HashMap<>();

    /** What makes two parked messages copies of one. */
    private record Identity(long origin, long storedAtEpochNanos, String position) {}

    private record Label(String position, ParkedNote.Cause cause) {}

    /**
     * Messages of one key that are parked behind the first one of them.
     *
     * @param head the sequence of the first one in the channel from which it comes
     */
    public record Chain(String position, long head) {}

    /** A message that was parked for a position. */
    public static final class Entry {
        private final Identity identity;
        private final ParkedNote.Cause cause;
        private final long behind;
        private final List<Long> sequences = new ArrayList<>(1);

        private Entry(Identity identity, ParkedNote note) {
            this.identity = identity;
            this.cause = note.cause();
            this.behind = note.behind();
        }

        /** Returns its sequence here, or the lowest one if there are copies. */
        public long sequence() {
            return sequences.getFirst();
        }

        /** Returns the sequences of all its copies. */
        public List<Long> copies() {
            return List.copyOf(sequences);
        }

        /** Returns its sequence in the channel from which it comes. */
        public long origin() {
            return identity.origin;
        }

        /** Returns the position that did not get it processed. */
        public String position() {
            return identity.position;
        }

        /** Returns the first parked message of its key, which may be itself. */
        public long head() {
            return behind == 0 ? identity.origin : behind;
        }

        /** Returns whether it was parked behind an earlier message with its key. */
        public boolean isBehind() {
            return behind != 0;
        }

        /** Returns the messages to which it belongs, if several of its key are parked. */
        public Chain chain() {
            return new Chain(identity.position, head());
        }
    }

    /**
     * How many open messages a position has for one cause.
     *
     * @param position as in {@link ParkedNote}; empty for all that are counted together
     * @param cause null for all that are counted together
     */
    public record Count(String position, ParkedNote.@Nullable Cause cause, int messages) {}

    OpenParked() {}

    /** A message is open. */
    void add(long sequence, ParkedNote note) {
        if (bySequence.containsKey(sequence)) {
            return;
        }
        if (positions.size() >= MOST_NAMES) {
            positions.clear();
        }
        String position = positions.computeIfAbsent(note.position(), name -> name);
        Identity identity = new Identity(note.sequence(), note.storedAtEpochNanos(), position);
        Entry entry = entries.get(identity);
        if (entry == null) {
            entry = new Entry(identity, note);
            entries.put(identity, entry);
            counts.merge(new Label(position, entry.cause), 1, Integer::sum);
            if (entry.behind != 0) {
                behind.computeIfAbsent(entry.chain(), chain -> new TreeMap<>())
                        .put(entry.origin(), entry);
            }
        }
        bySequence.put(sequence, entry);
        entry.sequences.add(sequence);
        entry.sequences.sort(Comparator.naturalOrder());
    }

    /** A message is not open any more. */
    void remove(long sequence) {
        Entry entry = bySequence.remove(sequence);
        if (entry == null) {
            return;
        }
        entry.sequences.remove(sequence);
        if (entry.sequences.isEmpty()) {
            entries.remove(entry.identity);
            counts.computeIfPresent(
                    new Label(entry.position(), entry.cause),
                    (label, count) -> count == 1 ? null : count - 1);
            if (entry.behind != 0) {
                behind.computeIfPresent(
                        entry.chain(),
                        (chain, others) -> {
                            others.remove(entry.origin(), entry);
                            return others.isEmpty() ? null : others;
                        });
            }
        }
    }

    /** Limits have removed the messages before this one. */
    void removeBefore(long first) {
        while (!bySequence.isEmpty() && bySequence.firstKey() < first) {
            remove(bySequence.firstKey());
        }
    }

    /** Returns how many messages are open; copies count as one. */
    public int size() {
        return entries.size();
    }

    /** Returns the entry that a sequence belongs to; null if it is not open, or has no note. */
    public @Nullable Entry at(long sequence) {
        return bySequence.get(sequence);
    }

    /** Returns entries in the order in which they were parked, from a sequence on. */
    public List<Entry> from(long sequence, int most) {
        List<Entry> found = new ArrayList<>();
        for (Map.Entry<Long, Entry> each : bySequence.tailMap(sequence, true).entrySet()) {
            if (found.size() == most) {
                break;
            }
            if (each.getValue().sequence() == each.getKey()) {
                found.add(each.getValue());
            }
        }
        return found;
    }

    /** Returns what is parked behind the head of a chain, in the order of the channel. */
    public Collection<Entry> behind(Chain chain) {
        NavigableMap<Long, Entry> found = behind.get(chain);
        return found == null ? List.of() : Collections.unmodifiableCollection(found.values());
    }

    /** Returns the head of a chain; null if it is not open. Visits all. */
    public @Nullable Entry headOf(Chain chain) {
        return entries.values().stream()
                .filter(each ->
                        each.behind == 0
                                && each.origin() == chain.head()
                                && each.position().equals(chain.position()))
                .findFirst()
                .orElse(null);
    }

    /** Returns the numbers by position and cause, the largest first. */
    public List<Count> counts() {
        List<Count> all =
                counts.entrySet().stream()
                        .map(each ->
                                new Count(
                                        each.getKey().position(),
                                        each.getKey().cause(),
                                        each.getValue()))
                        .sorted(
                                Comparator.comparingInt(Count::messages)
                                        .reversed()
                                        .thenComparing(Count::position))
                        .toList();
        if (all.size() <= MOST_COUNTS) {
            return all;
        }
        List<Count> shown = new ArrayList<>(all.subList(0, MOST_COUNTS));
        int others = all.stream().skip(MOST_COUNTS).mapToInt(Count::messages).sum();
        shown.add(new Count("", null, others));
        return shown;
    }
}
