package dev.stanchion.kit.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes messages from a log and decodes them. Confined to the thread of the test. */
public final class ReadMessages implements LogReader {
    private final MsgProtoCursor cursor = new MsgProtoCursor();
    private final List<TestMessage> messages = new ArrayList<>();
    private final List<Optional<ParkedNote>> notes = new ArrayList<>();
    private final int wanted;
    private final boolean mayBeUnreadable;
    private long nextSequence;
    private long unreadable;

    /**
     * @param wanted after how many messages the reader stops
     * @param mayBeUnreadable whether a message that cannot be read is no failure of the test
     */
    ReadMessages(int wanted, boolean mayBeUnreadable) {
        this.wanted = wanted;
        this.mayBeUnreadable = mayBeUnreadable;
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        requireNotOver();
        if (!cursor.wrap(buffer, index, length)
                || cursor.sequence() != sequence
                || cursor.timestampEpochNanos() != timestampEpochNanos) {
            throw new AssertionError("message " + sequence + " is not what was stored");
        }
        messages.add(
                new TestMessage(
                        sequence,
                        timestampEpochNanos,
                        text(cursor.channelIndex(), cursor.channelLength()),
                        text(cursor.dataIndex(), cursor.dataLength())));
        notes.add(ParkedNote.decode(cursor.buffer(), cursor.parkedIndex(), cursor.parkedLength()));
        return messages.size() < wanted;
    }

    @Override
    public void onEnd(long next) {
        requireNotOver();
        nextSequence = next;
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        requireNotOver();
        if (!mayBeUnreadable) {
            throw new AssertionError("message " + sequence + " is unreadable", why);
        }
        unreadable = sequence;
        nextSequence = sequence + 1;
    }

    boolean isOver() {
        return nextSequence > 0;
    }

    /** Returns the messages that were read, in order. */
    public List<TestMessage> messages() {
        return List.copyOf(messages);
    }

    /** Returns the note of each message, if it is a parked one. */
    public List<Optional<ParkedNote>> notes() {
        return List.copyOf(notes);
    }

    /** Returns the message at which the read ended because it cannot be read. */
    public Optional<Long> unreadable() {
        return unreadable == 0 ? Optional.empty() : Optional.of(unreadable);
    }

    /** Returns where the next read should begin. */
    public long nextSequence() {
        return nextSequence;
    }

    private void requireNotOver() {
        if (isOver()) {
            throw new AssertionError("the read goes on after its end");
        }
    }

    private String text(int index, int length) {
        return cursor.buffer().toString(index, length, ISO_8859_1);
    }
}
