package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.User;
import dev.stanchion.server.rights.StreamingPermissions;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rights per channel over sockets, and what a user of limited rights can do to others. */
class StreamingRightsIT {
    private static final String CREATED = "tickets:created";

    private static User user(String name, List<String> publish, List<String> subscribe) {
        return User.of(name, "p").withAttachment(StreamingPermissions.of(publish, subscribe));
    }

    private static NatsSecurity security(User... users) {
        return NatsSecurity.NONE.withAuthentication(Authentication.NONE.withUsers(users));
    }

    private static NatsSecurity usual() {
        return security(
                user("clerk", List.of("tickets:*"), List.of("orders:*")),
                user("desk", List.of("orders:*"), List.of("tickets:*")),
                User.of("admin", "p"));
    }

    private static StanchionServer start() {
        return StanchionServer.start(
                ServerOptions.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .eventLoops(2)
                        .security(usual())
                        .build());
    }

    private static StreamingSocket connect(StanchionServer server, String user) throws IOException {
        return StreamingSocket.connectAs(server.port(), "test-cluster", user + "-1", user, "p");
    }

    @Test
    void shouldLetUsersDoWhatTheyMayAndTellThemWhatTheyMayNot() throws IOException {
        try (StanchionServer server = start();
                StreamingSocket clerk = connect(server, "clerk");
                StreamingSocket desk = connect(server, "desk")) {
            // when
            desk.subscribe(CREATED);
            clerk.publish(CREATED, "g1", "t1");

            // then
            assertThat(clerk.awaitPubAck()).isEqualTo("g1");
            assertThat(desk.awaitDelivery(CREATED)).isEqualTo("1:t1");
            assertThat(clerk.ping()).isEmpty();
            clerk.publish("orders:created", "g2", "o1");
            assertThatThrownBy(clerk::awaitPubAck)
                    .hasMessage(
                            "stan: not allowed to publish to channel 'orders:created' (user"
                                    + " 'clerk')");
            assertThatThrownBy(() -> clerk.subscribe(CREATED))
                    .hasMessage(
                            "stan: not allowed to subscribe to channel 'tickets:created' (user"
                                    + " 'clerk')");
        }
    }

    @Test
    void shouldNotLimitUsersWithoutRightsPerChannel() throws IOException {
        try (StanchionServer server = start();
                StreamingSocket admin = connect(server, "admin")) {
            // when
            admin.subscribe("anything");
            admin.publish("anything", "g1", "x");

            // then
            assertThat(admin.awaitPubAck()).isEqualTo("g1");
            assertThat(admin.awaitDelivery("anything")).isEqualTo("1:x");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SUB > 9\r\n",
                "SUB _INBOX.> 9\r\n",
                "SUB _INBOX.* 9\r\n",
                "SUB _INBOX.*.> 9\r\n",
                "SUB *.> 9\r\n",
                "SUB _STAN.> 9\r\n",
                "SUB _STAN.acks.* 9\r\n",
                "SUB _STAN.acks.> 9\r\n",
                "SUB _STAN.pub.> 9\r\n",
                "SUB _STAN.discover.test-cluster 9\r\n",
                "SUB _STAN.suback.> 9\r\n",
                "SUB _INBOX.> workers 9\r\n",
                "PUB _INBOX.somebody.hb 1\r\nx\r\n",
                "PUB _STAN.acks.somebody 1\r\nx\r\n",
                "PUB _STAN.discover.other-cluster 1\r\nx\r\n",
                "PUB payments.commands 1\r\nx\r\n",
                "PUB _STAN.discover.test-cluster payments.commands 1\r\nx\r\n",
                "PUB _STAN.suback.YWRtaW4.0123456789012345678901 1\r\nx\r\n",
            })
    void shouldKeepUsersOfLimitedRightsFromTheSubjectsOfOthers(String operation)
            throws IOException {
        try (StanchionServer server = start();
                StreamingSocket clerk = connect(server, "clerk")) {
            assertThat(clerk.objectionsTo(operation))
                    .singleElement()
                    .asString()
                    .startsWith("-ERR 'Permissions Violation for ");
        }
    }

    /** Even knowing the subject, which nobody can guess. */
    @Test
    void shouldNotTakeAcknowledgementsOfAnotherUser() throws IOException {
        try (StanchionServer server = start();
                StreamingSocket clerk = connect(server, "clerk")) {
            // given
            StreamingSocket desk = connect(server, "desk");
            desk.subscribe(CREATED, "workers");
            clerk.publish(CREATED, "g1", "t1");
            clerk.awaitPubAck();
            assertThat(desk.awaitUnacknowledged()).isEqualTo("1:t1:0");

            // when
            clerk.acknowledge(desk.ackInbox(), CREATED, 1);

            // then
            assertThatThrownBy(clerk::awaitPong)
                    .hasMessageContaining("Permissions Violation for Publish to \"_STAN.suback.");
            desk.close();
            try (StreamingSocket again = connect(server, "desk")) {
                again.subscribe(CREATED, "workers");
                assertThat(again.awaitUnacknowledged()).startsWith("1:t1:");
            }
        }
    }

    @Test
    void shouldTakeOtherRightsByAReload() throws IOException {
        try (StanchionServer server = start();
                StreamingSocket clerk = connect(server, "clerk")) {
            clerk.publish(CREATED, "g1", "t1");
            clerk.awaitPubAck();

            // when
            server.reload(security(user("clerk", List.of("orders:*"), List.of())));
            clerk.awaitPong();

            // then
            clerk.publish("orders:created", "g2", "o1");
            assertThat(clerk.awaitPubAck()).isEqualTo("g2");
            clerk.publish(CREATED, "g3", "t2");
            assertThatThrownBy(clerk::awaitPubAck).hasMessageContaining("not allowed to publish");
        }
    }

    private static NatsSecurity withClientIds() {
        return security(
                User.of("clerk", "p")
                        .withAttachment(
                                StreamingPermissions.of(List.of(">"), List.of(">"))
                                        .withClientIds(List.of("clerk-*", "shared"))),
                User.of("boss", "p")
                        .withAttachment(
                                StreamingPermissions.of(List.of(">"), List.of(">"))
                                        .withClientIds(List.of("shared"))),
                user("desk", List.of(">"), List.of(">")),
                User.of("admin", "p"));
    }

    @ParameterizedTest
    @CsvSource({
        "clerk, clerk-1, true",
        "clerk, shared, true",
        "clerk, clerk, false",
        "clerk, desk-1, false",
        "boss, shared, true",
        "boss, clerk-1, false",
        "desk, desk-1, true",
        "desk, clerk-1, false",
        "desk, shared, false",
        "admin, anything, true",
        "admin, clerk-2, false",
    })
    void shouldKeepClientIdsForTheUsersThatAreGivenThem(String user, String id, boolean isAllowed)
            throws IOException {
        try (StanchionServer server = start()) {
            server.reload(withClientIds());
            if (isAllowed) {
                StreamingSocket.connectAs(server.port(), "test-cluster", id, user, "p").close();
            } else {
                assertThatThrownBy(() ->
                                StreamingSocket.connectAs(
                                        server.port(), "test-cluster", id, user, "p"))
                        .hasMessageContaining(
                                "stan: not allowed to connect as client '%s' (user '%s')"
                                        .formatted(id, user));
            }
        }
    }

    @Test
    void shouldEndConnectionsOfUsersThatAReloadRemoves() throws IOException {
        try (StanchionServer server = start();
                StreamingSocket clerk = connect(server, "clerk")) {
            // when
            server.reload(security(User.of("admin", "p")));

            // then
            assertThatThrownBy(clerk::awaitPong).hasMessageContaining("Authorization Violation");
        }
    }

    @Test
    void shouldRefuseAReloadThatCouldNotBe() {
        try (StanchionServer server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .host("127.0.0.1")
                                .port(0)
                                .compatibility(Compatibility.STRICT)
                                .build())) {
            assertThatThrownBy(() -> server.reload(usual()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("streaming rights of users");
        }
    }
}
