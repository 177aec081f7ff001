package dev.stanchion.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.loop.TurnLoop;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnTimeIT {
    private final TestServer server = TestServer.start(TestServer.options());
    private final TurnLoop loop = (TurnLoop) server.loop(0);

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Returns a time later than what the loop was told last. */
    private long laterThan(long told) {
        while (System.nanoTime() == told) {
            Thread.onSpinWait();
        }
        return System.nanoTime();
    }

    @Test
    void shouldStandStillWithinATask() {
        // when
        long moved =
                TestServer.on(
                        loop,
                        () -> {
                            long first = loop.turnNanos();
                            laterThan(first);
                            return loop.turnNanos() - first;
                        });

        // then
        assertThat(moved).isZero();
    }

    @Test
    void shouldNotBeOlderThanWhatIsRead() {
        // when: something arrives in a turn that has asked before
        long behind =
                TestServer.on(
                        loop,
                        () -> {
                            long arrived = laterThan(loop.turnNanos());
                            loop.enterRead();
                            return loop.turnNanos() - arrived;
                        });

        // then
        assertThat(behind).isNotNegative();
    }

    @Test
    void shouldNotBeOlderThanATaskThatComesToTheSameTurn() {
        // given
        var behind = new CompletableFuture<Long>();

        // when: a read takes in what was posted after the turn had asked
        TestServer.on(
                loop,
                () -> {
                    long posted = laterThan(loop.turnNanos());
                    loop.post(() -> behind.complete(loop.turnNanos() - posted));
                    loop.enterRead();
                    return behind.isDone();
                });

        // then
        assertThat(behind.join()).isNotNegative();
    }
}
