package dev.stanchion.kit.store;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import java.time.Duration;
import java.util.List;

/**
 * An open channel, with the verbs of the suites. Appends take the next sequence and the shard's
 * time. Confined to the thread of the test.
 */
public final class TestChannel {
    private final StoreFixture fixture;
    private final String name;
    private final ChannelStore channel;
    private final RecordedDurability durability;

    TestChannel(
            StoreFixture fixture,
            String name,
            ChannelStore channel,
            RecordedDurability durability) {
        this.fixture = fixture;
        this.name = name;
        this.channel = channel;
        this.durability = durability;
    }

    public ChannelLog log() {
        return channel.messages();
    }

    public SubscriptionLog subscriptions() {
        return channel.subscriptions();
    }

    /** Appends a message and makes it durable. */
    public TestMessage store(String data) {
        TestMessage message = append(data);
        commit();
        return message;
    }

    /** Appends {@code data-1}, {@code data-2} and so on, and makes them durable. */
    public void store(String data, int count) {
        for (int i = 1; i <= count; i++) {
            append(data + "-" + i);
        }
        commit();
    }

    /** Appends a message without asking that it becomes durable. */
    public TestMessage append(String data) {
        return appendAt(fixture.shard().epochNanos(), data);
    }

    /** Appends a message with a timestamp. */
    public TestMessage appendAt(long epochNanos, String data) {
        TestMessage message = new TestMessage(log().lastSequence() + 1, epochNanos, name, data);
        log().append(message);
        return message;
    }

    /** Makes the appended messages durable. */
    public void commit() {
        log().commit();
        fixture.settle();
    }

    /** Reads from a sequence on. */
    public ReadMessages read(long fromSequence, int maxMessages) {
        return read(fromSequence, maxMessages, Integer.MAX_VALUE);
    }

    ReadMessages read(long fromSequence, int maxMessages, int wanted) {
        return read(fromSequence, maxMessages, new ReadMessages(wanted, false));
    }

    /** Reads from a sequence on; a message that cannot be read ends it and is no failure. */
    public ReadMessages readUnreadable(long fromSequence) {
        return read(fromSequence, Integer.MAX_VALUE, new ReadMessages(Integer.MAX_VALUE, true));
    }

    private ReadMessages read(long fromSequence, int maxMessages, ReadMessages reader) {
        log().read(fromSequence, maxMessages, reader);
        for (int attempt = 0; !reader.isOver() && attempt < 1_000; attempt++) {
            fixture.settle();
        }
        return reader;
    }

    /** Reads everything that is kept. */
    public List<TestMessage> kept() {
        return read(1, Integer.MAX_VALUE).messages();
    }

    List<Long> keptSequences() {
        return kept().stream().map(TestMessage::sequence).toList();
    }

    /** Finds the first message that is not before a time. */
    public long sequenceAt(long epochNanos) {
        return fixture.<Long>answerOf(out -> log().sequenceAt(epochNanos, out)).orThrow();
    }

    /** Plays the owner's expiry timer: a message with exactly the maximum age is too old. */
    void expire(Duration maxAge) {
        log().removeOlderThan(fixture.shard().epochNanos() - maxAge.toNanos() + 1);
        fixture.settle();
    }

    /** Removes messages for good. */
    public void removeUpTo(long sequence) {
        fixture.<Outcome.Done>answerOf(out -> log().removeUpTo(sequence, out)).orThrow();
    }

    /** Makes the positions durable. */
    public void flushSubscriptions() {
        fixture.<Outcome.Done>answerOf(out -> subscriptions().flush(out)).orThrow();
    }

    /** Returns up to where the log has reported its messages durable; 0 if it has not. */
    public long durableUpTo() {
        return durability.durableUpTo();
    }

    List<Long> durabilityReports() {
        return durability.reports();
    }

    /** Returns how many sequences others have used while messages waited. */
    public int inserted() {
        return durability.inserted();
    }

    /** Returns the messages that the log has reported as lost. */
    public List<StoreException> losses() {
        return durability.losses();
    }
}
