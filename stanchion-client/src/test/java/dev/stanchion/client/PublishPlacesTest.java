package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PublishPlacesTest {
    private static PublishPlaces places(int count, Duration ackTimeout) {
        return new PublishPlaces(
                ConnectOptions.builder("test-cluster", ClientId.random())
                        .maxOutstandingPublishes(count)
                        .publishAckTimeout(ackTimeout)
                        .build());
    }

    @Test
    void shouldRefuseAtOnceWhoMustNotWait() {
        // given
        PublishPlaces places = places(1, Duration.ofDays(1));
        places.take("c", false);

        // then
        assertThatThrownBy(() -> places.take("c", false))
                .isInstanceOfSatisfying(
                        StreamingException.class,
                        e -> assertThat(e.kind()).isEqualTo(StreamingException.Kind.OVERLOADED))
                .hasMessageStartingWith("1 publishes");

        // when
        places.leave();

        // then
        places.take("c", false);
    }

    @Test
    void shouldWaitNoLongerThanTheAckTimeout() {
        // given
        PublishPlaces places = places(1, Duration.ofMillis(1));
        places.take("c", true);

        // then
        assertThatThrownBy(() -> places.take("c", true)).hasMessageStartingWith("1 publishes");
    }
}
