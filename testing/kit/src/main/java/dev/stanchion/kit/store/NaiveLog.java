package dev.stanchion.kit.store;

import dev.stanchion.engine.spi.ChannelLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;

/** A channel log as simple as it can be, to compare others with. Everything is durable at once. */
final class NaiveLog {
    private final ChannelLimits limits;
    private final ToLongFunction<TestMessage> countedBytes;
    private final Deque<TestMessage> kept = new ArrayDeque<>();
    private long lastSequence;
    private long lastTimestamp;

    NaiveLog(ChannelLimits limits, ToLongFunction<TestMessage> countedBytes) {
        this.limits = limits;
        this.countedBytes = countedBytes;
    }

    void append(TestMessage message) {
        kept.add(message);
        lastSequence = message.sequence();
        lastTimestamp = message.timestampEpochNanos();
        while (kept.size() > 1 && isTooMuch()) {
            kept.remove();
        }
    }

    void skipTo(long nextSequence) {
        lastSequence = nextSequence - 1;
    }

    private boolean isTooMuch() {
        return (limits.maxMessages() > 0 && kept.size() > limits.maxMessages())
                || (limits.maxBytes() > 0 && byteCount() > limits.maxBytes());
    }

    void removeOlderThan(long epochNanos) {
        kept.removeIf(message -> message.timestampEpochNanos() < epochNanos);
    }

    void removeUpTo(long sequence) {
        kept.removeIf(message -> message.sequence() <= sequence);
    }

    List<TestMessage> read(long fromSequence, int maxMessages) {
        return kept.stream()
                .filter(message -> message.sequence() >= fromSequence)
                .limit(maxMessages)
                .toList();
    }

    long sequenceAt(long epochNanos) {
        return kept.stream()
                .filter(message -> message.timestampEpochNanos() >= epochNanos)
                .mapToLong(TestMessage::sequence)
                .findFirst()
                .orElse(lastSequence + 1);
    }

    long firstSequence() {
        if (kept.isEmpty()) {
            return lastSequence == 0 ? 0 : lastSequence + 1;
        }
        return kept.element().sequence();
    }

    long lastSequence() {
        return lastSequence;
    }

    long messageCount() {
        return kept.size();
    }

    long byteCount() {
        return kept.stream().mapToLong(countedBytes).sum();
    }

    long firstTimestamp() {
        return kept.isEmpty() ? Long.MAX_VALUE : kept.element().timestampEpochNanos();
    }

    long lastTimestamp() {
        return lastTimestamp;
    }
}
