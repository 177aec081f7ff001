package dev.stanchion.engine.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.StoreLimits;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Findings about channels, on two shards. */
class ChannelFindingsTest {
    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final FoundLines found = new FoundLines(bed);
    private final TestClient publisher = bed.connected("publisher-1");
    private final TestClient orders = bed.connected("orders-1", 1);

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @CsvSource({
        "tickets:created, ticket:created, a plural",
        "tickets:created, tickets.created, separators",
        "tickets:created, ticktes:created, one letter"
    })
    void shouldFindNearNames(String published, String listened, String difference) {
        // given
        publisher.publishes(published, 1);
        found.afterARound();

        // when
        TestSubscription listening = orders.subscribes(listened);
        found.afterARound();

        // then
        assertThat(found.sentences())
                .containsExactly(
                        "%s has publishers and no listener; %s has listeners and gets no message. The names differ by %s."
                                .formatted(published, listened, difference));
        assertThat(found.told(FindingKind.NEAR_MISS_NAME)).hasSize(1);

        // when
        listening.unsubscribes();
        found.afterARound();

        // then
        assertThat(found.live()).isEmpty();
        assertThat(found.over(FindingKind.NEAR_MISS_NAME)).hasSize(1);

        // when
        orders.subscribes(listened);
        found.afterARound();

        // then
        assertThat(found.codes()).containsExactly("near-miss-name");
        assertThat(found.told(FindingKind.NEAR_MISS_NAME)).hasSize(1);
    }

    @Test
    void shouldFindANearNameSoonAfterTheChannelIsNew() {
        // given
        publisher.publishes("tickets", 1);
        found.after(Duration.ofSeconds(11));

        // when
        orders.subscribes("ticket");
        found.after(Duration.ofSeconds(2));

        // then
        assertThat(found.codes()).containsExactly("near-miss-name");
    }

    @Test
    void shouldNotFindNearNamesThatBothWork() {
        // given
        orders.subscribes("tickets:created");
        orders.subscribes("tickets:updated");
        orders.subscribes("shard-1");
        publisher.publishes("tickets:created", 1);
        publisher.publishes("shard-2", 1);
        publisher.publishes("ticket:created", 1);
        publisher.publishes("tickets:created", 1);

        // when
        found.afterARound();

        // then: both channels of near names get messages, and the others are counted on purpose
        assertThat(found.live()).isEmpty();
    }

    @Test
    void shouldFindAListenerWithoutAPublisher() {
        // given
        orders.subscribes("tickets");
        found.after(Duration.ofMinutes(9));
        assertThat(found.live()).isEmpty();

        // when
        found.after(Duration.ofMinutes(2));

        // then
        assertThat(found.sentences().getFirst())
                .startsWith("the subscription of orders-1 listens to tickets for 1")
                .endsWith("and nobody has ever published to it.");
        assertThat(found.told(FindingKind.LISTENER_WITHOUT_PUBLISHER)).hasSize(1);

        // when
        publisher.publishes("tickets", 1);
        found.afterARound();

        // then
        assertThat(found.live()).isEmpty();
        assertThat(found.over(FindingKind.LISTENER_WITHOUT_PUBLISHER)).hasSize(1);
    }

    @Test
    void shouldNotMissThePublisherOfAChannelThatIsQuiet() {
        // given
        publisher.publishes("tickets", 1);
        bed.restart();
        orders.subscribes("tickets").acknowledgesAll();

        // when
        found.after(Duration.ofMinutes(30));

        // then
        assertThat(found.live()).isEmpty();
    }

    @Test
    void shouldFindDurablesOfRandomIds() {
        // given
        for (String suffix : List.of("3fa9c0b1", "x7k2p", "9b1d4e77")) {
            TestClient client = bed.connected("orders-" + suffix);
            client.subscribes("tickets", Requests.durable("orders"));
            client.closes();
        }

        // when
        found.afterARound();

        // then
        assertThat(found.sentences())
                .singleElement()
                .asString()
                .startsWith("orders in tickets is there 3 times without a client");
        assertThat(found.told(FindingKind.RANDOM_ID_DURABLE)).hasSize(1);

        // when
        TestClient client = bed.connected("orders-x7k2p");
        client.subscribes("tickets", Requests.durable("orders")).unsubscribes();
        found.afterARound();

        // then
        assertThat(found.live()).isEmpty();
        assertThat(found.over(FindingKind.RANDOM_ID_DURABLE)).hasSize(1);
    }

    @Test
    void shouldNotCallCountedIdsRandom() {
        // given
        for (int i = 1; i <= 12; i++) {
            TestClient client = bed.connected("orders-service-" + i);
            client.subscribes("tickets", Requests.durable("orders"));
            client.closes();
        }

        // when
        found.afterARound();

        // then
        assertThat(found.live()).isEmpty();
    }

    private void publishesJson(int count) {
        for (int i = 0; i < count; i++) {
            publisher.publishes("tickets", " {\"id\": " + i + "}\n");
        }
    }

    private void publishesJsonUntilItIsUsual() {
        found.afterARound();
        for (int i = 0; i < 7; i++) {
            publishesJson(16);
            found.afterARound();
        }
    }

    @Test
    void shouldFindAnOddPayload() {
        // given
        publishesJson(1);
        publishesJsonUntilItIsUsual();
        assertThat(found.live()).isEmpty();

        // when
        orders.publishes("tickets", "secret words");
        found.afterARound();

        // then
        assertThat(found.sentences())
                .containsExactly(
                        "Message 114 of tickets, published by orders-1, is no JSON object or"
                                + " array, as the 100 that were looked at before it are.");
        assertThat(found.told(FindingKind.ODD_PAYLOAD)).hasSize(1);
        assertThat(bed.logged()).noneMatch(line -> line.contains("secret"));

        // when
        found.after(Duration.ofMinutes(10));

        // then
        assertThat(found.live()).isEmpty();
        assertThat(found.over(FindingKind.ODD_PAYLOAD)).hasSize(1);
    }

    @Test
    void shouldNotWonderAboutOtherPayloadsWhereTheyAreUsual() {
        // given
        publishesJson(1);
        publishesJsonUntilItIsUsual();
        publisher.publishes("others", "words");

        // when
        publishesJson(2);
        publisher.publishes("tickets", "[1]");
        publisher.publishes("others", "other words");
        found.afterARound();

        // then
        assertThat(found.live()).isEmpty();
    }

    @Test
    void shouldFindAPublishWithoutTheProtocol() {
        // given
        orders.subscribes("tickets");
        publisher.publishes("tickets", 1);

        // when
        publishesPlainly("tickets");
        found.afterARound();

        // then
        assertThat(found.sentences())
                .containsExactly(
                        "test connection on shard 0 publishes to the NATS subject tickets without"
                                + " the streaming protocol; such messages are not stored.");
        assertThat(found.told(FindingKind.PLAIN_NATS_PUBLISH)).hasSize(1);

        // when
        found.after(Duration.ofMinutes(10));

        // then
        assertThat(found.codes()).doesNotContain("plain-nats-publish");
        assertThat(found.over(FindingKind.PLAIN_NATS_PUBLISH)).hasSize(1);
    }

    private void publishesPlainly(String subject) {
        bed.bus().send(publisher.connection(), subject, "", "{}".getBytes(StandardCharsets.UTF_8));
        bed.settle();
    }

    @Test
    void shouldNotFindAPublishThatSomebodyGets() {
        // given
        orders.subscribes("tickets");
        publisher.publishes("tickets", 1);
        bed.bus().subscribe("tickets", message -> {});

        // when
        publishesPlainly("tickets");
        publishesPlainly("metrics");
        found.afterARound();

        // then
        assertThat(found.live()).isEmpty();
    }

    @Test
    void shouldFindThatMessagesAreAboutToBeRemoved() {
        // given
        restartsWith(new StoreLimits(0, 0, 20, 0, 0, 0));
        TestSubscription durable = orders.subscribes("tickets", Requests.durable("orders"));
        publisher.publishes("tickets", 17);
        found.afterARound();
        assertThat(found.live()).isEmpty();

        // when
        publisher.publishes("tickets", 1);
        found.afterARound();

        // then
        assertThat(found.sentences())
                .containsExactly(
                        "tickets has 18 of 20 allowed by max_msgs, and durable orders of orders-1"
                                + " has not acknowledged the oldest messages, which are removed"
                                + " next.");
        assertThat(found.told(FindingKind.LIMIT_NEAR)).hasSize(1);

        // when
        durable.acknowledgesAll();
        for (int i = 1; i <= 18; i++) {
            durable.acknowledges(i);
        }
        found.afterARound();

        // then: the channel is as full as before, and nobody waits for its oldest messages
        assertThat(found.live()).isEmpty();
        assertThat(found.over(FindingKind.LIMIT_NEAR)).hasSize(1);
    }

    private void restartsWith(StoreLimits limits) {
        bed.restartWith(EngineOptions.defaults().withLimits(limits));
    }

    @Test
    void shouldFindThatThereIsHardlyRoomForMore() {
        // given
        restartsWith(new StoreLimits(10, 10, 0, 0, 0, 0));
        for (int i = 1; i <= 9; i++) {
            publisher.publishes("channel-" + i, 1);
            orders.subscribes("channel-1").acknowledgesAll();
        }

        // when
        found.afterARound();

        // then
        assertThat(found.sentences())
                .containsExactlyInAnyOrder(
                        "channel-1 has 9 of 10 allowed by max_subs; what comes beyond it is"
                                + " refused.",
                        "The server has 9 of 10 allowed by max_channels; what comes beyond it is"
                                + " refused.");
    }

    @Test
    void shouldNotMindThatFewAreAllowedAndUsed() {
        // given
        restartsWith(new StoreLimits(2, 1, 0, 0, 0, 0));
        orders.subscribes("tickets").acknowledgesAll();
        publisher.publishes("tickets", 1);
        publisher.publishes("payments", 1);

        // when
        found.afterARound();

        // then
        assertThat(found.live()).isEmpty();
    }
}
