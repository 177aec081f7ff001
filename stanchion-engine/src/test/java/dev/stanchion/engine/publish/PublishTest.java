package dev.stanchion.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.Compatibility;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.PubAck;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishTest {
    private static final String INVALID = "stan: invalid publish request";

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final TestClient client = bed.connected("orders");

    @AfterEach
    void close() {
        bed.close();
    }

    private PubAck lastAck() {
        bed.settle();
        return client.acks().getLast();
    }

    @Test
    void shouldStoreAndDeliverWhatWasPublished() {
        // given
        TestSubscription listener = client.subscribes("foo");

        // when
        client.sendsMessage("orders", "foo", "data", "reply.to", client.connectionId());
        bed.settle();

        // then
        Received received = listener.received().getFirst();
        assertThat(received.sequence()).isEqualTo(1);
        assertThat(received.channel()).isEqualTo("foo");
        assertThat(received.reply()).isEqualTo("reply.to");
        assertThat(received.data()).isEqualTo("data");
        assertThat(received.timestamp()).isEqualTo(bed.shards().epochNanos());
        assertThat(received.redeliveries()).isZero();
    }

    @Test
    void shouldAcknowledgeInOrderAfterDelivering() {
        // given
        List<String> guids = IntStream.range(0, 600).mapToObj(i -> "g" + i).toList();

        // when
        client.publishes("foo", 600);

        // then
        assertThat(client.ackedGuids()).isEqualTo(guids);
        assertThat(client.acks()).allMatch(ack -> ack.error().isEmpty());
    }

    @Test
    void shouldRefuseAtOnceAndAcknowledgeInOrderAfterwards() {
        try (EngineBed one = EngineBed.started()) {
            // given
            TestClient burst = one.connected("burst");

            // when
            burst.sendsMessage("a", "1");
            burst.sendsMessage("b", "2");
            burst.sendsMessage("bad..name", "3");
            burst.sendsMessage("a", "4");
            burst.sendsMessage("nobody", "c", "5", "", "nobody");
            burst.sendsMessage("b", "6");
            one.settle();

            // then
            assertThat(burst.ackedGuids()).containsExactly("g2", "g4", "g0", "g1", "g3", "g5");
        }
    }

    @Test
    void shouldRefuseWhatIsNoPublishRequest() {
        // when
        client.send(
                client.subjects().pubPrefix() + ".foo",
                client.ackSubject(),
                b -> b.writeBytes("dummy".getBytes(StandardCharsets.UTF_8)));

        // then
        assertThat(lastAck()).isEqualTo(new PubAck("", INVALID));
    }

    @Test
    void shouldRefuseAMessageWithoutGuid() {
        // when
        client.send(client.subjects().pubPrefix() + ".foo", client.ackSubject(), b -> {});

        // then
        assertThat(lastAck()).isEqualTo(new PubAck("", INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo.*", "foo*", ">", ".foo", "foo.", "foo..bar", "a/b", ""})
    void shouldRefuseAnInvalidChannelName(String channel) {
        // when
        client.sendsMessage(channel, "x");

        // then
        assertThat(lastAck().error()).isEqualTo(INVALID);
        assertThat(bed.snapshot().channels()).isEmpty();
    }

    @Test
    void shouldKnowThePublisherByItsConnectionIdAloneWhenStrict() {
        // given
        bed.restartWith(EngineOptions.defaults().withCompatibility(Compatibility.STRICT, true));
        client.closes();
        client.connects();

        // when
        client.sendsMessage("", "foo", "x", "", client.connectionId());
        PubAck withoutClientId = lastAck();
        client.sendsMessage("wrong", "foo", "x", "", client.connectionId());
        PubAck withWrongClientId = lastAck();
        client.sendsMessage("orders", "foo", "x", "", "unknown");
        PubAck withUnknownConnection = lastAck();
        client.sendsMessage("orders", "foo", "x", "", "");
        PubAck withClientIdAlone = lastAck();

        // then
        assertThat(withoutClientId.error()).isEmpty();
        assertThat(withWrongClientId.error()).isEmpty();
        assertThat(withUnknownConnection.error()).isEqualTo(INVALID);
        assertThat(withClientIdAlone.error()).isEmpty();
    }

    @Test
    void shouldNotCreateAChannelForAnUnknownClient() {
        // when
        client.sendsMessage("nobody", "foo", "x", "", "");

        // then
        assertThat(lastAck().error()).isEqualTo(INVALID);
        assertThat(bed.store().hasChannel("foo")).isFalse();
    }

    @Test
    void shouldStoreWithoutAnAnswerWhereNoneIsWanted() {
        // when
        client.send(
                client.subjects().pubPrefix() + ".foo",
                "",
                b ->
                        dev.stanchion.protocol.PubMsgEncoder.write(
                                b, "orders", "guid", "foo", "", new byte[0], ""));
        bed.settle();

        // then
        assertThat(bed.store().channel("foo").sequences()).containsExactly(1L);
        assertThat(client.acks()).isEmpty();
    }

    @Test
    void shouldNeitherDeliverNorAcknowledgeBeforeItIsDurable() {
        // given
        TestSubscription listener = client.subscribes("foo");
        bed.store().holdBack();

        // when
        client.sendsMessage("foo", "x");
        bed.settle();
        int deliveredEarly = listener.received().size();
        int ackedEarly = client.acks().size();
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(deliveredEarly).isZero();
        assertThat(ackedEarly).isZero();
        assertThat(listener.sequences()).containsExactly(1L);
        assertThat(client.acks()).hasSize(1);
    }

    @Test
    void shouldAcknowledgeNothingBeforeWhatCameEarlierThoughAnotherChannelIsDurable() {
        try (EngineBed one = EngineBed.started()) {
            // given
            TestClient publisher = one.connected("p");
            one.store().holdBack("slow");

            // when
            publisher.sendsMessage("fast", "1");
            publisher.sendsMessage("slow", "2");
            publisher.sendsMessage("fast", "3");
            one.settle();
            List<String> early = publisher.ackedGuids();
            one.store().letGo();
            one.settle();

            // then
            assertThat(early).containsExactly("g0");
            assertThat(publisher.ackedGuids()).containsExactly("g0", "g1", "g2");
        }
    }

    @Test
    void shouldRefuseWhatTheStoreCannotAppendAndConsumeNoSequence() {
        // given
        client.publishes("foo", 1);
        bed.store().fail("append");

        // when
        String refused = client.publishes("foo", "lost");
        bed.store().recoverFromFailure();
        String accepted = client.publishes("foo", "stored");

        // then
        assertThat(refused).contains("it was told to");
        assertThat(accepted).isEmpty();
        assertThat(bed.store().channel("foo").sequences()).containsExactly(1L, 2L);
    }

    @Test
    void k15_shouldRefuseWhatWasLostBeforeItWasDurable() {
        // given
        client.publishes("foo", 2);
        bed.store().holdBack();
        client.sendsMessage("foo", "lost");
        client.sendsMessage("foo", "lost too");
        client.sendsMessage("other", "kept");
        bed.settle();

        // when
        bed.store().channel("foo").loseUnsynced();
        bed.settle();
        List<PubAck> refused = client.acks().subList(2, client.acks().size());
        bed.store().letGo();
        bed.settle();
        client.publishes("foo", 1);

        // then
        assertThat(refused).hasSize(2).allMatch(ack -> ack.error().contains("disk gone"));
        assertThat(client.acks()).hasSize(6);
        assertThat(client.acks().getLast().error()).isEmpty();
    }

    @Test
    void shouldTakeAMessageOfAnySizeWhenStrict() {
        try (EngineBed small =
                EngineBed.started(
                        EngineOptions.defaults()
                                .withMaxPayloadBytes(100)
                                .withCompatibility(Compatibility.STRICT, true))) {
            // when
            String error = small.connected("p").publishes("foo", "x".repeat(90));

            // then
            assertThat(error).isEmpty();
        }
    }

    @Test
    void shouldRefuseAMessageThatCouldNeverBeDelivered() {
        try (EngineBed small =
                EngineBed.started(EngineOptions.defaults().withMaxPayloadBytes(100))) {
            // given
            TestClient publisher = small.connected("p");

            // when
            String error = publisher.publishes("foo", "x".repeat(90));

            // then
            assertThat(error).startsWith("message is too large to be delivered");
            assertThat(publisher.publishes("foo", "short")).isEmpty();
        }
    }

    @Test
    void shouldNeverGoBackInTime() {
        // given
        TestSubscription listener = client.subscribes("foo");
        client.publishes("foo", 1);

        // when
        bed.shards().jumpTimeOfDay(-1_000_000_000_000L);
        client.publishes("foo", 1);

        // then
        List<Long> timestamps = listener.received().stream().map(Received::timestamp).toList();
        assertThat(timestamps.get(1)).isGreaterThanOrEqualTo(timestamps.get(0));
    }

    @Test
    void shouldAppendInOrderWhatCameWhileTheChannelWasBeingOpened() {
        // given
        bed.store().answerLater();
        TestSubscription listener = client.subscribes("warm");

        // when
        client.publishes("cold", 50);
        TestSubscription later = client.subscribes("cold");

        // then
        assertThat(listener.received()).isEmpty();
        assertThat(later.sequences()).isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
        assertThat(client.acks()).hasSize(50).allMatch(ack -> ack.error().isEmpty());
    }

    @Test
    void shouldAcceptWhatCameBeforeItsPublisherClosedWhileTheChannelOpens() {
        // given
        bed.store().answerLater();

        // when
        client.sendsMessage("cold", "x");
        client.startsToClose();
        bed.settle();

        // then
        assertThat(client.acks()).hasSize(1).allMatch(ack -> ack.error().isEmpty());
        assertThat(bed.store().channel("cold").sequences()).containsExactly(1L);
    }

    @Test
    void shouldPauseAPublisherWhileTooMuchIsNotDurable() {
        try (EngineBed bounded =
                EngineBed.started(EngineOptions.defaults().withQueueBounds(1_000, 1_000_000))) {
            // given
            TestClient publisher = bounded.connected("p");
            bounded.store().holdBack();

            // when
            for (int i = 0; i < 20; i++) {
                publisher.sendsMessage("foo", "x".repeat(100));
            }
            bounded.settle();
            boolean pausedWhileFull = publisher.connection().isPaused();
            bounded.store().letGo();
            bounded.settle();

            // then
            assertThat(pausedWhileFull).isTrue();
            assertThat(publisher.connection().isPaused()).isFalse();
            assertThat(publisher.connection().pausedEver()).isEqualTo(1);
            assertThat(publisher.acks()).hasSize(20);
        }
    }

    @Test
    void shouldRefuseWhatIsTooMuchWhereNobodyCanBePaused() {
        try (EngineBed bounded =
                EngineBed.started(EngineOptions.defaults().withQueueBounds(1_000, 1_000_000))) {
            // given
            TestClient publisher = bounded.connected("p");
            publisher.connection().isShared();
            publisher.publishes("foo", 1);
            bounded.store().holdBack();

            // when
            for (int i = 0; i < 20; i++) {
                publisher.sendsMessage("foo", "x".repeat(100));
            }
            bounded.settle();
            List<String> refused = publisher.acks().stream().map(PubAck::error).toList();
            bounded.store().letGo();
            bounded.settle();

            // then
            assertThat(publisher.connection().pausedEver()).isZero();
            assertThat(refused.subList(1, refused.size()))
                    .hasSizeBetween(5, 19)
                    .allMatch(text -> text.startsWith("stan: server is overloaded: "));
            assertThat(publisher.acks()).hasSize(21);
            assertThat(publisher.publishes("foo", "again")).isEmpty();
        }
    }
}
