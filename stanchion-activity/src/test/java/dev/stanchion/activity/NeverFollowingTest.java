package dev.stanchion.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.StoreException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Members that are active or end: they never follow another one. */
class NeverFollowingTest extends ActivityBed {
    @Test
    void shouldRefuseToStartBesideAnotherThatLives() {
        // given
        Member first = onBus().begins();
        passMillis(200);

        // when
        Member second = alone().begins();
        passMillis(200);

        // then
        assertThat(second.failure())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("another server uses it: server-0. Stop that server");
        pass(Duration.ofSeconds(3));
        first.isKilled();
        pass(Duration.ofSeconds(3));
        assertThat(second.role()).isEqualTo(Role.FOLLOWING);
    }

    @Test
    void shouldReplaceOneThatIsDeadThoughItNeverFollows() {
        // given
        Member first = alone().begins();
        passMillis(200);
        first.isKilled();

        // when
        Member second = alone().begins();
        pass(Duration.ofSeconds(1));

        // then
        assertThat(second.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void shouldEndWhenAnotherHasTakenOverIfItNeverFollows() {
        // given
        Member first = alone().begins();
        passMillis(200);
        first.isPaused();
        Member second = onBus().begins();
        pass(Duration.ofSeconds(3));

        // when
        first.isResumed();
        pass(Duration.ofSeconds(3));

        // then
        assertThat(second.isServing()).isTrue();
        assertThat(first.isServing()).isFalse();
        assertThat(first.failure()).hasMessageContaining("server-1 has taken over");
    }

    @Test
    void shouldFailInsteadOfTryingAgainIfItNeverFollows() {
        // given
        Member alone = alone();
        alone.cannotBegin(
                new StoreException(StoreException.Kind.IO, "open", "database", "it restarts"));

        // when
        alone.begins();
        pass(Duration.ofSeconds(1));

        // then
        assertThat(alone.failure()).hasMessageContaining("it restarts");
        assertThat(lock.owner()).isEmpty();
    }
}
