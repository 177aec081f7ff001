package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.PersistentServer;
import dev.stanchion.protocol.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Section "Restart", queue groups. Source: {@code spec/streaming.md} 8 and 11.2. */
@Tag("long")
@AgainstServer
class RecoveredQueueGroupsIT {
    private static final Duration MORE_THAN_ONE_SECOND = Duration.ofMillis(1_200);

    /** Two members of one group, between which the message moved that the first one was sent. */
    private record MovedMessage(Subscriber before, Subscriber after) {
        static MovedMessage of(StanPeer client, Subscribing group, int laterAckWaitSeconds) {
            Subscriber before = client.subscribes(group.ackWaitSeconds(1));
            client.publishes(group.channel(), "1");
            before.awaitsNew(1);
            Subscriber after = client.subscribes(group.ackWaitSeconds(laterAckWaitSeconds));
            after.awaitsAgain(1);
            return new MovedMessage(before, after);
        }
    }

    @Test
    void s14_121_shouldTakeALateAckForTheMemberThatHasTheMessageAfterARestart(
            PersistentServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        var moved = MovedMessage.of(client, Subscribing.to(channel).queue("group"), 3);

        // when
        server.restarts();
        moved.before.acknowledges(1);

        // then
        moved.after.staysQuiet(Duration.ofMillis(3_200));
        moved.before.staysQuiet();
    }

    @Test
    @Flags(Flags.TWO_SUBSCRIPTIONS)
    void s14_131_shouldKeepOneRecordOfAGroup(PersistentServer server) {
        // given: a member comes while the last one goes
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing group = Subscribing.to(channel).queue("group").durable("dur");
        Subscriber going = client.subscribes(group);
        going.startsToClose();
        Subscriber coming = client.subscribes(group);
        assertThat(coming.closes()).isEmpty();

        // when
        server.restarts();

        // then: the group counts as one, before it is resumed and after
        assertThat(client.asksToSubscribe(Subscribing.to(channel)).error()).isEmpty();
        assertThat(client.asksToSubscribe(Subscribing.to(channel)).error())
                .isEqualTo(Refusal.TOO_MANY_SUBSCRIPTIONS.text());
        client.publishes(channel, "1");
        client.subscribes(group).awaitsNew(1);
    }

    @Test
    void s14_152_shouldRememberWhoHasAMovedMessage(PersistentServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        var moved = MovedMessage.of(client, Subscribing.to(channel).queue("group"), 60);

        // when
        server.restarts();

        // then: nothing is due, until the one that has it leaves
        moved.before.staysQuiet(MORE_THAN_ONE_SECOND);
        moved.after.staysQuiet();
        assertThat(moved.after.closes()).isEmpty();
        moved.before.awaitsAgain(1);
    }

    @Test
    void s14_152_shouldForgetAMovedMessageThatWasAcknowledged(PersistentServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        var moved = MovedMessage.of(client, Subscribing.to(channel).queue("group"), 60);
        moved.after.acknowledges(1);
        client.settles(channel);

        // when
        server.restarts();
        assertThat(moved.after.closes()).isEmpty();

        // then
        moved.before.staysQuiet(MORE_THAN_ONE_SECOND);
        moved.after.staysQuiet();
    }

    @Test
    void s14_153_shouldRememberAGroupsPosition(PersistentServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing group = Subscribing.to(channel).queue("group").fromFirst();
        Subscriber staying = client.subscribes(group);
        Subscriber leaving = client.subscribes(group);
        client.publishes(channel, 2);
        staying.awaitsAndAcknowledges(1);
        leaving.awaitsAndAcknowledges(2);
        assertThat(leaving.closes()).isEmpty();

        // when
        server.restarts();
        Subscriber next = client.subscribes(group);
        client.publishes(channel, 2);

        // then
        List<Delivered> both = List.of(staying.awaits(), next.awaits());
        assertThat(both).extracting(Delivered::sequence).containsExactlyInAnyOrder(3L, 4L);
        assertThat(both).noneMatch(Delivered::redelivered);
    }

    @Test
    void s14_156_shouldResumeAGroupAfterARestart(PersistentServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing group = Subscribing.to(channel).queue("group").durable("dur");
        Subscriber member = client.subscribes(group);
        client.publishes(channel, "1");
        member.awaitsNew(1);
        assertThat(member.closes()).isEmpty();

        // when
        server.restarts();
        client.publishes(channel, "2");
        Subscriber rejoined = client.subscribes(group);

        // then
        rejoined.awaitsAgain(1);
        rejoined.awaitsNew(2);
    }

    @Test
    void s14_157_shouldRememberWhoLeftAGroup(PersistentServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing group = Subscribing.to(channel).queue("group").durable("dur");
        Subscriber first = client.subscribes(group);
        Subscriber second = client.subscribes(group);
        assertThat(second.closes()).isEmpty();
        assertThat(first.closes()).isEmpty();

        // when
        server.restarts();
        Subscriber only = client.subscribes(group);
        client.publishes(channel, 4);

        // then: all come to it, which is alone
        only.awaitsNew(1, 2, 3, 4);
    }
}
