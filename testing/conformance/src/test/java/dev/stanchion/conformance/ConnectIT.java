package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Encoded;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.AsGo;
import dev.stanchion.conformance.server.DiffersFromGo;
import dev.stanchion.conformance.server.ServerUnderTest;
import dev.stanchion.kit.wire.NatsMessage;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.Refusal;
import dev.stanchion.protocol.RequestSubjects;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section "Connect" without duplicate IDs. Source: {@code spec/streaming.md} 2.1 and 2.2. */
@AgainstServer
class ConnectIT {
    @Test
    @AsGo
    void s14_001_shouldTellAllRequestSubjectsAndEchoThePingValues(ServerUnderTest server) {
        // when
        ConnectResponse response = connectsWithPings(server.stranger());

        // then
        assertThat(response).isEqualTo(welcome(server.subjects()));
    }

    @Test
    @DiffersFromGo("a token of the connection takes the place of the cluster ID in all subjects")
    void s14_001_shouldTellEachClientSubjectsOfItsOwn(ServerUnderTest server) {
        // when
        ConnectResponse response = connectsWithPings(server.stranger());
        ConnectResponse another = connectsWithPings(server.stranger());

        // then
        String token = response.subRequests().substring("_STAN.sub.".length());
        assertThat(token).matches("[0-9A-Za-z]{22,}");
        assertThat(response)
                .isEqualTo(
                        welcome(
                                RequestSubjects.ofConnection(
                                        "_STAN.discover", "test-cluster", token)));
        assertThat(another.subRequests()).isNotEqualTo(response.subRequests());
    }

    private static ConnectResponse connectsWithPings(StanPeer client) {
        return client.asksToConnect(
                new ConnectRequest(
                        client.id(), client.heartbeats().inbox(), 1, client.connId(), 1, 3));
    }

    private static ConnectResponse welcome(RequestSubjects subjects) {
        return new ConnectResponse(
                subjects.publishPrefix(),
                subjects.subscribe(),
                subjects.unsubscribe(),
                subjects.close(),
                "",
                subjects.subscriptionClose(),
                subjects.pings(),
                1,
                3,
                1);
    }

    @Test
    void s14_002_shouldTellNoPingsToAProtocolZeroClient(ServerUnderTest server) {
        // given
        StanPeer client = server.stranger();
        var request = new ConnectRequest(client.id(), client.heartbeats().inbox(), 0, "", 1, 3);

        // when
        ConnectResponse response = client.asksToConnect(request);

        // then
        assertThat(response.error()).isEmpty();
        assertThat(response.protocol()).isEqualTo(1);
        assertThat(response.pingRequests()).isEmpty();
        assertThat(response.pingInterval()).isZero();
        assertThat(response.pingMaxOut()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -100})
    void s14_003_shouldEchoOddPingValuesUnchanged(int pingInterval, ServerUnderTest server) {
        // given
        StanPeer client = server.stranger();
        var request =
                new ConnectRequest(
                        client.id(),
                        client.heartbeats().inbox(),
                        1,
                        client.connId(),
                        pingInterval,
                        -1);

        // when
        ConnectResponse response = client.asksToConnect(request);

        // then
        assertThat(response.error()).isEmpty();
        assertThat(response.pingInterval()).isEqualTo(pingInterval);
        assertThat(response.pingMaxOut()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "id with spaces",
                "id:with:columns",
                "id,with,commas",
                "id.with.dots",
                "a/b",
                "x!@#$%^&*()",
                "é",
                "a\n"
            })
    void s14_004_shouldRefuseClientIdsOfOtherCharacters(String id, ServerUnderTest server) {
        assertThat(server.stranger(id).asksToConnect().error())
                .isEqualTo(Refusal.INVALID_CLIENT_ID.text());
    }

    @Test
    void s14_005_shouldAcceptClientIdsOfAnyLength(ServerUnderTest server) {
        for (String id :
                List.of("id", "id_with_underscores", "id-with-hyphens", "0", "x".repeat(500))) {
            // given
            StanPeer client = server.stranger(id);

            // when
            ConnectResponse response = client.asksToConnect();

            // then
            assertThat(response.error()).as(id).isEmpty();
            client.closes();
        }
    }

    @Test
    void s14_006_shouldRefuseAConnectRequestWithoutHeartbeatInbox(ServerUnderTest server) {
        // given
        StanPeer client = server.stranger();
        var withoutInbox = new ConnectRequest(client.id(), "", 1, client.connId(), 5, 3);
        List<ByteBuf> payloads =
                List.of(Encoded.as(withoutInbox::encodeTo), Encoded.dummy(), Encoded.empty());

        for (ByteBuf payload : payloads) {
            // when
            NatsMessage answer = client.nats().requests(server.subjects().discovery(), payload);

            // then
            assertThat(client.adopts(answer).error())
                    .isEqualTo(Refusal.INVALID_CONNECTION_REQUEST.text());
        }
    }

    @Test
    void s14_007_shouldCheckTheHeartbeatInboxBeforeTheClientId(ServerUnderTest server) {
        // given
        StanPeer client = server.stranger();

        // when
        ConnectResponse response =
                client.asksToConnect(new ConnectRequest("not an id", "", 1, "", 5, 3));

        // then
        assertThat(response.error()).isEqualTo(Refusal.INVALID_CONNECTION_REQUEST.text());
    }

    @Test
    @AsGo
    void s14_018_shouldNotConnectAClientOfAnotherCluster(ServerUnderTest server) {
        // given
        StanPeer client = server.stranger();

        // when
        NatsMessage answer = asksForCluster("tickting", client);

        // then
        assertThat(answer.saysNoResponders()).isTrue();
        assertThat(client.pings()).isEqualTo(Refusal.CLIENT_REPLACED.text());
    }

    @DisabledIfSystemProperty(
            named = "conformance.external",
            matches = "true",
            disabledReason = "another server may be there for that cluster ID")
    @Test
    @DiffersFromGo("a wrong cluster ID gets an answer that names both instead of silence")
    void s14_018_shouldTellAClientOfAnotherClusterWhichOneThisIs(ServerUnderTest server) {
        // given
        StanPeer client = server.stranger();

        // when
        NatsMessage answer = asksForCluster("tickting", client);

        // then
        assertThat(client.adopts(answer).error()).contains("tickting", "test-cluster");
        assertThat(client.pings()).isEqualTo(Refusal.CLIENT_REPLACED.text());
    }

    private static NatsMessage asksForCluster(String clusterId, StanPeer client) {
        String discovery = RequestSubjects.of("_STAN.discover", clusterId, "").discovery();
        return client.nats().requests(discovery, Encoded.as(client.connectRequest()::encodeTo));
    }
}
