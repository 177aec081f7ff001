package dev.stanchion.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.identity.DuplicatePolicies;
import dev.stanchion.server.StartException.Part;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StanchionServerIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static ServerOptions.Builder options() {
        return ServerOptions.builder().host("127.0.0.1").port(0);
    }

    @Test
    void shouldDeliverWhatWasPublished() throws IOException {
        try (StanchionServer server = StanchionServer.start(options().build());
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), "test-cluster", "orders")) {
            // given
            client.subscribe("tickets:created");

            // when
            List<String> seen = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                client.publish("tickets:created", "guid-" + i, "ticket " + i);
                assertThat(client.awaitPubAck()).isEqualTo("guid-" + i);
                seen.add(client.awaitDelivery("tickets:created"));
            }

            // then
            assertThat(seen).containsExactly("1:ticket 1", "2:ticket 2", "3:ticket 3");
        }
    }

    @Test
    void shouldListenOnThisMachineAloneUnlessItIsToldOtherwise() throws IOException {
        // given: an address under which others reach this machine
        List<InetAddress> addresses =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address -> address instanceof Inet4Address)
                        .filter(address -> !address.isLoopbackAddress())
                        .toList();

        try (StanchionServer server =
                StanchionServer.start(ServerOptions.builder().port(0).monitoringPort(0).build())) {
            // then
            assertThat(server.clientUrl()).isEqualTo("nats://127.0.0.1:" + server.port());
            new Socket(LOOPBACK, server.port()).close();
            for (InetAddress address : addresses) {
                assertThatThrownBy(() -> new Socket(address, server.port()))
                        .isInstanceOf(ConnectException.class);
                assertThatThrownBy(() -> new Socket(address, server.monitoringPort()))
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void shouldLetAKilledClientBackAtTheFirstTryEachTime() throws IOException {
        try (StanchionServer server = StanchionServer.start(options().build())) {
            // given
            StreamingSocket running =
                    StreamingSocket.connect(server.port(), "test-cluster", "orders");

            // when: the next one asks while the server may not have noticed the end of the last
            for (int restart = 1; restart <= 100; restart++) {
                if (restart % 2 == 0) {
                    running.close();
                } else {
                    running.breaksOff();
                }
                running = StreamingSocket.connect(server.port(), "test-cluster", "orders");
            }

            // then
            assertThat(running.ping()).isEmpty();
            running.close();
        }
    }

    @Test
    void shouldGiveCopiesSlotsOfTheirOwn() throws IOException {
        // given
        ServerOptions leasing =
                options().duplicatePolicies(DuplicatePolicies.parse("orders=lease")).build();
        try (StanchionServer server = StanchionServer.start(leasing);
                StreamingSocket first =
                        StreamingSocket.connect(server.port(), "test-cluster", "orders");
                StreamingSocket second =
                        StreamingSocket.connectNextTo(first, "test-cluster", "orders")) {
            // when
            second.subscribe("tickets:created");
            first.publish("tickets:created", "guid", "ticket");

            // then
            assertThat(first.awaitPubAck()).isEqualTo("guid");
            assertThat(second.awaitDelivery("tickets:created")).isEqualTo("1:ticket");
        }
    }

    @Test
    void shouldBeReadyForClientsWhenStartReturns() throws IOException {
        // given
        try (StanchionServer server = StanchionServer.start(options().clusterId("a.b").build())) {
            // when: the very first connection asks at once
            StreamingSocket.connect(server.port(), "a.b", "first").close();

            // then
            assertThat(server.clientUrl()).isEqualTo("nats://127.0.0.1:" + server.port());
            assertThat(server.monitoringPort()).isEqualTo(ServerOptions.NO_MONITORING);
        }
    }

    @Test
    void shouldAcknowledgeWhatItGotBeforeItClosesConnections() throws IOException {
        // given
        StanchionServer server = StanchionServer.start(options().build());
        try (StreamingSocket client =
                StreamingSocket.connect(server.port(), "test-cluster", "orders")) {
            for (int i = 0; i < 500; i++) {
                client.publish("tickets:created", "guid-" + i, "x");
            }
            client.awaitPong();

            // when
            server.close();

            // then
            for (int i = 0; i < 500; i++) {
                assertThat(client.awaitPubAck()).isEqualTo("guid-" + i);
            }
            assertThatThrownBy(client::awaitPubAck)
                    .satisfiesAnyOf(
                            e -> assertThat(e).isInstanceOf(EOFException.class),
                            e -> assertThat(e).hasMessageContaining("-ERR"));
            assertThatThrownBy(() -> new Socket(LOOPBACK, server.port()).close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldCloseTwice() {
        // given
        StanchionServer server = StanchionServer.start(options().monitoringPort(0).build());

        // when
        server.close();
        server.close();

        // then
        assertThat(server.port()).isPositive();
        assertThat(server.monitoringPort()).isPositive();
    }

    @Test
    void shouldNotDisturbAnotherServerOfTheSameProcess() throws IOException {
        // given
        StanchionServer one = StanchionServer.start(options().build());
        try (StanchionServer two = StanchionServer.start(options().build());
                StreamingSocket atOne =
                        StreamingSocket.connect(one.port(), "test-cluster", "same-id");
                StreamingSocket atTwo =
                        StreamingSocket.connect(two.port(), "test-cluster", "same-id")) {
            atOne.subscribe("tickets:created");
            atTwo.subscribe("tickets:created");

            // when
            atOne.publish("tickets:created", "1", "for one");
            atOne.awaitPubAck();
            String seenAtOne = atOne.awaitDelivery("tickets:created");
            one.close();
            atTwo.publish("tickets:created", "2", "for two");
            atTwo.awaitPubAck();
            String seenAtTwo = atTwo.awaitDelivery("tickets:created");

            // then
            assertThat(seenAtOne).isEqualTo("1:for one");
            assertThat(seenAtTwo).isEqualTo("1:for two");
        }
    }

    @Test
    void shouldSayThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            // given
            ServerOptions options = options().port(taken.getLocalPort()).monitoringPort(0).build();

            // then
            assertThatThrownBy(() -> StanchionServer.start(options))
                    .isInstanceOfSatisfying(
                            StartException.class, e -> assertThat(e.part()).isEqualTo(Part.CORE))
                    .hasMessage(
                            "Error listening on port: 127.0.0.1:%d, \"listen tcp 127.0.0.1:%1$d:"
                                    + " bind: address already in use\"; another program uses it;"
                                    + " stop it, or choose another port",
                            taken.getLocalPort());
        }
    }

    @Test
    void shouldNameTheServerThatHasThePort() {
        try (StanchionServer first = StanchionServer.start(options().serverName("first").build())) {
            // given
            ServerOptions same = options().port(first.port()).monitoringPort(0).build();

            // then
            assertThatThrownBy(() -> StanchionServer.start(same))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("Error listening on port: 127.0.0.1:%d, ", first.port())
                    .hasMessageEndingWith(
                            "; the NATS server \"first\" listens there; stop it, or choose another"
                                    + " port");
        }
    }

    @Test
    void shouldStartWithLimitsThatExceedEveryClock() {
        // given
        Limits limits =
                Limits.UNLIMITED
                        .withMaxChannels(Long.MAX_VALUE)
                        .withMaxAge(Duration.ofDays(1_000_000));

        // then
        StanchionServer.start(options().limits(limits).build()).close();
    }

    @Test
    void shouldShowThatItIsThereOverHttp() throws IOException {
        try (StanchionServer server =
                        StanchionServer.start(
                                options().clusterId("a&b").monitoringPort(0).build());
                Socket socket = new Socket(LOOPBACK, server.monitoringPort())) {
            // when
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8));

            // then
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("<code>a&amp;b</code>");
        }
    }
}
