package dev.stanchion.test.look;

import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.test.wire.PositionRef;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A channel of a broker. It may not exist yet. Safe for use by many threads; blocks. */
public final class ChannelView {
    /** A test that looks at more messages asks for them page by page. */
    public static final int MOST_MESSAGES = 10_000;

    private final Questions questions;
    private final String name;

    public ChannelView(Questions questions, String name) {
        this.questions = questions;
        this.name = name;
    }

    public String name() {
        return name;
    }

    private Optional<EngineSnapshot.Channel> state() {
        return questions.channel(name).stream().findFirst();
    }

    /** Returns whether the channel exists. */
    public boolean exists() {
        return state().isPresent();
    }

    /** Returns how many messages are kept. */
    public long count() {
        return state().map(EngineSnapshot.Channel::messages).orElse(0L);
    }

    /** Returns the kept messages, the oldest first, at most {@value #MOST_MESSAGES}. */
    public List<StoredText> messages() {
        return messagesFrom(1);
    }

    /** Returns the kept messages from a sequence on, at most {@value #MOST_MESSAGES}. */
    public List<StoredText> messagesFrom(long sequence) {
        return questions.messages(name, sequence, MOST_MESSAGES).stream()
                .map(StoredText::of)
                .toList();
    }

    /** Returns the newest message; empty if there is none. */
    public Optional<StoredText> last() {
        long last = state().map(EngineSnapshot.Channel::lastSequence).orElse(0L);
        return last == 0
                ? Optional.empty()
                : questions.messages(name, last, 1).stream().findFirst().map(StoredText::of);
    }

    /** Returns the parked messages of the channel, at most 200. */
    public List<ParkedText> parked() {
        return questions.parked(ParkedNote.channelFor(name)).messages().stream()
                .map(ParkedText::of)
                .toList();
    }

    /** Returns a queue group, durable or not, by its name. */
    public PositionView group(String group) {
        return new PositionView(questions, PositionRef.group(name, group));
    }

    /** Returns a durable of a client. */
    public PositionView durable(String clientId, String durable) {
        return new PositionView(questions, PositionRef.durable(name, clientId, durable));
    }

    /** Returns the subscriptions of a client that are neither durable nor members of a group. */
    public PositionView subscriber(String clientId) {
        return new PositionView(questions, PositionRef.plain(name, clientId));
    }

    /** Returns why messages of the channel do not arrive, in sentences. */
    public String why() {
        return questions.why(name, "");
    }

    /** Waits until at least that many messages are kept, and returns all. */
    public List<StoredText> awaitMessages(int count) {
        questions.await(
                expectation("to have %d messages".formatted(count), () -> count() >= count));
        return messages();
    }

    /** Waits until at least that many messages are parked, and returns them. */
    public List<ParkedText> awaitParked(int count) {
        questions.await(
                expectation(
                        "to have %d parked messages".formatted(count),
                        () -> parked().size() >= count));
        return parked();
    }

    /** Returns an expectation whose failure says why messages do not arrive. */
    Expectation expectation(String what, BooleanSupplier state) {
        return Expectation.of("channel %s %s".formatted(name, what), state).about(name, "");
    }

    Questions questions() {
        return questions;
    }

    @Override
    public String toString() {
        return name;
    }
}
