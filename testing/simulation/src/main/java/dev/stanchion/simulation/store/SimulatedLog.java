package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** The log of a channel that is open in a {@link SimulatedStore}. */
final class SimulatedLog implements ChannelLog {
    private static final int MOST_FOREIGN_MESSAGES = 4;
    private static final byte[] NEIGHBOURS = {(byte) 0x9A, 0x00, 0x7F};

    private final String channel;
    private final DiskChannel disk;
    private final ChannelLimits limits;
    private final ShardExecutor owner;
    private final LogListener listener;
    private final Answers answers;
    private final ForeignWrites foreignWrites;
    private final Set<LogReader> reading = new HashSet<>();
    private long commitRequestedUpTo;
    private long lastCommitNanos;
    private int commitsUnderWay;
    private int losses;
    private boolean losing;
    private long insertedEver;

    SimulatedLog(
            String channel,
            DiskChannel disk,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Answers answers,
            ForeignWrites foreignWrites) {
        this.channel = channel;
        this.disk = disk;
        this.limits = limits;
        this.owner = owner;
        this.listener = listener;
        this.answers = answers;
        this.foreignWrites = foreignWrites;
        commitRequestedUpTo = disk.durableUpTo();
    }

    @Override
    public long firstSequence() {
        answers.requireCurrent(owner);
        return disk.first();
    }

    @Override
    public long lastSequence() {
        answers.requireCurrent(owner);
        return disk.last();
    }

    @Override
    public long messageCount() {
        answers.requireCurrent(owner);
        return disk.messageCount();
    }

    @Override
    public long byteCount() {
        answers.requireCurrent(owner);
        return disk.byteCount();
    }

    @Override
    public long firstTimestampEpochNanos() {
        answers.requireCurrent(owner);
        return disk.firstTimestampEpochNanos();
    }

    @Override
    public long lastTimestampEpochNanos() {
        answers.requireCurrent(owner);
        return disk.lastTimestampEpochNanos();
    }

    @Override
    public void append(LogEntry message) {
        answers.requireCurrent(owner);
        if (answers.chance().percent(answers.behaviour().refusedAppends())) {
            throw answers.fault(
                    answers.chance()
                            .pick(List.of(StoreException.Kind.BUSY, StoreException.Kind.FULL)),
                    "append",
                    channel);
        }
        requireNext(message.sequence(), message.timestampEpochNanos());
        disk.append(
                new StoredMessage(
                        message.sequence(), message.timestampEpochNanos(), encode(message)),
                limits);
    }

    private void requireNext(long sequence, long timestampEpochNanos) {
        if (sequence != disk.last() + 1) {
            throw new IllegalStateException(
                    "append of " + sequence + " after " + disk.last() + " to " + channel);
        }
        if (timestampEpochNanos < disk.lastTimestampEpochNanos()) {
            throw new IllegalStateException(
                    "timestamp of " + sequence + " in " + channel + " goes back");
        }
    }

    @Override
    public void skipTo(long nextSequence) {
        answers.requireCurrent(owner);
        if (nextSequence <= disk.last()) {
            throw new IllegalArgumentException(
                    "skip to %d in %s, after %d".formatted(nextSequence, channel, disk.last()));
        }
        disk.skipTo(nextSequence);
    }

    private byte[] encode(LogEntry message) {
        ByteBuf target = Unpooled.buffer();
        message.writeTo(target);
        if (target.writerIndex() != message.encodedLength()) {
            throw new IllegalStateException(
                    "entry of " + target.writerIndex() + " bytes, not " + message.encodedLength());
        }
        return ByteBufUtil.getBytes(target);
    }

    @Override
    public void commit() {
        answers.requireCurrent(owner);
        long upTo = disk.lastAppended();
        if (losing || upTo <= commitRequestedUpTo) {
            return;
        }
        commitRequestedUpTo = upTo;
        if (answers.chance().percent(answers.behaviour().foreignWrites())) {
            answers.later(
                    answers.delayNanos(answers.behaviour().commitNanos()),
                    () -> owner.execute(this::writeForeign));
        }
        int lossesBefore = losses;
        long delayNanos = answers.delayNanos(answers.behaviour().commitNanos());
        if (answers.chance().percent(answers.behaviour().lostCommits())) {
            commitLater(delayNanos, () -> fail(lossesBefore));
        } else if (delayNanos == 0 && commitsUnderWay == 0) {
            disk.becomeDurable(upTo);
            listener.onDurable(upTo);
        } else {
            long insertedBefore = insertedEver;
            commitLater(
                    delayNanos,
                    () -> becomeDurable(upTo + insertedEver - insertedBefore, lossesBefore));
        }
    }

    /** Commits end in the order in which they were asked for. */
    private void commitLater(long delayNanos, Runnable end) {
        commitsUnderWay++;
        lastCommitNanos = Math.max(lastCommitNanos, answers.nowNanos() + delayNanos);
        answers.later(lastCommitNanos - answers.nowNanos(), end);
    }

    private void becomeDurable(long upTo, int lossesBefore) {
        if (losses == lossesBefore) {
            commitsUnderWay--;
            disk.becomeDurable(upTo);
            owner.execute(() -> listener.onDurable(upTo));
        }
    }

    /**
     * Another writer stores messages before those in flight. What is durable already is reported
     * before that, since all that was not reported moves up.
     */
    private void writeForeign() {
        if (!answers.isOpen() || losing || disk.isDeleted()) {
            return;
        }
        if (disk.durableUpTo() > 0) {
            listener.onDurable(disk.durableUpTo());
        }
        int count = answers.chance().between(1, MOST_FOREIGN_MESSAGES);
        List<StoredMessage> foreign = disk.insert(channel, foreignData(count), limits);
        long at = foreign.getFirst().sequence();
        insertedEver += count;
        commitRequestedUpTo =
                commitRequestedUpTo < at ? disk.durableUpTo() : commitRequestedUpTo + count;
        foreignWrites.inserted(
                channel,
                at,
                count,
                foreign.stream().map(StoredMessage::encoded).toList(),
                disk.first());
        listener.onInserted(count);
        listener.onDurable(disk.durableUpTo());
    }

    private List<String> foreignData(int count) {
        return LongStream.range(0, count).mapToObj(i -> "foreign " + (insertedEver + i)).toList();
    }

    /** From here on no commit under way succeeds, nor one that is asked for before it is told. */
    private void fail(int lossesBefore) {
        if (losses == lossesBefore) {
            losses++;
            losing = true;
            owner.execute(this::lose);
        }
    }

    private void lose() {
        losing = false;
        commitsUnderWay = 0;
        disk.loseTail();
        commitRequestedUpTo = disk.lastAppended();
        listener.onLost(answers.fault(StoreException.Kind.IO, "commit", channel));
    }

    @Override
    public void read(long fromSequence, int maxMessages, LogReader reader) {
        if (maxMessages < 1) {
            throw new IllegalStateException("read of " + maxMessages + " messages");
        }
        if (!reading.add(reader)) {
            throw new IllegalStateException("second read of one reader in " + channel);
        }
        answers.answer(
                owner,
                answers.behaviour().readNanos(),
                () -> answerRead(fromSequence, maxMessages, reader));
    }

    private void answerRead(long fromSequence, int maxMessages, LogReader reader) {
        long next = fromSequence;
        int remaining = maxMessages;
        List<StoredMessage> found =
                disk.readableFrom(fromSequence).stream().limit(maxMessages).toList();
        for (StoredMessage message : found) {
            if (isUnreadable(message.sequence())) {
                reading.remove(reader);
                reader.onUnreadable(message.sequence(), readFault(message.sequence()));
                return;
            }
            next = message.sequence() + 1;
            if (!show(message, reader) || --remaining == 0) {
                break;
            }
        }
        reading.remove(reader);
        reader.onEnd(next);
    }

    private boolean isUnreadable(long sequence) {
        return disk.isDamaged(sequence)
                || answers.chance().percent(answers.behaviour().unreadable());
    }

    /** Either the bytes are damaged for good, or reading fails this time. */
    private StoreException readFault(long sequence) {
        boolean damaged = disk.isDamaged(sequence) || answers.chance().oneIn(2);
        if (damaged) {
            disk.damage(sequence);
        }
        return answers.fault(
                damaged ? StoreException.Kind.CORRUPT : StoreException.Kind.IO, "read", channel);
    }

    /**
     * Shows a message between other bytes, and overwrites it afterwards, so that a late reader
     * finds nonsense.
     */
    private static boolean show(StoredMessage message, LogReader reader) {
        int length = message.encoded().length;
        ByteBuf buffer = Unpooled.buffer();
        buffer.writeBytes(NEIGHBOURS).writeBytes(message.encoded()).writeBytes(NEIGHBOURS);
        boolean goesOn =
                reader.onMessage(
                        message.sequence(),
                        message.timestampEpochNanos(),
                        buffer,
                        NEIGHBOURS.length,
                        length);
        buffer.setZero(0, buffer.capacity());
        buffer.release();
        return goesOn;
    }

    @Override
    public void sequenceAt(long epochNanos, Outcome<Long> outcome) {
        answers.answer(
                owner,
                answers.behaviour().readNanos(),
                () -> outcome.succeeded(firstNotBefore(epochNanos)));
    }

    private long firstNotBefore(long epochNanos) {
        return disk.kept().stream()
                .filter(message -> message.timestampEpochNanos() >= epochNanos)
                .mapToLong(StoredMessage::sequence)
                .findFirst()
                .orElse(disk.last() + 1);
    }

    @Override
    public void removeOlderThan(long epochNanos) {
        answers.requireCurrent(owner);
        disk.removeOlderThan(epochNanos);
    }

    @Override
    public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
        answers.requireCurrent(owner);
        boolean fails = answers.chance().percent(answers.behaviour().failedFlushes());
        disk.removeUpTo(Math.min(sequence, disk.durableUpTo()));
        answers.answer(
                owner,
                answers.behaviour().flushNanos(),
                () -> {
                    if (fails) {
                        outcome.failed(answers.fault(StoreException.Kind.IO, "remove", channel));
                    } else {
                        outcome.succeeded(Outcome.Done.DONE);
                    }
                });
    }
}
