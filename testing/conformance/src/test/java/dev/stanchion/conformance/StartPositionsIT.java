package dev.stanchion.conformance;

import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.ServerUnderTest;
import dev.stanchion.protocol.StartPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Section "Start positions". Source: {@code spec/streaming.md} 5.2. */
@AgainstServer
class StartPositionsIT {
    @Test
    void s14_061_shouldStartAnywhereInAnEmptyChannel(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();

        // when
        List<Subscriber> subscribers = anywhere(client, channel);

        // then
        subscribers.getLast().staysQuiet();
        client.publishes(channel, "first");
        subscribers.forEach(subscriber -> subscriber.awaitsNew(1));
    }

    private static List<Subscriber> anywhere(StanPeer client, String channel) {
        Subscribing wish = Subscribing.to(channel);
        return List.of(
                client.subscribes(wish),
                client.subscribes(wish.from(StartPosition.LAST_RECEIVED)),
                client.subscribes(wish.fromTimeAgo(Duration.ofSeconds(10))),
                client.subscribes(wish.fromSequence(1)),
                client.subscribes(wish.fromFirst()));
    }

    @Test
    void s14_062_shouldStartWithNewMessagesOnly(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        client.publishes(channel, 10);

        // when
        Subscriber subscriber = client.subscribes(Subscribing.to(channel));

        // then
        subscriber.staysQuiet();
        client.publishes(channel, "11");
        subscriber.awaitsNew(11);
    }

    @Test
    void s14_063_shouldStartWithTheLastMessage(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        client.publishes(channel, 10);

        // when
        Subscriber subscriber =
                client.subscribes(Subscribing.to(channel).from(StartPosition.LAST_RECEIVED));

        // then
        client.publishes(channel, "11");
        subscriber.awaitsNew(10, 11);
    }

    @Test
    void s14_064_shouldStartWithTheFirstMessage(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        client.publishes(channel, 10);

        // when
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).fromFirst());

        // then
        subscriber.awaitsNew(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    @Flags(Flags.TEN_MESSAGES)
    void s14_065_shouldStartAtASequenceThatIsKept(ServerUnderTest server) {
        // given: 11 to 20 are kept
        StanPeer client = server.client();
        String channel = server.newName();
        client.publishes(channel, 20);
        Subscribing wish = Subscribing.to(channel);

        // when
        Subscriber beforeTheFirst = client.subscribes(wish.fromSequence(1));
        Subscriber amongThem = client.subscribes(wish.fromSequence(14));
        Subscriber afterTheLast = client.subscribes(wish.fromSequence(21));

        // then
        beforeTheFirst.awaitsNew(11, 12, 13);
        amongThem.awaitsNew(14, 15, 16);
        afterTheLast.staysQuiet();
        client.publishes(channel, "21");
        afterTheLast.awaitsNew(21);
    }

    @Test
    void s14_066_shouldNotWaitForASequenceFarAhead(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        client.publishes(channel, 10);
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).fromSequence(50));

        // when
        client.publishes(channel, "11");

        // then
        subscriber.awaitsNew(11);
    }

    @Test
    void s14_067_shouldTakeSequenceZeroForTheFirst(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        client.publishes(channel, 3);

        // when
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).fromSequence(0));

        // then
        subscriber.awaitsNew(1, 2, 3);
    }

    @Test
    void s14_068_shouldStartAtATime(ServerUnderTest server) {
        // given: two messages 1.5 s apart
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing wish = Subscribing.to(channel);
        Subscriber witness = client.subscribes(wish);
        client.publishes(channel, "1");
        witness.awaitsNew(1);
        server.letsAckWaitPass();
        witness.staysQuiet(Duration.ofMillis(500));
        client.publishes(channel, "2");
        Delivered second = witness.awaits();

        // when
        Subscriber fromBefore = client.subscribes(wish.fromTimeAgo(Duration.ofSeconds(10)));
        Duration sinceSecond = Duration.between(storedAt(second), Instant.now());
        Subscriber fromBetween = client.subscribes(wish.fromTimeAgo(sinceSecond.plusSeconds(1)));
        witness.staysQuiet(Duration.ofMillis(250));
        Subscriber fromAfter = client.subscribes(wish.fromTimeAgo(Duration.ofMillis(100)));

        // then
        fromBefore.awaitsNew(1, 2);
        fromBetween.awaitsNew(2);
        fromAfter.staysQuiet();
        client.publishes(channel, "3");
        fromAfter.awaitsNew(3);
    }

    private static Instant storedAt(Delivered message) {
        return Instant.EPOCH.plus(
                message.timestampEpochNanos(), TimeUnit.NANOSECONDS.toChronoUnit());
    }

    @Test
    @Flags(Flags.ONE_SECOND_OF_AGE)
    void s14_069_shouldStartWithTheNextMessageWhenAllHaveExpired(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        client.publishes(channel, 3);
        client.awaitsEmptiness(channel);

        // when
        List<Subscriber> subscribers = anywhere(client, channel);
        client.publishes(channel, "4");

        // then
        subscribers.forEach(subscriber -> subscriber.awaitsNew(4));
    }

    @Test
    void s14_070_shouldSkipAndRepeatNothingWhileMessagesArrive(ServerUnderTest server) {
        // given
        int half = 1000;
        StanPeer publisher = server.client();
        String channel = server.newName();
        publisher.publishes(channel, half);
        StanPeer client = server.client();
        for (int i = 0; i < half; i++) {
            publisher.startsToPublish(publisher.message(channel, "concurrent"));
        }

        // when
        Subscriber subscriber =
                client.subscribesAndAcknowledges(Subscribing.to(channel).fromFirst());

        // then
        publisher.awaitsPubAcks(half);
        subscriber.awaitsNew(LongStream.rangeClosed(1, 2L * half).toArray());
        subscriber.staysQuiet();
    }

    @Test
    void s14_071_shouldStartAfterWhatWasAcknowledgedToItsPublisher(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        client.publishes(channel, 50);

        // when
        Subscriber subscriber = client.subscribes(Subscribing.to(channel));
        client.publishes(channel, 50);

        // then
        subscriber.awaitsNew(LongStream.rangeClosed(51, 100).toArray());
    }
}
