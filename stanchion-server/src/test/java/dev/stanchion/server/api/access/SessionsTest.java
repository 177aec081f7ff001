package dev.stanchion.server.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10); // it may overflow
    private final Sessions sessions =
            new Sessions(Duration.ofHours(8), nanos::get, new SecureRandom());

    @Test
    void shouldKnowWhoHasTheCookie() {
        // when
        String secret = sessions.begin(Caller.HOLDER_OF_TOKEN, "127.0.0.1");

        // then
        assertThat(sessions.find(secret)).contains(Caller.HOLDER_OF_TOKEN);
        assertThat(sessions.find(secret + "x")).isEmpty();
        assertThat(sessions.find("")).isEmpty();
        assertThat(secret).hasSize(43);
    }

    @Test
    void shouldEndAfterItsTime() {
        // given
        String secret = sessions.begin(Caller.HOLDER_OF_TOKEN, "127.0.0.1");

        // when
        nanos.addAndGet(Duration.ofHours(8).toNanos());

        // then
        assertThat(sessions.find(secret)).isEmpty();
    }

    @Test
    void shouldEndWhenTheUserLogsOut() {
        // given
        String secret = sessions.begin(Caller.HOLDER_OF_TOKEN, "127.0.0.1");

        // when
        sessions.end(secret);

        // then
        assertThat(sessions.find(secret)).isEmpty();
    }

    @Test
    void shouldKeepAThousandAtMost() {
        // given
        String first = sessions.begin(Caller.HOLDER_OF_TOKEN, "127.0.0.1");
        Set<String> secrets = new HashSet<>();

        // when
        for (int i = 0; i < 2000; i++) {
            secrets.add(sessions.begin(Caller.HOLDER_OF_TOKEN, "127.0.0.1"));
        }

        // then
        assertThat(secrets).hasSize(2000);
        assertThat(sessions.count()).isEqualTo(1000);
        assertThat(sessions.find(first)).isEmpty();
    }

    @Test
    void shouldShowWhoIsLoggedInAndEndASessionByItsId() {
        // given
        String first = sessions.begin(Caller.HOLDER_OF_TOKEN, "10.0.0.1");
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        String second = sessions.begin(Caller.HOLDER_OF_TOKEN, "10.0.0.2");
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        sessions.find(first);

        // then: the newest comes first, and an ID is no cookie
        assertThat(sessions.all())
                .extracting(Sessions.Shown::address)
                .containsExactly("10.0.0.2", "10.0.0.1");
        Sessions.Shown oldest = sessions.all().getLast();
        assertThat(oldest.age()).hasMinutes(6);
        assertThat(oldest.idle()).isZero();
        assertThat(oldest.left()).isEqualTo(Duration.ofHours(8).minusMinutes(6));
        assertThat(sessions.find(oldest.id())).isEmpty();

        // when
        boolean isEnded = sessions.endById(oldest.id());

        // then
        assertThat(isEnded).isTrue();
        assertThat(sessions.find(first)).isEmpty();
        assertThat(sessions.find(second)).isPresent();
        assertThat(sessions.endById("nonsense")).isFalse();
    }
}
