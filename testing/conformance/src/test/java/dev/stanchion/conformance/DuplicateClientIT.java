package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Arrivals;
import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.AsGo;
import dev.stanchion.conformance.server.DiffersFromGo;
import dev.stanchion.conformance.server.ServerUnderTest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.PubAck;
import dev.stanchion.protocol.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Section "Connect", duplicate client IDs. Source: {@code spec/streaming.md} 2.3. */
@AgainstServer
class DuplicateClientIT {
    private static final long PROBE_MILLIS = 500;

    @Test
    void s14_008_shouldRefuseASecondClientWithTheSameId(ServerUnderTest server) {
        // given
        StanPeer first = server.client();
        StanPeer second = server.twinOf(first);

        // when
        ConnectResponse response = second.asksToConnect();

        // then
        assertThat(response.error()).isEqualTo(Refusal.CLIENT_ID_ALREADY_REGISTERED.text());
        assertThat(first.heartbeats().soFar()).as("probes").isEqualTo(1);
        assertThat(first.pings()).isEmpty();
        first.publishes(server.newName(), "still here");
        assertThat(second.pings()).isEqualTo(Refusal.CLIENT_REPLACED.text());
    }

    @Test
    void s14_009_shouldReplaceAClientWhoseConnectionIsGone(ServerUnderTest server) {
        // given
        StanPeer gone = server.client();
        gone.nats().cuts();

        // when
        StanPeer back = server.twinOf(gone).connects();

        // then: the next probe reaches the new inbox
        assertThat(server.twinOf(gone).asksToConnect().error())
                .isEqualTo(Refusal.CLIENT_ID_ALREADY_REGISTERED.text());
        assertThat(back.heartbeats().soFar()).isEqualTo(1);
    }

    @Test
    void s14_010_shouldReplaceAClientThatDoesNotAnswerTheProbe(ServerUnderTest server) {
        // given
        StanPeer silent = server.client();
        silent.heartbeats().staySilent();
        StanPeer challenger = server.twinOf(silent);
        long startedNanos = System.nanoTime();

        // when
        challenger.connects();

        // then
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos))
                .isGreaterThanOrEqualTo(PROBE_MILLIS);
        assertThat(challenger.pings()).isEmpty();
        assertThat(silent.pings()).isEqualTo(Refusal.CLIENT_REPLACED.text());
    }

    @Test
    void s14_011_shouldIgnoreAnAnswerThatComesAfterTheProbe(ServerUnderTest server) {
        // given
        StanPeer late = server.client();
        late.heartbeats().staySilent();
        StanPeer challenger = server.twinOf(late).connects();

        // when
        late.heartbeats().answer(late.heartbeats().awaits());
        late.nats().flushes();

        // then
        assertThat(challenger.pings()).isEmpty();
        assertThat(late.pings()).isEqualTo(Refusal.CLIENT_REPLACED.text());
    }

    @Test
    void s14_012_shouldLetOnlyTheFirstOfManyChallengersWin(ServerUnderTest server) {
        // given
        StanPeer silent = server.client();
        silent.heartbeats().staySilent();
        // all on one NATS connection, so that neither requests nor answers can change their order
        StanPeer first = server.twinOf(silent);
        List<StanPeer> challengers = new ArrayList<>(List.of(first));
        for (int i = 0; i < 3; i++) {
            challengers.add(server.stranger(first.nats(), silent.id()));
        }
        var answers = new Arrivals<ConnectResponse>("answers");

        // when
        challengers.forEach(challenger -> challenger.startsToConnect(answers));

        // then
        assertThat(answers.awaits(4))
                .extracting(ConnectResponse::error)
                .containsExactly(
                        Refusal.CLIENT_ID_ALREADY_REGISTERED.text(),
                        Refusal.CLIENT_ID_ALREADY_REGISTERED.text(),
                        Refusal.CLIENT_ID_ALREADY_REGISTERED.text(),
                        "");
        assertThat(first.pings()).isEmpty();
        assertThat(silent.heartbeats().soFar()).as("probes").isEqualTo(1);
    }

    @Test
    void s14_013_shouldServeOtherClientsDuringAProbe(ServerUnderTest server) {
        // then: a slow machine may fail to show it once, a server that blocks fails always
        boolean served = false;
        for (int attempt = 0; attempt < 5 && !served; attempt++) {
            served = isServedDuringAProbe(server);
        }
        assertThat(served).isTrue();
    }

    private static boolean isServedDuringAProbe(ServerUnderTest server) {
        // given
        String channel = server.newName();
        StanPeer other = server.stranger();
        StanPeer silent = server.client();
        silent.heartbeats().staySilent();
        StanPeer challenger = server.twinOf(silent);
        var answers = new Arrivals<ConnectResponse>("answer");
        challenger.startsToConnect(answers);
        silent.heartbeats().awaits();

        // when
        other.connects().publishes(channel, "meanwhile");

        // then
        boolean isStillProbing = answers.soFar().isEmpty();
        return isStillProbing;
    }

    @Test
    void s14_014_shouldTakeBackManyClientsAtOnce(ServerUnderTest server) {
        // given
        List<StanPeer> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(server.client());
        }
        clients.forEach(client -> client.nats().cuts());

        // when
        List<StanPeer> twins = clients.stream().map(server::twinOf).toList();
        var answers = new Arrivals<ConnectResponse>("answers");
        twins.forEach(twin -> twin.startsToConnect(answers));

        // then
        assertThat(answers.awaits(10)).extracting(ConnectResponse::error).containsOnly("");
        assertThat(twins).extracting(StanPeer::pings).containsOnly("");
        assertThat(clients.stream().map(StanPeer::connId).map(twins.getFirst()::pings))
                .containsOnly(Refusal.CLIENT_REPLACED.text());
    }

    @Test
    @AsGo
    void s14_015_shouldKnowAReplacedClientByItsConnectionId(ServerUnderTest server) {
        // given
        StanPeer old = server.client();
        old.heartbeats().staySilent();
        StanPeer next = server.twinOf(old).connects();
        String channel = server.newName();

        // when
        PubAck withConnId = old.asksToPublish(old.message(channel, "old"));
        PubAck withoutConnId = old.asksToPublish(old.message(channel, "who").connId(""));

        // then
        assertThat(withConnId.error()).isEqualTo(Refusal.INVALID_PUBLISH_REQUEST.text());
        assertThat(withoutConnId.error()).isEmpty();
        assertThat(old.pings()).isEqualTo(Refusal.CLIENT_REPLACED.text());
        assertThat(old.closes()).as("nothing tells whose request it is").isEmpty();
        assertThat(server.hasClient(next)).isFalse();
    }

    @Test
    @DiffersFromGo("a replaced client can do nothing in the name of the new one")
    void s14_015_shouldKnowAReplacedClientByItsSubjects(ServerUnderTest server) {
        // given
        StanPeer old = server.client();
        old.heartbeats().staySilent();
        StanPeer next = server.twinOf(old).connects();
        String channel = server.newName();
        Subscriber subscriber = next.subscribes(Subscribing.to(channel));

        // when
        PubAck withConnId = old.asksToPublish(old.message(channel, "old"));
        PubAck withoutConnId = old.asksToPublish(old.message(channel, "who").connId(""));

        // then
        assertThat(withConnId.error()).isEqualTo(Refusal.INVALID_PUBLISH_REQUEST.text());
        assertThat(withoutConnId.error()).isEqualTo(Refusal.INVALID_PUBLISH_REQUEST.text());
        assertThat(old.asksToSubscribe(Subscribing.to(channel)).error())
                .isEqualTo(Refusal.UNKNOWN_CLIENT_ID.text());
        assertThat(old.unsubscribes(channel, subscriber.ackInbox()))
                .isEqualTo(Refusal.UNKNOWN_CLIENT_ID.text());
        assertThat(old.closes()).isEqualTo(Refusal.UNKNOWN_CLIENT_ID.text());
        assertThat(old.pings()).isEqualTo(Refusal.CLIENT_REPLACED.text());
        next.publishes(channel, "still here");
        assertThat(subscriber.awaits().sequence()).isEqualTo(1);
    }

    @Test
    void s14_016_shouldKeepOnlyTheDurablesOfAReplacedClient(ServerUnderTest server) {
        // given
        StanPeer old = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur");
        Subscriber oldPlain = old.subscribes(Subscribing.to(channel));
        Subscriber oldMember = old.subscribes(Subscribing.to(channel).queue("group"));
        old.subscribes(durable).ackInbox();
        old.publishes(channel, 1);
        oldPlain.awaitsNew(1);
        oldMember.awaitsNew(1);
        old.heartbeats().staySilent();

        // when
        StanPeer back = server.twinOf(old).connects();
        Subscriber resumed = back.subscribes(durable);
        Subscriber restarted = back.subscribes(Subscribing.to(channel).queue("group").fromFirst());

        // then
        resumed.awaitsAgain(1);
        restarted.awaitsNew(1);
        back.publishes(channel, "2");
        resumed.awaitsNew(2);
        oldPlain.staysQuiet();
        assertThat(oldMember.soFar()).isEmpty();
        assertThat(back.unsubscribes(channel, oldPlain.ackInbox()))
                .isEqualTo(Refusal.INVALID_SUBSCRIPTION.text());
    }

    @Test
    void s14_017_shouldHandAReplacedMembersMessagesToTheOther(ServerUnderTest server) {
        // given
        String channel = server.newName();
        StanPeer replaced = server.client();
        StanPeer other = server.client();
        Subscribing member = Subscribing.to(channel).queue("group");
        Subscriber first = replaced.subscribes(member);
        Subscriber second = other.subscribes(member);
        other.publishes(channel, 4);
        List<Delivered> lost = first.awaitsMessages(2);
        second.awaitsMessages(2);
        replaced.heartbeats().staySilent();

        // when
        server.twinOf(replaced).connects();

        // then: long before the ack wait of 30 s
        List<Delivered> handedOver = second.awaitsMessages(2);
        assertThat(handedOver)
                .extracting(Delivered::sequence)
                .containsExactlyElementsOf(lost.stream().map(Delivered::sequence).toList());
        assertThat(handedOver).allMatch(Delivered::redelivered);
        second.staysQuiet(Duration.ofMillis(100));
    }
}
