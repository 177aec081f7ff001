package dev.stanchion.engine.client;

import dev.stanchion.engine.shard.Crossing;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.shard.Subjects;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks clients whether they live: an empty message to the heartbeat inbox, and anything that comes
 * back in time is a yes. Where nobody listens, the answer is no at once ({@code streaming.md} 1.3).
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

    /** Hears what became of a question, on the registry's shard, never before it was asked. */
    @FunctionalInterface
    interface Answered {
        void answered(boolean inTime);
    }

    private record Question(Answered answered, Timer timeout) {}

    void open(Crossing crossing) {
        registration =
                bus.subscribe(
                        prefix + "*",
                        message -> crossing.hand(Shards.REGISTRY, this::onAnswer, message));
    }

    void close() {
        questions.values().forEach(question -> question.timeout().cancel());
        questions.clear();
        if (registration != null) {
            registration.close();
        }
    }

    /** Asks whoever listens on the inbox. */
    void ask(String inbox, long timeoutNanos, Answered answered) {
        String reply = prefix + entropy.token(10);
        Timer timeout = shard.schedule(timeoutNanos, () -> settle(reply, false));
        questions.put(reply, new Question(answered, timeout));
        boolean isHeard =
                Subjects.isLiteral(inbox)
                        && bus.mayHaveInterest(inbox)
                        && bus.destination(inbox).publish(Unpooled.EMPTY_BUFFER, 0, 0, reply);
        if (!isHeard) {
            shard.execute(() -> settle(reply, false));
        }
    }

    private void onAnswer(BusMessage message) {
        assert shard.isCurrent();
        settle(
                Subjects.text(message.buffer(), message.subjectIndex(), message.subjectLength()),
                true);
    }

    /** The first of answer, time-out and nobody-there counts. */
    private void settle(String reply, boolean inTime) {
        Question question = questions.remove(reply);
        if (question != null) {
            question.timeout().cancel();
            question.answered().answered(inTime);
        }
    }
}
