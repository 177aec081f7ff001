package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.KnownGuids;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.append.Foreign;
import dev.stanchion.store.jetstream.append.Outgoing;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.remote.Admission;
import dev.stanchion.store.remote.Block;
import dev.stanchion.store.remote.Ledger;
import dev.stanchion.store.remote.Tail;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages of a channel: those that its stream has, and behind them those that wait for the
 * stream. Messages of other writers come between both, and what waits moves up. Owned by the
 * channel's shard.
 */
final class Contents {
    private static final long KNOWN_NANOS = Duration.ofSeconds(60).toNanos();

    /** The guids take 1 MiB at the most. */
    private static final int MOST_KNOWN_GUIDS = 64 * 1024;

    private final Ledger ledger;
    private final Tail tail;
    private final StreamReader reader;
    private final Admission admission;
    private final SpareMessages spare;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final KnownGuids known = new KnownGuids(KNOWN_NANOS, MOST_KNOWN_GUIDS);

    private long durable;
    private long lastTimestamp;
    private long durableTimestamp;

    /**
     * @param durable the last sequence of the stream
     * @param lastTimestamp a lower bound for timestamps
     * @param reader knows how subscribers get a message of the stream
     * @param admission learns when messages no longer wait
     * @param spare takes messages that no longer wait
     */
    Contents(
            Ledger ledger,
            Tail tail,
            long durable,
            long lastTimestamp,
            StreamReader reader,
            Admission admission,
            SpareMessages spare) {
        this.ledger = ledger;
        this.tail = tail;
        this.durable = durable;
        this.lastTimestamp = lastTimestamp;
        this.durableTimestamp = lastTimestamp;
        this.reader = reader;
        this.admission = admission;
        this.spare = spare;
    }

    Ledger ledger() {
        return ledger;
    }

    Tail tail() {
        return tail;
    }

    /** Returns the last sequence that the stream has. */
    long durable() {
        return durable;
    }

    long lastTimestamp() {
        return lastTimestamp;
    }

    /** Returns the timestamp of the last durable message, or a lower bound for the next one. */
    long durableTimestamp() {
        return durableTimestamp;
    }

    boolean isEmpty() {
        return ledger.isEmpty() && waiting.isEmpty();
    }

    /** Tells whether another writer has stored a message with this guid. */
    boolean isKnown(ByteBuf buffer, int guidIndex, int guidLength, long nowNanos) {
        return known.contains(buffer, guidIndex, guidLength, nowNanos);
    }

    /** Adds an admitted message that waits. The last room of the tail contains it. */
    void append(Waiting message) {
        waiting.add(message);
        tail.keep(message.sequence(), message.timestampEpochNanos(), 0);
        count(message.sequence(), message.timestampEpochNanos(), message.countedBytes());
    }

    private void count(long sequence, long timestamp, int bytes) {
        lastTimestamp = Math.max(lastTimestamp, timestamp);
        ledger.add(sequence, timestamp, bytes, durable);
    }

    /** The stream has everything up to a sequence. */
    void becomeDurable(long sequence) {
        long released = 0;
        while (!waiting.isEmpty() && waiting.getFirst().sequence() <= sequence) {
            Waiting stored = waiting.removeFirst();
            released += stored.admittedBytes();
            durableTimestamp = Math.max(durableTimestamp, stored.timestampEpochNanos());
            spare.giveBack(stored);
        }
        admission.release(released);
        durable = sequence;
    }

    /** A message that waited, and where another writer has stored it. */
    record StoredByOther(long sequence, long storedAt) {}

    /**
     * Takes messages of other writers in front of what waits.
     *
     * @param moved by how much the sequences of what waits become greater
     * @return the messages that no longer wait, because others have stored them
     */
    List<StoredByOther> insert(List<Foreign> messages, int moved, long nowNanos) {
        forgetWhatIsNotDurable();
        Map<Outgoing, Long> storedByOthers = new HashMap<>();
        for (Foreign each : messages) {
            StreamMessage message = each.message();
            if (message.subject().equals(reader.subject())) {
                tail.add(reader.toStored(message));
                count(message.sequence(), message.timestampEpochNanos(), message.countedBytes());
                known.add(message.guid(), nowNanos);
            }
            if (each.own() != null) {
                storedByOthers.put(each.own(), message.sequence());
            }
        }
        durableTimestamp = lastTimestamp;
        return moveWaiting(moved, storedByOthers);
    }

    /** Moves what waits behind the messages of others, except what others have stored. */
    private List<StoredByOther> moveWaiting(int moved, Map<Outgoing, Long> storedByOthers) {
        List<StoredByOther> settled = new ArrayList<>();
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        for (Waiting each : all) {
            each.move(moved - settled.size(), durableTimestamp, tail);
            Long storedAt = storedByOthers.get(each.outgoing());
            if (storedAt == null) {
                append(each);
            } else {
                settled.add(new StoredByOther(each.sequence(), storedAt));
                admission.release(each.admittedBytes());
                spare.giveBack(each);
            }
        }
        return settled;
    }

    /**
     * Takes over which messages the stream has: others may have removed some.
     *
     * @return whether the messages are not those that were known
     */
    boolean restate(StreamInfo info) {
        long unknown = info.lastSequence() - durable;
        if (unknown < 0) {
            return false; // an answer of the past
        }
        long count = Math.max(0, info.messages() - unknown);
        boolean isKnown =
                ledger.count() - waiting.size() == count
                        && (count == 0 || ledger.first() == info.firstSequence());
        boolean isEstimated =
                unknown == 0 && waiting.isEmpty() && ledger.bytes() != info.bytesAsOnFile();
        if (isKnown && !isEstimated) {
            return false;
        }
        ledger.replace(count == 0 ? List.of() : List.of(summary(info, count)));
        for (Waiting each : waiting) {
            ledger.add(each.sequence(), each.timestampEpochNanos(), each.countedBytes(), durable);
        }
        return true;
    }

    private Block.Summary summary(StreamInfo info, long count) {
        long minTimestamp = Math.min(info.firstEpochNanos(), durableTimestamp);
        boolean isAll = count == info.messages();
        long bytes = info.bytesAsOnFile();
        return new Block.Summary(
                Math.min(info.firstSequence(), durable),
                durable,
                count,
                isAll ? bytes : bytes / info.messages() * count,
                minTimestamp,
                durableTimestamp);
    }

    /** Forgets what waits. Returns whether there was anything. */
    boolean loseWaiting() {
        boolean isAny = !waiting.isEmpty();
        admission.release(waiting.stream().mapToLong(Waiting::admittedBytes).sum());
        waiting.forEach(spare::giveBack);
        waiting.clear();
        forgetWhatIsNotDurable();
        return isAny;
    }

    private void forgetWhatIsNotDurable() {
        ledger.dropAfter(durable);
        tail.dropAfter(durable);
        lastTimestamp = durableTimestamp;
    }
}
