package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Arrivals;
import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.ServerUnderTest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section "Queue groups", members leaving. Source: {@code spec/streaming.md} 8.5 and 8.6. */
@AgainstServer
class LeavingQueueGroupsIT {
    /** The ways in which a member can leave. */
    enum Leaving {
        CLOSE,
        UNSUBSCRIBE,
        CONNECTION_CLOSE;

        void happens(StanPeer client, Subscriber member) {
            String error =
                    switch (this) {
                        case CLOSE -> member.closes();
                        case UNSUBSCRIBE -> member.unsubscribes();
                        case CONNECTION_CLOSE -> client.closes();
                    };
            assertThat(error).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void s14_117_shouldForgetAGroupWhoseLastMemberLeft(Leaving leaving, ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").fromFirst();
        client.publishes(channel, 2);
        Subscriber last = client.subscribes(member);
        last.awaitsAndAcknowledges(1, 2);

        // when
        leaving.happens(client, last);

        // then
        server.client().subscribes(member).awaitsNew(1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void s14_118_shouldHandOverToAMemberThatIsFull(Leaving leaving, ServerUnderTest server) {
        for (boolean lowerLeaves : List.of(true, false)) {
            // given
            StanPeer one = server.client();
            StanPeer other = server.client();
            String channel = server.newName();
            Subscribing member = Subscribing.to(channel).queue("group").maxInFlight(1);
            Subscriber ofOne = one.subscribes(member);
            Subscriber ofOther = other.subscribes(member);
            server.client().publishes(channel, 2);
            long heldByOne = ofOne.awaits().sequence();
            long heldByOther = ofOther.awaits().sequence();

            // when
            if (heldByOne < heldByOther == lowerLeaves) {
                leaving.happens(one, ofOne);
                ofOther.awaitsAgain(heldByOne);
            } else {
                leaving.happens(other, ofOther);
                ofOne.awaitsAgain(heldByOther);
            }
        }
    }

    @Test
    void s14_118_shouldHandOverNothingToOtherMembersOfAClosingClient(ServerUnderTest server) {
        // given
        StanPeer one = server.client();
        StanPeer other = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").ackWaitSeconds(60);
        List<Subscriber> leaving = Stream.generate(() -> one.subscribes(member)).limit(3).toList();
        Subscriber stays = other.subscribes(member);
        server.client().publishes(channel, 8);
        leaving.forEach(each -> each.awaitsMessages(2));
        stays.awaitsMessages(2);

        // when
        assertThat(one.closes()).isEmpty();

        // then
        assertThat(stays.awaitsMessages(6))
                .allSatisfy(each -> assertThat(each.redeliveryCount()).isEqualTo(1));
        stays.staysQuiet();
        leaving.forEach(Subscriber::staysQuiet);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60})
    void s14_119_shouldHandOverBeforeTheAckWaitEnds(int ackWaitSeconds, ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group");
        Subscriber leaver = client.subscribes(member.ackWaitSeconds(ackWaitSeconds));
        client.publishes(channel, 3);
        leaver.awaitsNew(1, 2, 3);
        Subscriber remaining = client.subscribes(member.ackWaitSeconds(60));

        // when
        assertThat(leaver.closes()).isEmpty();

        // then
        remaining.awaitsAgain(1, 2, 3);
    }

    @Test
    void s14_124_shouldKeepADurableGroupWhoseLastMemberIsClosed(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        StanPeer other = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").durable("dur");
        Subscriber last = client.subscribes(member);
        client.publishes(channel, 3);
        last.awaitsNew(1, 2, 3);
        last.acknowledges(1, 3);
        assertThat(client.closes()).isEmpty();
        other.publishes(channel, "4");

        // when
        Subscriber rejoined = other.subscribes(member.fromFirst());

        // then
        rejoined.awaitsAgain(2);
        rejoined.awaitsNew(4);
        rejoined.staysQuiet();
    }

    @Test
    void s14_125_shouldDeleteADurableGroupWhoseOnlyMemberUnsubscribes(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").durable("dur").fromFirst();
        client.publishes(channel, 2);
        Subscriber only = client.subscribes(member);
        only.awaitsAndAcknowledges(1, 2);

        // when
        assertThat(only.unsubscribes()).isEmpty();

        // then
        client.subscribes(member).awaitsNew(1, 2);
    }

    @Test
    void s14_126_shouldKeepADurableGroupOfWhichOneMemberUnsubscribes(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").durable("dur");
        Subscriber leaver = client.subscribes(member);
        client.publishes(channel, 2);
        leaver.awaitsNew(1, 2);
        Subscriber remaining = client.subscribes(member);

        // when
        assertThat(leaver.unsubscribes()).isEmpty();

        // then
        remaining.awaitsAgain(1, 2);
        client.publishes(channel, "3");
        remaining.awaitsNew(3);
    }

    @Test
    void s14_127_shouldTellAGroupFromADurableGroupOfTheSameName(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing plain = Subscribing.to(channel).queue("group");
        Subscribing durable = plain.durable("qsub");
        Subscriber ofPlain = client.subscribes(plain);
        Subscriber ofDurable = client.subscribes(durable);
        client.publishes(channel, "1");
        ofPlain.awaitsAndAcknowledges(1);
        ofDurable.awaitsAndAcknowledges(1);

        // when
        assertThat(client.closes()).isEmpty();
        StanPeer back = server.twinOf(client).connects();
        back.publishes(channel, "2");

        // then
        back.subscribes(durable).awaitsNew(2);
        Subscriber fresh = back.subscribes(plain);
        back.publishes(channel, "3");
        fresh.awaitsNew(3);
    }

    @Test
    void s14_128_shouldHandOverAllThatAClosedMemberHeld(ServerUnderTest server) {
        // given
        StanPeer one = server.client();
        StanPeer other = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").durable("dur");
        Subscriber leaver = one.subscribes(member);
        other.publishes(channel, 100);
        leaver.awaitsMessages(100);
        Subscriber remaining = other.subscribes(member);

        // when
        assertThat(one.closes()).isEmpty();

        // then
        remaining.awaitsAgain(LongStream.rangeClosed(1, 100).toArray());
    }

    @Test
    void s14_129_shouldResumeAGroupWhoseMembersCrashed(ServerUnderTest server) {
        // given
        StanPeer one = server.client();
        StanPeer other = server.client();
        String channel = server.newName();
        Subscribing member =
                Subscribing.to(channel)
                        .queue("group")
                        .durable("dur")
                        .maxInFlight(1)
                        .ackWaitSeconds(60);
        List<Subscriber> crashing = List.of(one.subscribes(member), other.subscribes(member));
        StanPeer publisher = server.client();
        publisher.publishes(channel, 2);
        crashing.forEach(Subscriber::awaits);
        one.nats().cuts();
        other.nats().cuts();
        publisher.publishes(channel, 18);

        // when
        var group = new Arrivals<Delivered>("messages of the group");
        for (StanPeer crashed : List.of(one, other)) {
            server.twinOf(crashed)
                    .connects()
                    .subscribes(
                            member,
                            (self, message) -> {
                                self.acknowledges(message);
                                group.add(message);
                            });
        }

        // then: at least once
        Set<Long> seen = new HashSet<>();
        while (seen.size() < 20) {
            seen.add(group.awaits().sequence());
        }
    }

    @Test
    void s14_130_shouldNotStallWhenAMemberLeavesAmidMessages(ServerUnderTest server) {
        // given
        int count = 1000;
        StanPeer one = server.client();
        StanPeer other = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group");
        Subscriber leaver = one.subscribesAndAcknowledges(member.maxInFlight(5));
        Subscriber remaining = other.subscribesAndAcknowledges(member);
        StanPeer publisher = server.client();
        for (int i = 0; i < count; i++) {
            publisher.startsToPublish(publisher.message(channel, "flowing"));
        }

        // when
        leaver.awaits();
        assertThat(one.closes()).isEmpty();

        // then
        publisher.awaitsPubAcks(count);
        Set<Long> seen = new HashSet<>();
        while (!seen.contains((long) count)) {
            seen.add(remaining.awaits().sequence());
        }
        Stream.of(leaver.soFar(), remaining.soFar())
                .flatMap(List::stream)
                .forEach(message -> seen.add(message.sequence()));
    }
}
