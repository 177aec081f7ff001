package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.ServerUnderTest;
import dev.stanchion.protocol.Refusal;
import dev.stanchion.protocol.StartPosition;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section "Durables". Source: {@code spec/streaming.md} 7. */
@AgainstServer
class DurablesIT {
    @ParameterizedTest
    @EnumSource
    void s14_095_shouldContinueWhereItsAcksLeftItWhateverPositionIsAsked(
            StartPosition position, ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur");
        Subscriber before = client.subscribes(durable);
        client.publishes(channel, 5);
        before.awaitsAndAcknowledges(1, 2, 3, 4, 5);
        assertThat(before.closes()).isEmpty();
        client.publishes(channel, 2);

        // when
        Subscriber resumed = client.subscribes(durable.from(position));

        // then
        resumed.awaitsNew(6, 7);
    }

    @Test
    void s14_096_shouldRedeliverAtOnceWhenResumed(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur");
        client.subscribes(durable).acknowledges();
        client.publishes(channel, "1");
        client.publishes(channel, "2");
        assertThat(client.closes()).isEmpty();

        // when: long before the ack wait of 30 s
        Subscriber resumed = server.twinOf(client).connects().subscribes(durable);

        // then
        resumed.awaitsAgain(1, 2);
    }

    @Test
    void s14_097_shouldRefuseADurableThatIsActive(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur");
        Subscriber active = client.subscribes(durable);

        // then
        assertThat(client.asksToSubscribe(durable).error())
                .isEqualTo(Refusal.DUPLICATE_DURABLE.text());
        Subscribing elsewhere = Subscribing.to(server.newName()).durable("dur");
        assertThat(client.asksToSubscribe(elsewhere).error()).isEmpty();
        assertThat(server.client().asksToSubscribe(durable).error()).isEmpty();
        client.publishes(channel, "hello");
        active.awaitsNew(1);
    }

    @Test
    void s14_098_shouldRedeliverBeforeItSendsAnythingNew(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        StanPeer publisher = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur");
        Subscriber before = client.subscribes(durable);
        publisher.publishes(channel, 50);
        before.awaitsMessages(50);
        assertThat(before.closes()).isEmpty();

        // when
        for (int i = 0; i < 200; i++) {
            publisher.startsToPublish(publisher.message(channel, "concurrent"));
        }
        Subscriber resumed = client.subscribes(durable);

        // then
        resumed.awaitsAgain(LongStream.rangeClosed(1, 50).toArray());
        resumed.awaitsNew(LongStream.rangeClosed(51, 250).toArray());
    }

    @Test
    void s14_099_shouldLoseNothingWhenItsConnectionIsClosedAmidMessages(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur").fromFirst().maxInFlight(100);
        client.publishes(channel, 210);
        Subscriber before = client.subscribes(durable);
        before.awaitsAndAcknowledges(LongStream.rangeClosed(1, 10).toArray());
        assertThat(client.closes()).isEmpty();

        // when
        StanPeer back = server.twinOf(client).connects();
        Subscriber resumed = back.subscribesAndAcknowledges(durable);

        // then
        assertThat(resumed.awaitsMessages(200))
                .extracting(Delivered::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(11, 210).boxed().toList());
    }

    @Test
    void s14_100_shouldRedeliverMoreThanFitButSendNothingNewUntilTheyFit(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur");
        Subscriber before = client.subscribes(durable);
        client.publishes(channel, 5);
        before.awaitsNew(1, 2, 3, 4, 5);
        assertThat(before.closes()).isEmpty();
        client.publishes(channel, 2);

        // when
        Subscriber resumed = client.subscribes(durable.maxInFlight(2));

        // then
        resumed.awaitsAgain(1, 2, 3, 4, 5);
        resumed.acknowledges(1, 2, 3);
        resumed.staysQuiet();
        resumed.acknowledges(4);
        resumed.awaitsNew(6);
        resumed.staysQuiet();
    }

    @Test
    void s14_101_shouldIgnoreAcksToTheInboxBeforeTheResume(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur").maxInFlight(1);
        Subscriber before = client.subscribes(durable);
        client.publishes(channel, 2);
        before.awaitsNew(1);
        assertThat(before.closes()).isEmpty();

        // when
        Subscriber resumed = client.subscribes(durable);
        resumed.awaitsAgain(1);
        before.acknowledges(1);

        // then
        assertThat(resumed.ackInbox()).isNotEqualTo(before.ackInbox());
        resumed.staysQuiet();
        resumed.acknowledges(1);
        resumed.awaitsNew(2);
    }

    @Test
    void s14_102_shouldStartAfreshWhenItWasUnsubscribed(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur").fromFirst();
        client.publishes(channel, 3);
        Subscriber before = client.subscribes(durable);
        before.awaitsNew(1, 2, 3);
        before.acknowledges(1);

        // when
        assertThat(before.unsubscribes()).isEmpty();

        // then
        client.subscribes(durable).awaitsNew(1, 2, 3);
    }

    @Test
    void s14_103_shouldResumeAgainAndAgain(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur");
        assertThat(client.subscribes(durable).closes()).isEmpty();

        for (long sequence = 1; sequence <= 5; sequence++) {
            // when
            client.publishes(channel, "while offline");
            assertThat(client.closes()).isEmpty();
            client = server.twinOf(client).connects();

            // then
            Subscriber resumed = client.subscribes(durable);
            resumed.awaitsAndAcknowledges(sequence);
            assertThat(resumed.closes()).isEmpty();
        }
    }

    @Test
    void s14_104_shouldRefuseToUnsubscribeADurableThatIsOffline(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        Subscriber closed = client.subscribes(Subscribing.to(server.newName()).durable("dur"));
        assertThat(closed.closes()).isEmpty();

        // then
        assertThat(closed.unsubscribes()).isEqualTo(Refusal.INVALID_SUBSCRIPTION.text());
    }

    @Test
    @Flags(Flags.REPLACE_DURABLE)
    void s14_105_shouldReplaceAnActiveDurableIfToldTo(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur");
        Subscriber replaced = client.subscribes(durable);

        // when
        Subscriber active = client.subscribes(durable);

        // then
        client.publishes(channel, 2);
        active.awaitsNew(1, 2);
        active.staysQuiet();
        assertThat(replaced.soFar()).isEmpty();
        assertThat(replaced.closes()).isEqualTo(Refusal.INVALID_SUBSCRIPTION.text());
        assertThat(active.closes()).isEmpty();
    }

    @Test
    @Flags(Flags.REPLACE_DURABLE)
    void s14_106_shouldRedeliverToTheReplacementOnly(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur").ackWaitSeconds(1);
        Subscriber replaced = client.subscribes(durable);
        client.publishes(channel, "unacknowledged");
        replaced.awaitsNew(1);

        // when
        Subscriber active = client.subscribes(durable);

        // then
        replaced.soFar(); // on a slow machine its ack wait may have ended before
        active.awaitsAgain(1);
        active.awaitsAgain(1);
        assertThat(replaced.soFar()).isEmpty();
    }

    @Test
    @Flags(Flags.TEN_MESSAGES)
    void s14_107_shouldSkipWhatLimitsDroppedWhileOffline(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur");
        Subscriber before = client.subscribes(durable);
        client.publishes(channel, "1");
        before.awaitsAndAcknowledges(1);
        assertThat(before.closes()).isEmpty();

        // when: 2 is dropped
        client.publishes(channel, 11);

        // then
        client.subscribes(durable).awaitsNew(LongStream.rangeClosed(3, 12).toArray());
    }

    @Test
    void s14_108_shouldCountAnAckThatComesJustBeforeTheClose(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur");
        assertThat(client.subscribes(durable).closes()).isEmpty();

        for (long sequence = 1; sequence <= 50; sequence++) {
            // when
            client.publishes(channel, "hello");
            Subscriber resumed = client.subscribes(durable);

            // then: a redelivered message would come first
            resumed.awaitsAndAcknowledges(sequence);
            assertThat(resumed.closes()).isEmpty();
        }
    }

    @Test
    void s14_109_shouldResumeWithTheMessageThatWasBeingHandled(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur").fromFirst();
        client.publishes(channel, 20);
        Subscriber before = client.subscribes(durable);
        before.awaitsAndAcknowledges(1, 2, 3, 4, 5, 6, 7, 8, 9);
        before.awaits();
        assertThat(client.closes()).isEmpty();

        // when
        StanPeer back = server.twinOf(client).connects();
        Subscriber resumed = back.subscribes(durable.maxInFlight(1));

        // then: all that were in flight, which is more than fit
        resumed.awaitsAgain(LongStream.rangeClosed(10, 20).toArray());
    }
}
