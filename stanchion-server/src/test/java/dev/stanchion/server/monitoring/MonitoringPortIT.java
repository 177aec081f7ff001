package dev.stanchion.server.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MonitoringPortIT {
    private static final int READ_MILLIS = 60_000;

    private static final Pages ECHO =
            (request, port) -> CompletableFuture.completedFuture(Page.html(request.path()));

    @Test
    void shouldServeOverARealSocket() throws IOException {
        // given
        try (MonitoringPort port =
                new MonitoringPort("127.0.0.1", 0, new Site(ECHO, Access.OPEN))) {
            port.start();

            // when
            String answer = get(port, "/a");

            // then
            assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("/a");
        }
    }

    @Test
    void shouldServeOthersWhileConnectionsThatAskNothingFillIt() throws IOException {
        try (MonitoringPort port =
                new MonitoringPort("127.0.0.1", 0, new Site(ECHO, Access.OPEN))) {
            port.start();
            List<Socket> silent = new ArrayList<>();
            try {
                // given: more than there is room for
                for (int i = 0; i < 400; i++) {
                    silent.add(connectionTo(port));
                }

                // when
                String answer = get(port, "/a");

                // then: who came first has made room
                assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("/a");
                assertThat(silent.getFirst().getInputStream().read()).isEqualTo(-1);
            } finally {
                for (Socket socket : silent) {
                    socket.close();
                }
            }
        }
    }

    /** Opens a connection on which a read that lasts too long fails. */
    private static Socket connectionTo(MonitoringPort port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port.port());
        socket.setSoTimeout(READ_MILLIS);
        return socket;
    }

    private static String get(MonitoringPort port, String path) throws IOException {
        try (Socket socket = connectionTo(port)) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void shouldSayLikeTheGoServerThatThePortIsBusy() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            MonitoringPort port =
                    new MonitoringPort(
                            "127.0.0.1", busy.getLocalPort(), new Site(ECHO, Access.OPEN));
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
                new MonitoringPort("127.0.0.1", 0, new Site(new SiteMap(Map.of()), Access.OPEN));
        port.start();
        try (Socket socket = connectionTo(port)) {
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
