package dev.stanchion.activity.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.activity.witness.ClientSubject.Kind;
import dev.stanchion.kit.bus.ArrivedMessage;
import dev.stanchion.kit.bus.MemoryConnection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RingTest {
    private static final long KEEP = 1000;
    private static final int BYTES = 100;
    private static final ClientSubject SUBJECT =
            new ClientSubject("_STAN.pub.ticketing.>", Kind.PUBLISH, message -> true);

    private long order;

    private KeptMessage message(long key, long channelSeed, long arrivedNanos) {
        String subject = "_STAN.pub.ticketing.orders";
        String reply = "_INBOX.acks";
        byte[] payload = "x".repeat(BYTES - subject.length() - reply.length()).getBytes(UTF_8);
        MemoryConnection origin = new MemoryConnection(0);
        ArrivedMessage arrived = new ArrivedMessage(subject, reply, payload, origin);
        KeptMessage kept =
                new KeptMessage(SUBJECT, arrived, origin, key, channelSeed, ++order, arrivedNanos);
        arrived.end();
        return kept;
    }

    private static List<Long> keys(Ring ring) {
        List<Long> keys = new ArrayList<>();
        ring.forEach(each -> keys.add(each.key()));
        return keys;
    }

    @Test
    void shouldKeepTheOrderWhateverIsSettled() {
        // given
        Ring ring = new Ring(1 << 20, KEEP);
        for (long key = 1; key <= 6; key++) {
            ring.add(message(key, 0, 0));
        }

        // when: the first, the last, and one in between
        assertThat(ring.settle(1, 0)).isTrue();
        assertThat(ring.settle(6, 0)).isTrue();
        assertThat(ring.settle(3, 0)).isTrue();
        assertThat(ring.settle(3, 0)).isFalse();

        // then
        assertThat(keys(ring)).containsExactly(2L, 4L, 5L);
        assertThat(ring.poll()).extracting(KeptMessage::key).isEqualTo(2L);
        assertThat(ring.size()).isEqualTo(2);
        assertThat(ring.bytes()).isEqualTo(2L * (BYTES + KeptMessage.OVERHEAD));
    }

    @Test
    void shouldTellMessagesOfTwoChannelsWithOneGuidApart() {
        // given
        Ring ring = new Ring(1 << 20, KEEP);
        ring.add(message(7, 1, 0));
        ring.add(message(7, 2, 0));
        ring.add(message(7, 3, 0));

        // when
        boolean settled = ring.settle(7, 2);

        // then
        assertThat(settled).isTrue();
        assertThat(ring.has(7, 1)).isTrue();
        assertThat(ring.has(7, 2)).isFalse();
        assertThat(ring.has(7, 3)).isTrue();
        assertThat(ring.settle(7)).isTrue();
        assertThat(ring.size()).isZero();
        assertThat(ring.first()).isNull();
    }

    @Test
    void shouldForgetTheOldestMessagesIfThereIsNoRoom() {
        // given
        Ring ring = new Ring(3 * (BYTES + KeptMessage.OVERHEAD), KEEP);

        // when
        for (long key = 1; key <= 5; key++) {
            ring.add(message(key, 0, 0));
        }

        // then
        assertThat(keys(ring)).containsExactly(3L, 4L, 5L);
        assertThat(ring.overflowed()).isEqualTo(2);
        assertThat(ring.has(1, 0)).isFalse();
    }

    @Test
    void shouldForgetWhatIsTooOld() {
        // given
        Ring ring = new Ring(1 << 20, KEEP);
        ring.add(message(1, 0, 0));
        ring.add(message(2, 0, 1));

        // when
        ring.expire(KEEP);

        // then
        assertThat(keys(ring)).containsExactly(2L);
        assertThat(ring.overflowed()).isZero();
    }

    @Test
    void shouldKeepWhatNothingSettlesUntilItIsTooOld() {
        // given
        Ring ring = new Ring(1 << 20, KEEP);
        ring.add(message(KeptMessage.NO_KEY, 0, 0));
        ring.add(message(KeptMessage.NO_KEY, 0, 0));

        // when
        boolean settled = ring.settle(KeptMessage.NO_KEY);

        // then
        assertThat(settled).isFalse();
        assertThat(ring.has(KeptMessage.NO_KEY, 0)).isFalse();
        assertThat(ring.size()).isEqualTo(2);
    }
}
