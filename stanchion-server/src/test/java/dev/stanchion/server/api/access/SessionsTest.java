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
        String secret = sessions.begin(Caller.HOLDER_OF_TOKEN);

        // then
        assertThat(sessions.find(secret)).contains(Caller.HOLDER_OF_TOKEN);
        assertThat(sessions.find(secret + "x")).isEmpty();
        assertThat(sessions.find("")).isEmpty();
        assertThat(secret).hasSize(43);
    }

    @Test
    void shouldEndAfterItsTime() {
        // given
        String secret = sessions.begin(Caller.HOLDER_OF_TOKEN);

        // when
        nanos.addAndGet(Duration.ofHours(8).toNanos());

        // then
        assertThat(sessions.find(secret)).isEmpty();
    }

    @Test
    void shouldEndWhenTheUserLogsOut() {
        // given
        String secret = sessions.begin(Caller.HOLDER_OF_TOKEN);

        // when
        sessions.end(secret);

        // then
        assertThat(sessions.find(secret)).isEmpty();
    }

    @Test
    void shouldKeepAThousandAtMost() {
        // given
        String first = sessions.begin(Caller.HOLDER_OF_TOKEN);
        Set<String> secrets = new HashSet<>();

        // when
        for (int i = 0; i < 2000; i++) {
            secrets.add(sessions.begin(Caller.HOLDER_OF_TOKEN));
        }

        // then
        assertThat(secrets).hasSize(2000);
        assertThat(sessions.count()).isEqualTo(1000);
        assertThat(sessions.find(first)).isEmpty();
    }
}
