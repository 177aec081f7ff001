package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Arrivals;
import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.Encoded;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.ServerUnderTest;
import dev.stanchion.kit.wire.NatsMessage;
import dev.stanchion.protocol.Refusal;
import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section "Subscribe requests". Source: {@code spec/streaming.md} 5.1 and 5.3. */
@AgainstServer
class SubscribeRequestsIT {
    @Test
    void s14_050_shouldRefuseARequestWithoutMeaning(ServerUnderTest server) {
        // given
        StanPeer client = server.client();

        // then
        assertThat(client.asksToSubscribe(Encoded.dummy()).error())
                .isEqualTo(Refusal.INVALID_SUBSCRIPTION_REQUEST.text());
        assertThat(client.asksToSubscribe(Encoded.empty()).error())
                .isEqualTo(Refusal.CLIENT_ID_MISSING.text());
    }

    @Test
    void s14_051_shouldCheckTheFieldsInOrder(ServerUnderTest server) {
        // given: a request in which everything is wrong, mended from one step to the next
        StanPeer stranger = server.stranger();
        String id = stranger.id();
        String channel = server.newName();
        List<SubscriptionRequest> steps =
                List.of(
                        request("", "foo.*", 0, 0, 5),
                        request(id, "foo.*", 0, 0, 5),
                        request(id, "foo.*", 0, 1, 5),
                        request(id, "foo.*", 1, 1, 5),
                        request(id, "foo.*", 1, 1, 0),
                        request(id, channel, 1, 1, 0));

        // when
        List<String> errors =
                steps.stream().map(step -> stranger.asksToSubscribe(step).error()).toList();

        // then
        assertThat(errors)
                .containsExactly(
                        Refusal.CLIENT_ID_MISSING.text(),
                        Refusal.INVALID_ACK_WAIT.text(),
                        Refusal.INVALID_MAX_IN_FLIGHT.text(),
                        Refusal.INVALID_START_POSITION.text(),
                        Refusal.INVALID_CHANNEL.text(),
                        Refusal.UNKNOWN_CLIENT_ID.text());
        assertThat(server.hasChannel(channel)).isFalse();
    }

    private static SubscriptionRequest request(
            String clientId, String channel, int maxInFlight, int ackWait, int position) {
        return new SubscriptionRequest(
                clientId, channel, "", "inbox", maxInFlight, ackWait, "", position, 0, 0);
    }

    @Test
    void s14_052_shouldRefuseNumbersOutOfRange(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        Subscribing wish = Subscribing.to(server.newName());

        // then
        for (int tooSmall : List.of(0, -1)) {
            assertThat(client.asksToSubscribe(wish.ackWaitSeconds(tooSmall)).error())
                    .isEqualTo(Refusal.INVALID_ACK_WAIT.text());
            assertThat(client.asksToSubscribe(wish.maxInFlight(tooSmall)).error())
                    .isEqualTo(Refusal.INVALID_MAX_IN_FLIGHT.text());
        }
        for (int noPosition : List.of(-1, 5)) {
            assertThat(client.asksToSubscribe(wish.fromPosition(noPosition)).error())
                    .isEqualTo(Refusal.INVALID_START_POSITION.text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo*.bar", "foo.bar*", "foo.>.*"})
    void s14_053_shouldRefuseWildcards(String channel, ServerUnderTest server) {
        assertThat(server.client().asksToSubscribe(Subscribing.to(channel)).error())
                .isEqualTo(Refusal.INVALID_CHANNEL.text());
    }

    @Test
    void s14_054_shouldNotLetAStrangerSubscribe(ServerUnderTest server) {
        // given
        StanPeer stranger = server.stranger();
        String channel = server.newName();

        // then
        assertThat(stranger.asksToSubscribe(Subscribing.to(channel)).error())
                .isEqualTo(Refusal.UNKNOWN_CLIENT_ID.text());
        assertThat(server.hasChannel(channel)).isFalse();
    }

    @Test
    void s14_054_shouldNotResumeTheDurableOfAClosedClient(ServerUnderTest server) {
        // given
        StanPeer closed = server.client();
        Subscribing durable = Subscribing.to(server.newName()).durable("dur");
        assertThat(closed.asksToSubscribe(durable).error()).isEmpty();
        closed.closes();

        // then
        assertThat(closed.asksToSubscribe(durable).error())
                .isEqualTo(Refusal.UNKNOWN_CLIENT_ID.text());
    }

    @Test
    void s14_055_shouldRefuseAColonInTheDurableNameOfAQueueGroupOnly(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").durable("dur:name");

        // then
        assertThat(client.asksToSubscribe(member).error())
                .isEqualTo(Refusal.INVALID_DURABLE_NAME.text());
        assertThat(server.hasChannel(channel)).isTrue();
        assertThat(client.asksToSubscribe(Subscribing.to(channel).durable("a:b")).error())
                .isEmpty();
    }

    @Test
    @Flags(Flags.ONE_CHANNEL_AND_SUBSCRIPTION)
    void s14_056_shouldRefuseOneChannelTooMany(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        client.publishes("only", "it exists");
        String other = server.newName();

        // then
        assertThat(client.asksToSubscribe(Subscribing.to(other)).error())
                .isEqualTo(Refusal.TOO_MANY_CHANNELS.text());
        assertThat(server.hasChannel(other)).isFalse();
    }

    @Test
    @Flags(Flags.ONE_CHANNEL_AND_SUBSCRIPTION)
    void s14_057_shouldRefuseOneSubscriptionTooMany(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        Subscribing plain = Subscribing.to("only");
        Subscriber first = client.subscribes(plain);

        for (Subscribing kind : kinds(plain)) {
            // then
            assertThat(client.asksToSubscribe(kind).error())
                    .isEqualTo(Refusal.TOO_MANY_SUBSCRIPTIONS.text());
        }
        client.publishes("only", "hello");
        assertThat(first.awaits().channel()).isEqualTo("only");
    }

    @Test
    @Flags(Flags.SHORT_HEARTBEATS)
    void s14_058_shouldRefuseRequestsQueuedWhenTheClientIsClosed(ServerUnderTest server) {
        // given
        StanPeer doomed = server.stranger();
        doomed.heartbeats().findNobody();
        doomed.connects();
        List<String> errors = new ArrayList<>();

        // when
        while (!errors.contains(Refusal.UNKNOWN_CLIENT_ID.text())) {
            errors = doomed.startsToSubscribe(Subscribing.to(server.newName()), 200).awaits(200);
        }

        // then
        int refused = errors.indexOf(Refusal.UNKNOWN_CLIENT_ID.text());
        assertThat(errors.subList(0, refused)).allMatch(String::isEmpty);
        assertThat(errors.subList(refused, errors.size()))
                .containsOnly(Refusal.UNKNOWN_CLIENT_ID.text());
        server.client().publishes(server.newName(), "the server lives");
    }

    @Test
    void s14_059_shouldRespondBeforeItDelivers(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        StanPeer publisher = server.client();
        String channel = server.newName();
        publisher.publishes(channel, 10);

        for (int round = 0; round < 10; round++) {
            for (Subscribing kind : kinds(Subscribing.to(channel).fromFirst())) {
                // when
                for (int i = 0; i < 20; i++) {
                    publisher.startsToPublish(publisher.message(channel, "concurrent"));
                }
                Arrivals<NatsMessage> arrivals = client.startsToSubscribe(kind);
                publisher.awaitsPubAcks(20);

                // then: a message would carry its channel where a response carries the ack inbox
                ByteBuf first = arrivals.awaits().payload();
                SubscriptionResponse response =
                        SubscriptionResponse.decode(first, 0, first.readableBytes()).orElseThrow();
                assertThat(response.error()).isEmpty();
                assertThat(response.ackInbox()).startsWith("_INBOX.");
                assertThat(Delivered.from(arrivals.awaits()).channel()).isEqualTo(channel);
                assertThat(client.closesSubscription(channel, response.ackInbox())).isEmpty();
            }
        }
    }

    private static List<Subscribing> kinds(Subscribing plain) {
        return List.of(
                plain,
                plain.durable("dur"),
                plain.queue("group"),
                plain.queue("group").durable("dur"));
    }

    @Test
    void s14_060_shouldCloseASubscriptionByItsDeliveryInbox(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber =
                client.subscribes(
                        Subscribing.to(channel).fromPosition(StartPosition.LAST_RECEIVED.number()));

        // when
        String error = client.closesSubscription(channel, subscriber.inbox());

        // then
        assertThat(error).isEmpty();
        client.publishes(channel, "nobody there");
        subscriber.staysQuiet();
        assertThat(subscriber.closes()).isEqualTo(Refusal.INVALID_SUBSCRIPTION.text());
    }
}
