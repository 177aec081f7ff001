package dev.stanchion.engine.client;

import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.shard.Crossing;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks clients whether they live. It sends an empty message to the heartbeat inbox, and any message
 * that comes back in time is a yes. If the inbox has no subscriber, the answer is no at once
 * ({@code streaming.md} 1.3).
 */
@ShardOwned
final class ReplyInboxes {
    private final ShardExecutor shard;
    private final Bus bus;
    private final Entropy entropy;
    private final String prefix;
    private final Map<String, Question> questions = new HashMap<>();
    private @Nullable Registration registration;

    ReplyInboxes(ShardExecutor shard, Bus bus, Entropy entropy) {
        this.shard = shard;
        this.bus = bus;
        this.entropy = entropy;
        this.prefix = "_INBOX." + entropy.token(22) + ".";
    }

    /** Gets the answer to a question, on the registry's shard, and never before it was asked. */
    @FunctionalInterface
    interface Answered {
        void answered(boolean inTime);
    }

    /** The registrations and timers to end when the question is settled. */
    private record Question(Answered answered, Timer timeout, Registration watch) {
        void end() {
            timeout.cancel();
            watch.close();
        }
    }

    void open(Crossing crossing) {
        registration =
                bus.subscribe(
                        prefix + "*",
                        message -> crossing.hand(Shards.REGISTRY, this::onAnswer, message));
    }

    void close() {
        questions.values().forEach(Question::end);
        questions.clear();
        if (registration != null) {
            registration.close();
        }
    }

    /** Also watches whether the inbox has a subscriber. */
    void follow(Attendance attendance) {
        attendance.begin(bus, shard);
    }

    /** Asks the subscriber of the inbox. */
    void ask(String inbox, long timeoutNanos, Answered answered) {
        ask(nextReply(), inbox, timeoutNanos, () -> {}, answered);
    }

    /**
     * Does the same as {@link #ask}, but the answer is also no as soon as the inbox has no
     * subscriber. The client may have died a moment ago, and its connection may end while the
     * question is on its way.
     */
    void askWhilePresent(String inbox, long timeoutNanos, Answered answered) {
        String reply = nextReply();
        Registration watch =
                Subjects.isLiteral(inbox)
                        ? bus.watchInterest(inbox, shard, new Absence(reply))
                        : () -> {};
        ask(reply, inbox, timeoutNanos, watch, answered);
    }

    /** Settles a question whose inbox has no subscriber any more. */
    private final class Absence implements InterestListener {
        private final String reply;

        Absence(String reply) {
            this.reply = reply;
        }

        @Override
        public void onPresent() {}

        @Override
        public void onAbsent() {
            settle(reply, false);
        }
    }

    /** Returns whether the inbox certainly has no subscriber. */
    boolean isAbsent(String inbox) {
        return !Subjects.isLiteral(inbox) || !bus.mayHaveInterest(inbox);
    }

    private String nextReply() {
        return prefix + entropy.token(10);
    }

    private void ask(
            String reply, String inbox, long timeoutNanos, Registration watch, Answered answered) {
        Timer timeout = shard.schedule(timeoutNanos, () -> settle(reply, false));
        questions.put(reply, new Question(answered, timeout, watch));
        boolean isHeard =
                !isAbsent(inbox)
                        && bus.destination(inbox).publish(Unpooled.EMPTY_BUFFER, 0, 0, reply);
        if (!isHeard) {
            shard.execute(() -> settle(reply, false));
        }
    }

    private void onAnswer(BusMessage message) {
        assert shard.isCurrent();
        settle(
                Subjects.text(message.buffer(), message.subjectIndex(), message.subjectLength()),
                !message.isNoResponders());
    }

    /** Takes the first of answer, time-out, and loss of the subscriber. */
    private void settle(String reply, boolean inTime) {
        Question question = questions.remove(reply);
        if (question != null) {
            question.end();
            question.answered().answered(inTime);
        }
    }
}
