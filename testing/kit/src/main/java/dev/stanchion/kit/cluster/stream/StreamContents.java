package dev.stanchion.kit.cluster.stream;

import dev.stanchion.kit.cluster.core.ClusterWorld;
import dev.stanchion.kit.cluster.core.SubjectFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The messages of a stream, which its limits remove. Confined to the thread of the test. */
final class StreamContents {
    private static final long LONGEST_LAG_NANOS = 10_000_000_000L;

    private final ClusterWorld world;
    private final NavigableMap<Long, StoredMessage> messages = new TreeMap<>();
    private final Map<String, NavigableSet<Long>> bySubject = new TreeMap<>();

    /** What was removed lately, which replicas that lag behind still have. */
    private final Deque<Removed> removed = new ArrayDeque<>();

    /** When messages end that say so themselves. */
    private final NavigableMap<Long, NavigableSet<Long>> endings = new TreeMap<>();

    private StreamConfiguration configuration;
    private long firstSequence;
    private long lastSequence;
    private long lastAtEpochNanos;
    private long bytes;

    private record Removed(StoredMessage message, long atNanos) {}

    StreamContents(StreamConfiguration configuration, ClusterWorld world) {
        this.configuration = configuration;
        this.world = world;
        lastSequence = configuration.firstSequence() - 1;
        firstSequence = lastSequence == 0 ? 0 : lastSequence + 1;
    }

    /** Limits the stream otherwise from now on. */
    void configure(StreamConfiguration changed) {
        configuration = changed;
        enforceLimits();
    }

    long firstSequence() {
        expire();
        return firstSequence;
    }

    long lastSequence() {
        return lastSequence;
    }

    long bytes() {
        expire();
        return bytes;
    }

    long messageCount() {
        expire();
        return messages.size();
    }

    long firstAtEpochNanos() {
        expire();
        return messages.isEmpty() ? 0 : messages.firstEntry().getValue().atEpochNanos();
    }

    long lastAtEpochNanos() {
        return lastAtEpochNanos;
    }

    int subjectCount() {
        expire();
        return bySubject.size();
    }

    /** Returns how many sequences between the first and the last have no message any more. */
    long deletedCount() {
        expire();
        return messages.isEmpty() ? 0 : lastSequence - firstSequence + 1 - messages.size();
    }

    /** Returns how many messages each of the subjects has that the filter means. */
    Map<String, Long> counts(SubjectFilter filter) {
        expire();
        Map<String, Long> counts = new TreeMap<>();
        bySubject.forEach((subject, sequences) -> {
            if (filter.matches(subject)) {
                counts.put(subject, (long) sequences.size());
            }
        });
        return counts;
    }

    /** Says why a limit keeps a message out, if the stream is to discard the new ones. */
    Optional<String> obstacle(String subject, byte[] headers, byte[] payload, long pending) {
        if (!configuration.discardsNew()) {
            return Optional.empty();
        }
        expire();
        NavigableSet<Long> same = bySubject.get(subject);
        long perSubject = configuration.maxMessagesPerSubject();
        boolean replaces = perSubject > 0 && same != null && same.size() >= perSubject;
        if (replaces && configuration.discardsNewPerSubject()) {
            return Optional.of("maximum messages per subject exceeded");
        }
        long maxMessages = configuration.maxMessages();
        if (maxMessages > 0 && messages.size() + pending >= maxMessages && !replaces) {
            return Optional.of("maximum messages exceeded");
        }
        long size = StoredMessage.countedBytes(subject, headers, payload);
        if (configuration.maxBytes() > 0 && bytes + size > configuration.maxBytes()) {
            long freed = replaces && same != null ? countedBytes(same.first()) : 0;
            if (freed < size) {
                return Optional.of("maximum bytes exceeded");
            }
        }
        return Optional.empty();
    }

    private long countedBytes(long sequence) {
        StoredMessage message = messages.get(sequence);
        return message == null ? 0 : message.countedBytes();
    }

    /** Stores a message behind the last one, and removes what exceeds the limits. */
    StoredMessage append(String subject, byte[] headers, byte[] payload) {
        expire();
        lastSequence++;
        lastAtEpochNanos = world.epochNanos();
        StoredMessage stored =
                new StoredMessage(
                        lastSequence,
                        subject,
                        headers,
                        payload,
                        lastAtEpochNanos,
                        world.time().elapsedNanos());
        messages.put(lastSequence, stored);
        bySubject.computeIfAbsent(subject, ignored -> new TreeSet<>()).add(lastSequence);
        bytes += stored.countedBytes();
        moveFirst();
        long life = TimeToLive.nanos(headers);
        if (life > 0) {
            endings.computeIfAbsent(lastAtEpochNanos + life, ignored -> new TreeSet<>())
                    .add(lastSequence);
        }
        NavigableSet<Long> same = bySubject.get(subject);
        long perSubject = configuration.maxMessagesPerSubject();
        while (perSubject > 0 && same != null && same.size() > perSubject) {
            remove(same.first());
        }
        enforceLimits();
        return stored;
    }

    private void enforceLimits() {
        expire();
        while (!messages.isEmpty()
                && ((configuration.maxMessages() > 0
                                && messages.size() > configuration.maxMessages())
                        || (configuration.maxBytes() > 0 && bytes > configuration.maxBytes()))) {
            remove(messages.firstKey());
        }
    }

    private void expire() {
        long now = world.epochNanos();
        while (!endings.isEmpty() && endings.firstKey() <= now) {
            endings.pollFirstEntry().getValue().forEach(this::remove);
        }
        long age = configuration.maxAgeNanos();
        if (age <= 0) {
            return;
        }
        long oldest = world.epochNanos() - age;
        while (!messages.isEmpty() && messages.firstEntry().getValue().atEpochNanos() <= oldest) {
            remove(messages.firstKey());
        }
    }

    /** Removes a message; tells whether there was one. */
    boolean remove(long sequence) {
        StoredMessage message = messages.remove(sequence);
        if (message == null) {
            return false;
        }
        bytes -= message.countedBytes();
        NavigableSet<Long> same = bySubject.get(message.subject());
        if (same != null && same.remove(sequence) && same.isEmpty()) {
            bySubject.remove(message.subject());
        }
        moveFirst();
        remember(message);
        return true;
    }

    private void remember(StoredMessage message) {
        long now = world.time().elapsedNanos();
        removed.add(new Removed(message, now));
        while (removed.element().atNanos() < now - LONGEST_LAG_NANOS) {
            removed.remove();
        }
    }

    private void moveFirst() {
        firstSequence = messages.isEmpty() ? lastSequence + 1 : messages.firstKey();
    }

    /**
     * Removes messages.
     *
     * @param below only those of smaller sequences; 0 for all
     * @param keep how many of the newest stay
     * @return how many were removed
     */
    long purge(SubjectFilter filter, long below, long keep) {
        expire();
        if (below == 1) {
            return 0;
        }
        List<Long> chosen = new ArrayList<>();
        for (StoredMessage message : messages.values()) {
            if (filter.matches(message.subject()) && (below == 0 || message.sequence() < below)) {
                chosen.add(message.sequence());
            }
        }
        List<Long> purged = chosen.subList(0, (int) Math.max(0, chosen.size() - keep));
        purged.forEach(this::remove);
        if (filter.equals(SubjectFilter.ALL) && below > lastSequence + 1) {
            lastSequence = below - 1; // a purge beyond the end moves the end
            moveFirst();
        }
        if (filter.equals(SubjectFilter.ALL) && messages.isEmpty()) {
            moveFirst();
        }
        return purged.size();
    }

    /** Loses the newest messages, and with them the memory that their sequences were used. */
    void loseTail(long count) {
        long end = Math.max(0, lastSequence - count);
        while (!messages.isEmpty() && messages.lastKey() > end) {
            remove(messages.lastKey());
        }
        lastSequence = end;
        lastAtEpochNanos = messages.isEmpty() ? 0 : messages.lastEntry().getValue().atEpochNanos();
        moveFirst();
    }

    /** Returns all messages in order. */
    List<StoredMessage> all() {
        expire();
        return List.copyOf(messages.values());
    }

    Optional<StoredMessage> get(long sequence) {
        expire();
        return Optional.ofNullable(messages.get(sequence));
    }

    /** Returns the first message from the sequence on that the filter means. */
    Optional<StoredMessage> next(SubjectFilter filter, long from) {
        expire();
        if (filter.isLiteral()) {
            NavigableSet<Long> same = bySubject.get(filter.pattern());
            Long sequence = same == null ? null : same.ceiling(from);
            return sequence == null ? Optional.empty() : get(sequence);
        }
        for (StoredMessage message : messages.tailMap(from, true).values()) {
            if (filter.matches(message.subject())) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    /** Returns the newest message that the filter means. */
    Optional<StoredMessage> last(SubjectFilter filter) {
        expire();
        if (filter.isLiteral()) {
            NavigableSet<Long> same = bySubject.get(filter.pattern());
            return same == null ? Optional.empty() : get(same.last());
        }
        for (StoredMessage message : messages.descendingMap().values()) {
            if (filter.matches(message.subject())) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    /** Returns the message that was the newest at an earlier time. */
    Optional<StoredMessage> lastAsOf(SubjectFilter filter, long atNanos) {
        Optional<StoredMessage> kept =
                messages.descendingMap().values().stream()
                        .filter(message -> wasLast(message, filter, atNanos))
                        .findFirst();
        Optional<StoredMessage> gone =
                removed.stream()
                        .filter(each -> each.atNanos() > atNanos)
                        .map(Removed::message)
                        .filter(message -> wasLast(message, filter, atNanos))
                        .max(Comparator.comparingLong(StoredMessage::sequence));
        return Stream.concat(kept.stream(), gone.stream())
                .max(Comparator.comparingLong(StoredMessage::sequence));
    }

    private static boolean wasLast(StoredMessage message, SubjectFilter filter, long atNanos) {
        return message.atNanos() <= atNanos && filter.matches(message.subject());
    }

    /** Returns the last sequence that the stream had at an earlier time. */
    long lastSequenceAsOf(long atNanos) {
        long last = lastSequence;
        for (StoredMessage message : messages.descendingMap().values()) {
            if (message.atNanos() <= atNanos) {
                break;
            }
            last = message.sequence() - 1;
        }
        return last;
    }

    /** Returns the newest message of each subject that a filter means, by sequence. */
    List<StoredMessage> lastOfEach(List<SubjectFilter> filters, long from, long upTo) {
        expire();
        List<StoredMessage> found = new ArrayList<>();
        bySubject.forEach((subject, sequences) -> {
            Long sequence = sequences.floor(upTo);
            boolean isMeant = filters.stream().anyMatch(filter -> filter.matches(subject));
            if (isMeant && sequence != null && sequence >= from) {
                get(sequence).ifPresent(found::add);
            }
        });
        found.sort(Comparator.comparingLong(StoredMessage::sequence));
        return found;
    }

    /** Returns how many messages from the sequence on the filter means. */
    long countFrom(SubjectFilter filter, long from) {
        expire();
        return messages.tailMap(from, true).values().stream()
                .filter(message -> filter.matches(message.subject()))
                .count();
    }

    /** Returns the sequence of the first message of that time or later; last + 1 if none is. */
    long sequenceAt(long atEpochNanos) {
        expire();
        return messages.values().stream()
                .filter(message -> message.atEpochNanos() >= atEpochNanos)
                .mapToLong(StoredMessage::sequence)
                .findFirst()
                .orElse(lastSequence + 1);
    }
}
