package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.Encoded;
import dev.stanchion.conformance.peer.Publishing;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.AsGo;
import dev.stanchion.conformance.server.DiffersFromGo;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.ServerUnderTest;
import dev.stanchion.protocol.PubAck;
import dev.stanchion.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section "Publish". Source: {@code spec/streaming.md} 4 and 10.1. */
@AgainstServer
class PublishIT {
    @Test
    void s14_035_shouldEchoTheGuid(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String guid = "g".repeat(150);

        // when
        PubAck ack = client.asksToPublish(client.message(server.newName(), "hello").guid(guid));

        // then
        assertThat(ack).isEqualTo(new PubAck(guid, ""));
    }

    @Test
    void s14_036_shouldRefuseAnUndecodableMessage(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();

        // when
        client.startsToPublish(channel, Encoded.dummy());

        // then
        assertThat(client.pubAcks().awaits().error())
                .isEqualTo(Refusal.INVALID_PUBLISH_REQUEST.text());
        assertThat(server.hasChannel(channel)).isFalse();
    }

    @Test
    void s14_037_shouldRefuseAMessageWithoutGuid(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();

        // when
        PubAck ack = client.asksToPublish(client.message(channel, "hello").guid(""));

        // then
        assertThat(ack.error()).isEqualTo(Refusal.INVALID_PUBLISH_REQUEST.text());
        assertThat(server.hasChannel(channel)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo.*", "foo*", ">", ".foo", "foo.", "foo..bar", "a/b", ""})
    void s14_038_shouldRefuseAnInvalidChannelName(String channel, ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        Publishing message = client.message(channel, "hello");

        // when
        PubAck ack = client.asksToPublishOn(server.newName(), message);

        // then
        assertThat(ack)
                .isEqualTo(new PubAck(message.guid(), Refusal.INVALID_PUBLISH_REQUEST.text()));
        assertThat(server.hasChannel(channel)).isFalse();
    }

    @Test
    @AsGo
    void s14_039_shouldBelieveTheConnectionIdRatherThanTheClientId(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        Publishing message = client.message(server.newName(), "hello");

        // then
        assertThat(client.asksToPublish(message.clientId("")).error()).isEmpty();
        assertThat(client.asksToPublish(message.clientId("wrong")).error()).isEmpty();
        assertThat(client.asksToPublish(message.connId("")).error()).isEmpty();
        assertThat(client.asksToPublish(message.connId("wrong")).error())
                .isEqualTo(Refusal.INVALID_PUBLISH_REQUEST.text());
    }

    @Test
    @DiffersFromGo("a message that names another client than its subject does is refused")
    void s14_039_shouldBelieveTheSubjectRatherThanTheNames(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        StanPeer other = server.client();
        Publishing message = client.message(server.newName(), "hello");
        String refused = Refusal.INVALID_PUBLISH_REQUEST.text();

        // then
        assertThat(client.asksToPublish(message.clientId("")).error()).isEmpty();
        assertThat(client.asksToPublish(message.connId("")).error()).isEmpty();
        assertThat(client.asksToPublish(message.clientId("wrong")).error()).isEqualTo(refused);
        assertThat(client.asksToPublish(message.connId("wrong")).error()).isEqualTo(refused);
        assertThat(client.asksToPublish(message.connId(other.connId())).error()).isEqualTo(refused);
    }

    @Test
    void s14_040_shouldNotLetAStrangerCreateAChannel(ServerUnderTest server) {
        // given
        StanPeer stranger = server.stranger();
        String channel = server.newName();
        Publishing message = stranger.message(channel, "hello");

        // then
        assertThat(stranger.asksToPublish(message).error())
                .isEqualTo(Refusal.INVALID_PUBLISH_REQUEST.text());
        assertThat(stranger.asksToPublish(message.connId("")).error())
                .isEqualTo(Refusal.INVALID_PUBLISH_REQUEST.text());
        assertThat(server.hasChannel(channel)).isFalse();
    }

    @Test
    void s14_041_shouldTakeTheChannelFromTheMessage(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        String other = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel));

        // when
        PubAck ack = client.asksToPublishOn(other, client.message(channel, "hello"));

        // then
        assertThat(ack.error()).isEmpty();
        assertThat(subscriber.awaits().channel()).isEqualTo(channel);
        assertThat(server.hasChannel(other)).isFalse();
    }

    @Test
    void s14_042_shouldCarryReplyAndEmptyData(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel));

        // when
        PubAck ack = client.asksToPublish(client.message(channel, "").reply("answer.here"));

        // then
        assertThat(ack.error()).isEmpty();
        Delivered message = subscriber.awaits();
        assertThat(message.reply()).isEqualTo("answer.here");
        assertThat(message.data()).isEmpty();
    }

    @Test
    void s14_043_shouldStoreTheSameGuidTwice(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel));
        Publishing message = client.message(channel, "hello");

        // when
        client.startsToPublish(message);
        client.startsToPublish(message);

        // then
        assertThat(client.awaitsPubAcks(2)).extracting(PubAck::guid).containsOnly(message.guid());
        subscriber.awaitsNew(1, 2);
    }

    @Test
    void s14_044_shouldStoreAMessageWithoutNatsReply(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel));

        // when
        client.publishesWithoutReply(client.message(channel, "hello"));

        // then
        subscriber.awaitsNew(1);
        client.publishes(channel, "another, acked");
        assertThat(client.pubAcks().soFar()).isEmpty();
    }

    @Test
    void s14_045_shouldDeliverBeforeItAcknowledges(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        var acksBeforeDelivery = new ConcurrentLinkedQueue<Integer>();
        Subscriber subscriber =
                client.subscribes(
                        Subscribing.to(channel),
                        (self, message) -> acksBeforeDelivery.add(client.pubAcks().soFar().size()));

        // when
        client.startsToPublish(client.message(channel, "hello"));
        subscriber.awaitsNew(1);

        // then
        assertThat(acksBeforeDelivery).containsExactly(0);
        client.awaitsPubAcks(1);
    }

    @Test
    void s14_045_shouldAcknowledgeInOrderOfPublishing(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        List<String> guids = new ArrayList<>();

        // when
        for (int i = 0; i < 500; i++) {
            Publishing message = client.message(channel, "hello");
            guids.add(message.guid());
            client.startsToPublish(message);
        }

        // then
        assertThat(client.awaitsPubAcks(guids.size()))
                .extracting(PubAck::guid)
                .containsExactlyElementsOf(guids);
    }

    @Test
    void s14_046_shouldStoreMoreThanABatchInOrder(ServerUnderTest server) {
        publishMoreThanABatch(server);
    }

    @Test
    @Flags(Flags.SMALL_BATCHES)
    void s14_046_shouldStoreMoreThanASmallBatchInOrder(ServerUnderTest server) {
        publishMoreThanABatch(server);
    }

    @Test
    @Flags(Flags.NO_BATCHES)
    void s14_046_shouldStoreInOrderWithoutBatches(ServerUnderTest server) {
        publishMoreThanABatch(server);
    }

    private static void publishMoreThanABatch(ServerUnderTest server) {
        // given
        int count = 1124;
        StanPeer client = server.client();
        String channel = server.newName();

        // when
        client.publishes(channel, count);

        // then
        Subscriber reader = client.subscribesAndAcknowledges(Subscribing.to(channel).fromFirst());
        List<Delivered> messages = reader.awaitsMessages(count);
        assertThat(messages)
                .extracting(Delivered::data)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList());
        assertThat(messages)
                .extracting(Delivered::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
    }

    @Test
    @Flags(Flags.ONE_CHANNEL_AND_SUBSCRIPTION)
    void s14_047_shouldRefuseOneChannelTooMany(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        client.publishes("only", "first");
        String other = server.newName();

        // when
        PubAck ack = client.asksToPublish(client.message(other, "hello"));

        // then
        assertThat(ack.error()).isEqualTo(Refusal.TOO_MANY_CHANNELS.text());
        assertThat(server.hasChannel(other)).isFalse();
        client.publishes("only", "still works");
    }

    @Test
    void s14_048_shouldRefuseAChannelThatDiffersInCaseOnly(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName() + "-Foo";
        client.publishes(channel, "first");

        for (String other : List.of(channel.replace("Foo", "foo"), channel.replace("Foo", "FoO"))) {
            // when
            PubAck ack = client.asksToPublish(client.message(other, "hello"));
            String subscribing = client.asksToSubscribe(Subscribing.to(other)).error();

            // then
            assertThat(ack.error()).isEqualTo(Refusal.differentCase(other, channel));
            assertThat(subscribing).isEqualTo(Refusal.differentCase(other, channel));
        }
        client.publishes(channel, "still works");
    }
}
