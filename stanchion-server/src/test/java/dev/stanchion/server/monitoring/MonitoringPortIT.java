package dev.stanchion.server.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MonitoringPortIT {
    private static final Pages ECHO =
            (request, port) -> CompletableFuture.completedFuture(Page.html(request.path()));

    @Test
    void shouldServeOverARealSocket() throws IOException {
        // given
        try (MonitoringPort port = new MonitoringPort("127.0.0.1", 0, ECHO, Access.OPEN)) {
            port.start();
            try (Socket socket = new Socket("127.0.0.1", port.port())) {
                // when
                socket.getOutputStream().write("GET /a HTTP/1.0\r\n\r\n".getBytes(UTF_8));
                String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

                // then
                assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("/a");
            }
        }
    }

    @Test
    void shouldSayLikeTheGoServerThatThePortIsBusy() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            MonitoringPort port =
                    new MonitoringPort("127.0.0.1", busy.getLocalPort(), ECHO, Access.OPEN);
            assertThatThrownBy(port::start)
                    .isInstanceOf(MonitoringException.class)
                    .hasMessage(
                            "Can't start monitoring: can't listen to the monitor port: listen tcp"
                                    + " 127.0.0.1:%d: bind: address already in use",
                            busy.getLocalPort());
        }
    }

    @Test
    void shouldCloseItsConnectionsAndBeClosedTwice() throws IOException {
        // given
        MonitoringPort port =
                new MonitoringPort("127.0.0.1", 0, new SiteMap(Map.of()), Access.OPEN);
        port.start();
        try (Socket socket = new Socket("127.0.0.1", port.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
            assertThat(socket.getInputStream().read()).isEqualTo('H');

            // when
            port.close();
            port.close();

            // then
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .endsWith("404 page not found\n");
        }
        assertThatThrownBy(port::port).isInstanceOf(IllegalStateException.class);
    }
}
