package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Patience;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.ServerUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Section "Inactivity". Source: {@code spec/streaming.md} 10.3. The period is that of {@link
 * Flags#SHORT_INACTIVITY}.
 */
@Tag("long")
@AgainstServer
@Flags(Flags.SHORT_INACTIVITY)
class InactivityIT {
    private static final Duration PERIOD = Duration.ofMillis(500);

    /** The ways in which the last active subscription can end. */
    enum Going {
        UNSUBSCRIBE,
        CLOSE,
        CONNECTION_CLOSE,
        CONNECTION_LOST;

        void happens(StanPeer client, Subscriber subscriber) {
            switch (this) {
                case UNSUBSCRIBE -> assertThat(subscriber.unsubscribes()).isEmpty();
                case CLOSE -> assertThat(subscriber.closes()).isEmpty();
                case CONNECTION_CLOSE -> assertThat(client.closes()).isEmpty();
                case CONNECTION_LOST -> client.nats().cuts();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void s14_139_shouldDeleteAChannelWithoutSubscriptions(Going going, ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel));
        subscriber.staysQuiet(PERIOD.plusMillis(200));
        assertThat(server.hasChannel(channel)).isTrue();
        long goneNanos = System.nanoTime();

        // when
        going.happens(client, subscriber);

        // then
        Patience.until("channel deleted", () -> !server.hasChannel(channel));
        assertThat(since(goneNanos)).isGreaterThanOrEqualTo(PERIOD);
    }

    @Test
    void s14_140_shouldKeepAChannelThatIsPublishedTo(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        long lastNanos = System.nanoTime();

        // when
        for (int i = 0; i < 20; i++) {
            lastNanos = System.nanoTime();
            client.publishes(channel, "hello");
            client.pubAcks().stayAway(Duration.ofMillis(50));
            boolean isKept = server.hasChannel(channel);
            if (since(lastNanos).compareTo(PERIOD) < 0) { // or the machine was too slow to tell
                assertThat(isKept).isTrue();
            }
        }

        // then
        Patience.until("channel deleted", () -> !server.hasChannel(channel));
        assertThat(since(lastNanos)).isGreaterThanOrEqualTo(PERIOD);
    }

    @Test
    void s14_141_shouldDeleteAChannelThatOnlyOfflineDurablesHold(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur").fromFirst();
        Subscriber plainDurable = client.subscribes(durable);
        Subscriber durableMember = client.subscribes(durable.queue("group"));
        client.publishes(channel, "1");
        plainDurable.awaitsAndAcknowledges(1);
        durableMember.awaitsAndAcknowledges(1);

        // when
        assertThat(plainDurable.closes()).isEmpty();
        assertThat(durableMember.closes()).isEmpty();

        // then: gone with their positions
        Patience.until("channel deleted", () -> !server.hasChannel(channel));
        Subscriber freshDurable = client.subscribes(durable);
        Subscriber freshMember = client.subscribes(durable.queue("group"));
        client.publishes(channel, "1 again");
        freshDurable.awaitsNew(1);
        freshMember.awaitsNew(1);
    }

    @Test
    void s14_145_shouldCountFromOneInAChannelThatWasDeleted(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        client.publishes(channel, 5);
        Patience.until("channel deleted", () -> !server.hasChannel(channel));

        // when
        Subscriber subscriber = client.subscribes(Subscribing.to(channel));
        client.publishes(channel, "first");

        // then
        subscriber.awaitsNew(1);
    }

    private static Duration since(long startedNanos) {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }
}
