package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A server that has ended, or has not started, leaves no thread in the process. */
@Isolated("looks at the threads of the whole process")
class LeftThreadsIT {
    private static ServerOptions.Builder options() {
        return ServerOptions.builder().host("127.0.0.1").port(0);
    }

    @Test
    void shouldLeaveNoThreadBehind() {
        // given
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        // when
        StanchionServer.start(options().monitoringPort(0).build()).close();

        // then: a thread of Netty reports its end just before it ends
        await().untilAsserted(() ->
                assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> !before.contains(thread) && thread.isAlive())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.contains("stanchion") || name.contains("nats")));
    }

    @Test
    void shouldStopWhatHadStartedWhenTheMonitoringPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // given
            ServerOptions options = options().monitoringPort(taken.getLocalPort()).build();

            // when
            assertThatThrownBy(() -> StanchionServer.start(options))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("Can't start monitoring: ");

            // then: a thread says that it has ended a moment before it has
            await("no thread of a monitoring port")
                    .untilAsserted(() ->
                            assertThat(threads())
                                    .noneMatch(name -> name.contains("stanchion-monitoring")));
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }
}
