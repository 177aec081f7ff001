package dev.stanchion.simulation.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.kit.cluster.core.NatsHeaders;
import dev.stanchion.kit.cluster.stream.StoredMessage;
import dev.stanchion.kit.store.Answer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A bucket that has only the first part of what a process wrote must not lack a message. */
class LeavingMemberTest {
    private static final String KEY = "$KV.STAN_sim.sub.orders.";

    private final Arena arena = new Arena(1);
    private final StoreProcess process = arena.start();

    private static SubscriptionRecord member(long id) {
        return new SubscriptionRecord(
                id, "a", "group", "_INBOX.in", "_INBOX.ack." + id, 16, 30, "", 0, false, false);
    }

    private long sequenceOf(Predicate<StoredMessage> wanted) {
        return arena.cluster().stream(Arena.BUCKET).messages().stream()
                .filter(wanted)
                .mapToLong(StoredMessage::sequence)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isRemoval(StoredMessage message) {
        return NatsHeaders.find(message.headers(), "KV-Operation").isPresent();
    }

    @Test
    void shouldRecordAMessageWithTheHeirBeforeItForgetsTheMemberThatLeaves() {
        // given
        SubscriptionLog log = process.subscriptions();
        process.run(() -> {
            log.put(member(1));
            log.put(member(2));
            log.delivered(1, 7);
        });
        arena.pass(Arena.SECONDS);

        // when
        process.run(() -> {
            log.put(member(3));
            log.flush(new Answer<>()); // it is under way, and the rest gathers
            log.delivered(2, 7);
            log.delete(1);
            log.flush(new Answer<>());
            log.put(member(2));
            log.flush(new Answer<>());
        });
        arena.pass(Arena.SECONDS);

        // then
        long heir =
                sequenceOf(each ->
                        each.subject().equals(KEY + "2")
                                && new String(each.payload(), UTF_8).contains("7"));
        long removal = sequenceOf(each -> each.subject().equals(KEY + "1") && isRemoval(each));
        assertThat(heir).isLessThan(removal);
    }
}
