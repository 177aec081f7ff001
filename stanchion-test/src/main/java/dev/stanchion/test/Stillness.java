package dev.stanchion.test;

import dev.stanchion.test.event.BrokerEvent.Kind;
import dev.stanchion.test.event.EventLog;
import dev.stanchion.test.time.Settling;
import dev.stanchion.test.time.SteeredTime;
import dev.stanchion.test.wire.Attention;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Waits until nothing is left to happen at the present time of a broker: its shards are idle, live
 * clients have answered their heartbeats, and messages that were just sent have had a moment to be
 * acknowledged. Safe for use by many threads.
 */
final class Stillness implements Settling {
    /** A live client answers a heartbeat in less, even on a machine that is very busy. */
    private static final long ANSWER_NANOS = Duration.ofSeconds(5).toNanos();

    /** A handler that acknowledges what it gets needs less, unless it works for long. */
    private static final long ACK_NANOS = Duration.ofMillis(100).toNanos();

    /** While services go on publishing, it is never still. */
    private static final int MOST_ROUNDS = 100;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final SteeredTime time;
    private final EventLog events;
    private final Attention attention;
    private final Predicate<String> cannotAnswer;

    /**
     * @param cannotAnswer whether the client with a heartbeat inbox cannot answer: it has no
     *     connection, or its connection is disturbed
     */
    Stillness(
            SteeredTime time,
            EventLog events,
            Attention attention,
            Predicate<String> cannotAnswer) {
        this.time = time;
        this.events = events;
        this.attention = attention;
        this.cannotAnswer = cannotAnswer;
    }

    @Override
    public void settle() throws InterruptedException {
        long giveUpNanos = System.nanoTime() + ANSWER_NANOS;
        long ackUntilNanos = System.nanoTime() + ACK_NANOS;
        int rounds = 0;
        while (true) {
            long seen = events.changes();
            if (!time.awaitIdle(IDLE)) {
                throw new IllegalStateException(
                        "the broker's threads do not come to rest; is the broker closed?");
            }
            if (attention.isAnswerDue(cannotAnswer)) {
                if (System.nanoTime() - giveUpNanos > 0) {
                    giveUp();
                } else {
                    events.awaitChange(seen, LOOK_AGAIN);
                }
            } else if (System.nanoTime() - ackUntilNanos < 0
                    && attention.isAckDue(System.nanoTime() - ACK_NANOS)) {
                events.awaitChange(seen, LOOK_AGAIN);
            } else if (events.changes() == seen || ++rounds > MOST_ROUNDS) {
                return;
            }
        }
    }

    private void giveUp() {
        for (String clientId : attention.giveUp()) {
            events.add(
                    Kind.HEARTBEAT,
                    clientId,
                    "",
                    0,
                    "client %s did not answer a heartbeat within 5 s of real time"
                            .formatted(clientId));
        }
    }
}
