package dev.stanchion.nats.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MatchCacheTest {
    private final SubjectRouter<Subscription> router = new SubjectRouter<>(7);
    private final MatchCache<Subscription> cache = new MatchCache<>(router);

    private Matches<Subscription> match(String subject) {
        byte[] bytes = subject.getBytes(UTF_8);
        return cache.match(ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    private void matchTimes(int times, String subject) {
        for (int i = 0; i < times; i++) {
            match(subject);
        }
    }

    @Test
    void shouldKeepASubjectFromTheFirstTimeOn() {
        // when
        matchTimes(3, "orders.new");

        // then
        assertThat(cache.snapshot(0).matches()).isEqualTo(1);
        assertThat(cache.snapshot(0).cached()).isEqualTo(1);
    }

    @Test
    void shouldNotKeepAnInboxThatIsUsedOnce() {
        // when
        for (int i = 0; i < 5_000; i++) {
            match("_INBOX." + i);
        }

        // then
        assertThat(cache.snapshot(0).cached()).isZero();
    }

    @Test
    void shouldKeepAnInboxThatComesAgain() {
        // when
        matchTimes(10, "_INBOX.acks");

        // then
        assertThat(cache.snapshot(0).matches()).isEqualTo(2);
        assertThat(cache.snapshot(0).cached()).isEqualTo(1);
    }

    @Test
    void shouldFindWhoComesToAnInboxThatIsKept() {
        // given
        matchTimes(3, "_INBOX.acks");
        var subscription = new Named("_INBOX.acks");

        // when
        router.add(subscription);
        int present = match("_INBOX.acks").plainCount();
        router.remove(subscription);

        // then
        assertThat(present).isEqualTo(1);
        assertThat(match("_INBOX.acks").plainCount()).isZero();
    }

    private static final class Named extends Subscription {
        Named(String subject) {
            super(subject.getBytes(UTF_8), new byte[0]);
        }
    }
}
