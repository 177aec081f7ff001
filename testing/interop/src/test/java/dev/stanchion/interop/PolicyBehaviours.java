package dev.stanchion.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.client.Client;
import dev.stanchion.interop.client.LibraryUnderTest;
import dev.stanchion.interop.client.PolicyServer;
import dev.stanchion.interop.client.Received;
import dev.stanchion.interop.client.Subscribing;
import dev.stanchion.interop.client.Subscription;
import dev.stanchion.interop.page.DiffersFromGo;
import dev.stanchion.kit.process.Waiting;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an operator decides about the delivery to a queue group, without a change to its client. */
interface PolicyBehaviours {

    @Test
    @DiffersFromGo("it sends the message again after each ack wait, for ever")
    default void shouldParkAMessageThatFailsTwice(LibraryUnderTest library) {
        // given
        Client client = library.connectToPolicies();
        String channel = library.newName();
        Subscription failing = client.subscribe(handedOut(channel, PolicyServer.PARKING));

        // when
        client.publish(channel, "bad");

        // then: any client reads it
        Subscription parked = client.subscribe(Subscribing.to(channel + ".parked").fromFirst());
        assertThat(parked.await(1))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.text()).isEqualTo("bad");
                    assertThat(message.channel()).isEqualTo(channel + ".parked");
                });
        assertThat(failing.sequences()).containsExactly(1L, 1L);
    }

    @Test
    @DiffersFromGo("it has no parked messages")
    default void shouldRedriveAParkedMessageToItsGroupAlone(LibraryUnderTest library) {
        // given
        Client client = library.connectToPolicies();
        String channel = library.newName();
        Subscription failing = client.subscribe(handedOut(channel, PolicyServer.PARKING));
        Subscription others = client.subscribe(Subscribing.to(channel).inGroup("others"));
        client.publish(channel, "bad");
        client.subscribe(Subscribing.to(channel + ".parked").fromFirst()).await(1);

        // when
        library.policies().redrive(channel, 1);

        // then
        failing.await(3);
        failing.acknowledge(1);
        client.publish(channel, "good");
        failing.awaitEventually(List.of(2L));
        others.awaitExactly(1L, 2L);
    }

    @Test
    @DiffersFromGo("it sends the message again after the ack wait")
    default void shouldPauseBetweenAttempts(LibraryUnderTest library) {
        // given
        Client client = library.connectToPolicies();
        String channel = library.newName();
        Subscription clock = client.subscribe(handedOut(channel, "clock"));
        Subscription backingOff = client.subscribe(handedOut(channel, PolicyServer.BACKING_OFF));

        // when
        client.publish(channel, "bad");

        // then: two ack waits have passed
        assertThat(backingOff.await(2).get(1).isRedelivered()).isTrue();
        assertThat(clock.received()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    @DiffersFromGo("it sends the message at once")
    default void shouldDelayAMessage(LibraryUnderTest library) {
        // given
        Client client = library.connectToPolicies();
        String channel = library.newName();
        Subscription clock = client.subscribe(handedOut(channel, "clock"));
        Subscription delayed =
                client.subscribe(Subscribing.to(channel).inGroup(PolicyServer.DELAYED));

        // when
        client.publish(channel, "later");

        // then: an ack wait has passed
        assertThat(delayed.awaitExactly(1L)).noneMatch(Received::isRedelivered);
        assertThat(clock.received()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    @DiffersFromGo("it sends every message to the next free member")
    default void shouldWorkOnOneMessageOfAKeyAtATime(LibraryUnderTest library) {
        // given
        Client client = library.connectToPolicies();
        String channel = library.newName();
        List<Subscription> members =
                Stream.of(client, library.connectToPolicies())
                        .map(each -> each.subscribe(ordered(channel)))
                        .toList();

        // when
        client.publish(channel, "{\"id\":\"t1\",\"version\":1}");
        client.publish(channel, "{\"id\":\"t1\",\"version\":2}");
        client.publish(channel, "{\"id\":\"t2\",\"version\":1}");

        // then: another key overtakes
        Waiting.until("two keys are at work", () -> sequences(members).contains(3L));
        assertThat(sequences(members)).containsExactlyInAnyOrder(1L, 3L);

        // when
        members.stream()
                .filter(member -> member.sequences().contains(1L))
                .forEach(member -> member.acknowledge(1));

        // then
        Waiting.until("the key is free", () -> sequences(members).contains(2L));
    }

    /** A group member that acknowledges by hand, and has one second to do so. */
    private static Subscribing handedOut(String channel, String group) {
        return Subscribing.to(channel).inGroup(group).acknowledgingByHand().ackWaitSeconds(1);
    }

    private static Subscribing ordered(String channel) {
        return Subscribing.to(channel).inGroup(PolicyServer.ORDERED).acknowledgingByHand();
    }

    private static List<Long> sequences(List<Subscription> members) {
        return members.stream().flatMap(member -> member.sequences().stream()).toList();
    }
}
