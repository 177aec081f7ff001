package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Arrivals;
import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.ServerUnderTest;
import dev.stanchion.protocol.StartPosition;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Section "Queue groups": the distribution of messages. Source: {@code spec/streaming.md} 8.2 to
 * 8.4.
 */
@AgainstServer
class QueueGroupsIT {
    @Test
    void s14_111_shouldSplitMessagesAmongMembers(ServerUnderTest server) {
        // given
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group");
        var group = new Arrivals<Delivered>("messages of the group");
        Subscriber first = joins(server.client(), member, group);
        Subscriber second = joins(server.client(), member, group);

        // when
        server.client().publishes(channel, 1000);

        // then: roughly even, because a member that acknowledges faster gets more
        assertExactlyOnce(group.awaits(1000), 1000);
        assertThat(first.soFar()).hasSizeBetween(250, 750);
        assertThat(second.soFar()).hasSizeBetween(250, 750);
    }

    /** Adds a member that acknowledges at once. */
    private static Subscriber joins(
            StanPeer client, Subscribing member, Arrivals<Delivered> group) {
        return client.subscribes(
                member,
                (self, message) -> {
                    self.acknowledges(message);
                    group.add(message);
                });
    }

    private static void assertExactlyOnce(List<Delivered> messages, int count) {
        assertThat(messages)
                .extracting(Delivered::sequence)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
    }

    @Test
    void s14_112_shouldFillAllMembersEqually(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").maxInFlight(4);
        List<Subscriber> members =
                Stream.of(member, member, member).map(client::subscribes).toList();

        // when
        client.publishes(channel, 14);

        // then
        List<Delivered> delivered =
                members.stream().flatMap(each -> each.awaitsMessages(4).stream()).toList();
        assertExactlyOnce(delivered, 12);
        members.getLast().staysQuiet();
        assertThat(members).allMatch(each -> each.soFar().isEmpty());
    }

    @Test
    void s14_113_shouldGiveTheFastMemberWhatTheBlockedOneCannotTake(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group");
        Subscriber blocked = client.subscribes(member.maxInFlight(1));
        client.publishes(channel, "blocks it");
        blocked.awaitsNew(1);

        // when
        Subscriber fast = client.subscribesAndAcknowledges(member);
        client.publishes(channel, 100);

        // then
        fast.awaitsNew(LongStream.rangeClosed(2, 101).toArray());
        assertThat(blocked.soFar()).isEmpty();
    }

    @Test
    void s14_114_shouldGoOnWhenAMemberJoinsAFullGroup(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").maxInFlight(1);
        Subscriber first = client.subscribes(member);
        client.publishes(channel, 3);
        first.awaitsNew(1);
        first.staysQuiet();

        // when
        Subscriber second = client.subscribes(member);

        // then
        second.awaitsNew(2);
        second.staysQuiet();
        first.acknowledges(1);
        first.awaitsNew(3);
    }

    @Test
    void s14_115_shouldDeliverABacklogOnceInTotal(ServerUnderTest server) {
        // given
        String channel = server.newName();
        server.client().publishes(channel, 10_000);
        Subscribing member = Subscribing.to(channel).queue("group").fromFirst();
        var group = new Arrivals<Delivered>("messages of the group");

        // when
        for (int i = 0; i < 4; i++) {
            joins(server.client(), member, group);
        }

        // then
        assertExactlyOnce(group.awaits(10_000), 10_000);
        group.stayAway();
    }

    @Test
    void s14_116_shouldIgnoreTheStartPositionsOfLaterMembers(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        client.publishes(channel, 5);
        Subscribing member = Subscribing.to(channel).queue("group");
        var group = new Arrivals<Delivered>("messages of the group");
        joins(client, member.fromSequence(3), group);
        assertThat(group.awaits(3)).extracting(Delivered::sequence).containsExactly(3L, 4L, 5L);

        // when
        joins(client, member.fromFirst(), group);
        joins(client, member.from(StartPosition.LAST_RECEIVED), group);
        client.publishes(channel, 3);

        // then
        assertThat(group.awaits(3)).extracting(Delivered::sequence).containsExactly(6L, 7L, 8L);
        group.stayAway();
    }

    @Test
    void s14_120_shouldMoveAnOverdueMessageToAFreeMember(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").maxInFlight(1);
        Subscriber slow = client.subscribes(member.ackWaitSeconds(1));
        client.publishes(channel, "1");
        slow.awaitsNew(1);

        // when
        Subscriber free = client.subscribes(member);

        // then: it is in flight there, and no longer where it was
        free.awaitsAgain(1);
        client.publishes(channel, "2");
        slow.awaitsNew(2);
        assertThat(free.soFar()).isEmpty();
    }

    @Test
    void s14_121_shouldTakeALateAckForTheMemberThatHasTheMessageNow(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").maxInFlight(1);
        Subscriber late = client.subscribes(member.ackWaitSeconds(1));
        client.publishes(channel, "1");
        late.awaitsNew(1);
        Subscriber other = client.subscribes(member);
        other.awaitsAgain(1);

        // when
        late.acknowledges(1);

        // then: both have room
        var group = new Arrivals<Delivered>("messages of the group");
        client.publishes(channel, 2);
        group.add(late.awaits());
        group.add(other.awaits());
        assertThat(group.awaits(2))
                .extracting(Delivered::sequence)
                .containsExactlyInAnyOrder(2L, 3L);
    }

    @Test
    void s14_122_shouldCountRedeliveriesForTheWholeGroup(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").ackWaitSeconds(1);
        var group = new Arrivals<Delivered>("messages of the group");
        Subscriber first = client.subscribes(member, (self, message) -> group.add(message));
        client.subscribes(member, (self, message) -> group.add(message));

        // when
        client.publishes(channel, "never acknowledged");

        // then
        for (int count = 0; count <= 5; count++) {
            assertThat(group.awaits().redeliveryCount()).isEqualTo(count);
        }
        first.acknowledges(1); // any member may have it
        server.letsAckWaitPass();
        group.stayAway();
    }

    @Test
    @Flags(Flags.SHORT_HEARTBEATS)
    void s14_123_shouldPreferMembersOfHealthyClients(ServerUnderTest server) {
        // given: a failing client, as far as the server can know
        StanPeer failing = server.stranger();
        failing.heartbeats().staySilent();
        failing.connects();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").ackWaitSeconds(1);
        Subscriber ofFailing = failing.subscribes(member);
        failing.heartbeats().awaits();
        failing.heartbeats().awaits(); // so the first has failed
        failing.publishes(channel, "nobody else there");
        ofFailing.awaitsNew(1);

        // when
        StanPeer healthy = server.client();
        var healthyArrivals = new Arrivals<Delivered>("messages of the healthy member");
        joins(healthy, member, healthyArrivals);
        healthy.publishes(channel, 4);

        // then
        List<Delivered> messages = healthyArrivals.awaits(5);
        assertExactlyOnce(messages, 5);
        assertThat(messages)
                .filteredOn(Delivered::redelivered)
                .extracting(Delivered::sequence)
                .containsExactly(1L);
        assertThat(ofFailing.soFar()).isEmpty();
    }
}
