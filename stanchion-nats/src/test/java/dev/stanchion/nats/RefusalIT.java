package dev.stanchion.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.wire.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that are refused while they are still about to say who they are. */
@ExtendWith(LeaksFail.class)
class RefusalIT {
    private static final String FULL = "-ERR 'maximum connections exceeded'\r\n";

    /** As long as the server lets them speak. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    /** As many as the server lets speak at a time. */
    private static final int MOST = 256;

    @Test
    void shouldNotResetAClientThatSpeaksLateAfterItsRefusal() throws IOException {
        // given
        try (TestServer server = TestServer.start(full())) {
            server.client();
            RawClient late = RawClient.connect(server.address());
            long refusedNanos = System.nanoTime();

            // when
            await().failFast(
                            "reset although it may still speak",
                            () -> isReset(late) && !hasPassed(LINGER, refusedNanos))
                    .until(() -> hasPassed(Duration.ofMillis(600), refusedNanos));

            // then
            assertThat(late.readLine()).isEqualTo(FULL);
            late.close();
        }
    }

    @Test
    void shouldCloseTheOldestOfManyWhoStayAfterTheirRefusal() throws IOException {
        // given
        List<RawClient> refused = new ArrayList<>();
        try (TestServer server = TestServer.start(full().withLoops(1))) {
            server.client();

            // when
            for (int i = 0; i <= MOST; i++) {
                RawClient next = RawClient.connect(server.address());
                refused.add(next);
                assertThat(next.readToEnd()).isEqualTo(FULL);
            }

            // then
            await().until(() -> isReset(refused.getFirst()));
            assertThat(isReset(refused.getLast())).isFalse();
        } finally {
            for (RawClient each : refused) {
                each.close();
            }
        }
    }

    private static NatsServerOptions full() {
        return TestServer.options().withMaxConnections(1);
    }

    private static boolean hasPassed(Duration time, long sinceNanos) {
        return Duration.ofNanos(System.nanoTime() - sinceNanos).compareTo(time) >= 0;
    }

    private static boolean isReset(RawClient client) {
        try {
            client.send("PING\r\n");
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
