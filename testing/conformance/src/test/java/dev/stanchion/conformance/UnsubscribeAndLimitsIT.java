package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Encoded;
import dev.stanchion.conformance.peer.NatsPeer;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.ServerUnderTest;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.protocol.Refusal;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section "Unsubscribe, limits". Source: {@code spec/streaming.md} 9 and 10.2. */
@AgainstServer
class UnsubscribeAndLimitsIT {
    @Test
    void s14_132_shouldRefuseARequestWithoutMeaning(ServerUnderTest server) {
        // given
        StanPeer client = server.client();

        // then
        assertThat(client.unsubscribes(Encoded.dummy()))
                .isEqualTo(Refusal.INVALID_UNSUBSCRIBE_REQUEST.text());
        assertThat(client.closesSubscription(Encoded.dummy()))
                .isEqualTo(Refusal.INVALID_UNSUBSCRIBE_REQUEST.text());
        assertThat(client.unsubscribes(Encoded.empty())).isEqualTo(Refusal.UNKNOWN_CHANNEL.text());
        assertThat(client.closesSubscription(Encoded.empty()))
                .isEqualTo(Refusal.UNKNOWN_CHANNEL.text());
    }

    @Test
    void s14_133_shouldLetOnlyTheOwnerUnsubscribe(ServerUnderTest server) {
        // given
        StanPeer owner = server.client();
        String channel = server.newName();
        Subscriber subscriber = owner.subscribes(Subscribing.to(channel));
        String ackInbox = subscriber.ackInbox();

        // then
        assertThat(owner.unsubscribes(channel, NatsPeer.newInbox()))
                .isEqualTo(Refusal.INVALID_SUBSCRIPTION.text());
        assertThat(server.stranger().unsubscribes(channel, ackInbox))
                .isEqualTo(Refusal.UNKNOWN_CLIENT_ID.text());
        assertThat(server.client().unsubscribes(channel, ackInbox))
                .isEqualTo(Refusal.UNKNOWN_CLIENT_ID.text());
        assertThat(subscriber.unsubscribes()).isEmpty();
    }

    @Test
    void s14_134_shouldUnsubscribeOneOfThree(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber first = client.subscribes(Subscribing.to(channel));
        Subscriber middle = client.subscribes(Subscribing.to(channel));
        Subscriber last = client.subscribes(Subscribing.to(channel));

        // when
        assertThat(middle.unsubscribes()).isEmpty();

        // then
        client.publishes(channel, "hello");
        first.awaitsNew(1);
        last.awaitsNew(1);
        middle.staysQuiet();
        assertThat(middle.unsubscribes()).isEqualTo(Refusal.INVALID_SUBSCRIPTION.text());
    }

    /** The possible actions of a client right after its last ack. */
    enum Ending {
        UNSUBSCRIBE(true, false),
        CLOSE(false, false),
        CONNECTION_CLOSE(false, true),
        UNSUBSCRIBE_AND_CONNECTION_CLOSE(true, true);

        private final boolean unsubscribes;
        private final boolean closesConnection;

        Ending(boolean unsubscribes, boolean closesConnection) {
            this.unsubscribes = unsubscribes;
            this.closesConnection = closesConnection;
        }

        void happens(StanPeer client, Subscriber subscriber) {
            if (unsubscribes) {
                assertThat(subscriber.unsubscribes()).isEmpty();
            } else if (!closesConnection) {
                assertThat(subscriber.closes()).isEmpty();
            }
            if (closesConnection) {
                assertThat(client.closes()).isEmpty();
                client.connects();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void s14_135_shouldCountAnAckThatComesJustBeforeTheEnd(Ending ending, ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur");

        for (long round = 0; round < 50; round++) {
            // when
            Subscriber subscriber = client.subscribes(durable);
            client.publishes(channel, 10);
            subscriber.awaitsNew(LongStream.rangeClosed(round * 10 + 1, round * 10 + 10).toArray());
            subscriber.acknowledges(
                    LongStream.rangeClosed(round * 10 + 1, round * 10 + 10).toArray());

            // then: the next round would begin with the redelivered messages
            ending.happens(client, subscriber);
        }
    }

    @Test
    @Flags(Flags.TEN_MESSAGES)
    void s14_136_shouldKeepTheNewestOfTooManyMessages(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();

        // when
        client.publishes(channel, 20);

        // then
        client.subscribes(Subscribing.to(channel).fromFirst())
                .awaitsNew(LongStream.rangeClosed(11, 20).toArray());
    }

    @Test
    @Flags(Flags.TEN_MESSAGES)
    void s14_136_shouldKeepTheNewestOfTooManyBytes(ServerUnderTest server) {
        // given: five messages are exactly 5000 bytes
        StanPeer client = server.client();
        String channel = server.newName();
        long anyTimestamp = System.currentTimeMillis() * 1_000_000;
        int besidesData =
                MsgProtoEncoder.encodedLength(1, channel.length(), 0, 900, anyTimestamp) - 900;

        // when
        for (int i = 0; i < 8; i++) {
            client.publishes(channel, "x".repeat(1000 - besidesData));
        }

        // then
        client.subscribes(Subscribing.to(channel).fromFirst()).awaitsNew(4, 5, 6, 7, 8);
    }

    @Test
    @Flags(Flags.TEN_MESSAGES)
    void s14_136_shouldKeepOneHugeMessage(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        client.publishes(channel, 3);

        // when
        client.publishes(channel, "x".repeat(6000));

        // then
        Subscriber reader = client.subscribes(Subscribing.to(channel).fromFirst());
        reader.awaitsNew(4);
        client.publishes(channel, "5");
        reader.awaitsNew(5);
    }
}
