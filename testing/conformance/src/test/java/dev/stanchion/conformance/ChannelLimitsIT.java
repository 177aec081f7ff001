package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Patience;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.PersistentServer;
import dev.stanchion.conformance.server.ServerUnderTest;
import dev.stanchion.protocol.Refusal;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Section "Unsubscribe, limits, inactivity", for channels with limits of their own, which only a
 * configuration file can express. Source: {@code spec/streaming.md} 10.2.
 */
@AgainstServer
class ChannelLimitsIT {
    @Test
    @Flags(Flags.CHANNEL_LIMITS)
    void s14_137_shouldEnforceAChannelsOwnLimits(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String hundredBytes = "x".repeat(100);

        // when
        client.publishes("own.msgs", 20);
        client.publishes("own.subs", 20);
        client.publishes(server.newName(), "any");
        for (int i = 0; i < 20; i++) {
            client.publishes("own.bytes", hundredBytes);
        }
        client.publishes("own.age", "old soon");

        // then: each channel has its own limits, and the common ones besides
        Subscriber two = readsFromFirst(client, "own.msgs");
        two.awaitsNew(19, 20);
        readsFromFirst(client, "own.msgs");
        assertThat(client.asksToSubscribe(Subscribing.to("own.msgs")).error())
                .isEqualTo(Refusal.TOO_MANY_SUBSCRIPTIONS.text());
        Subscriber one = readsFromFirst(client, "own.subs");
        one.awaitsNew(numbers(11, 20));
        assertThat(client.asksToSubscribe(Subscribing.to("own.subs")).error())
                .isEqualTo(Refusal.TOO_MANY_SUBSCRIPTIONS.text());
        assertThat(readsFromFirst(client, "own.bytes").awaits().sequence()).isBetween(12L, 20L);
        client.awaitsEmptiness("own.age");
    }

    @Test
    @Flags(Flags.CHANNEL_LIMITS)
    void s14_138_shouldLiftLimitsForAChannel(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String restricted = server.newName();

        // when
        client.publishes("lifted", 30);
        client.publishes(restricted, 30);

        // then
        for (int i = 0; i < 5; i++) {
            readsFromFirst(client, "lifted").awaitsNew(numbers(1, 30));
        }
        readsFromFirst(client, restricted).awaitsNew(numbers(21, 30));
        readsFromFirst(client, restricted);
        assertThat(client.asksToSubscribe(Subscribing.to(restricted)).error())
                .isEqualTo(Refusal.TOO_MANY_SUBSCRIPTIONS.text());
    }

    @Test
    @Flags(Flags.CHANNEL_INACTIVITY)
    void s14_142_shouldDeleteChannelsByTheirOwnPeriods(PersistentServer server) {
        // given
        StanPeer client = server.client();
        String other = server.newName();
        long createdNanos = System.nanoTime();
        client.publishes("foo.x", "1");
        client.publishes("foo.bar", "1");
        client.publishes(other, "1");

        // then
        Patience.until("other deleted", () -> !server.hasChannel(other));
        Patience.until("foo.x deleted", () -> !server.hasChannel("foo.x"));
        assertThat(since(createdNanos)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(server.hasChannel("foo.bar")).isTrue();

        // when
        client.publishes("foo.x", "1 again");
        server.stops();
        long startedNanos = System.nanoTime();
        server.starts();

        // then: a full period begins with the start
        Patience.until("foo.x deleted again", () -> !server.hasChannel("foo.x"));
        assertThat(since(startedNanos)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(server.hasChannel("foo.bar")).isTrue();
    }

    private static Subscriber readsFromFirst(StanPeer client, String channel) {
        return client.subscribes(Subscribing.to(channel).fromFirst());
    }

    private static long[] numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).toArray();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
