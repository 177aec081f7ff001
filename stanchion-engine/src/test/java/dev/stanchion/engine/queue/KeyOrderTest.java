package dev.stanchion.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.engine.diagnosis.Diagnosis;
import dev.stanchion.engine.diagnosis.Standstill;
import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
    private final EngineBed bed =
            EngineBed.started(
                    EngineOptions.defaults()
                            .withPolicies(PolicyText.parse("foo/group:g=key:$.id,max_waiting:4")),
                    2);
    private final TestClient publisher = bed.connected("publisher");
    private final TestClient client = bed.connected("orders", 1);
    private final TestClient other = bed.connected("payments", 1);

    @AfterEach
    void close() {
        bed.close();
    }

    private static TestSubscription member(TestClient of) {
        return of.subscribes("foo", Requests.queue("g"));
    }

    private static TestSubscription durable(TestClient of) {
        return of.subscribes("foo", Requests.all(Requests.queue("g"), Requests.durable("d")));
    }

    private void publish(String... keys) {
        for (String key : keys) {
            publisher.publishes("foo", "{\"id\":\"" + key + "\"}");
        }
    }

    @Test
    void shouldHaveOneUnacknowledgedMessageOfAKeyAndLetOthersOvertake() {
        // given
        TestSubscription only = member(client);

        // when
        publish("a", "a", "b", "a", "c");

        // then
        assertThat(only.sequences()).containsExactly(1L, 3L, 5L);

        // when
        only.acknowledges(1);

        // then
        assertThat(only.sequences()).containsExactly(1L, 3L, 5L, 2L);
        only.acknowledges(2);
        only.acknowledges(4);
        assertThat(only.first()).containsExactly(1L, 3L, 5L, 2L, 4L);
        publish("a");
        assertThat(only.first()).endsWith(6L);
    }

    @Test
    void shouldGiveTheNextMessageOfAKeyToAnyMember() {
        // given
        TestSubscription one = member(client);
        TestSubscription two = member(other);
        publish("a", "a", "a");

        // when
        one.acknowledges(1);
        two.acknowledges(1);

        // then
        assertThat(one.sequences().size() + two.sequences().size()).isEqualTo(2);
    }

    @Test
    void shouldNotOrderMessagesWithoutTheKeyNorOtherGroupsAndSubscriptions() {
        // given
        TestSubscription ordered = member(client);
        TestSubscription group = client.subscribes("foo", Requests.queue("h"));
        TestSubscription plain = client.subscribes("foo");

        // when
        publisher.publishes("foo", "no json");
        publisher.publishes("foo", "{\"x\":1}");
        publisher.publishes("foo", "no json");
        publish("a", "a");

        // then
        assertThat(ordered.sequences()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(group.sequences()).hasSize(5);
        assertThat(plain.sequences()).hasSize(5);
    }

    @Test
    void shouldTreatMessagesWithoutTheKeyAsOneIfAsked() {
        // given
        bed.engine().change(PolicyText.parse("foo=key:$.id,missing_key:one"));
        TestSubscription only = member(client);

        // when
        publisher.publishes("foo", "no json");
        publisher.publishes("foo", "nor this");
        publish("a");

        // then
        assertThat(only.sequences()).containsExactly(1L, 3L);
    }

    @Test
    void shouldStopTheFeedWhenTooManyWait() {
        // given
        TestSubscription only = member(client);
        publish("a", "a", "a", "a", "a", "b", "c");
        assertThat(only.sequences()).containsExactly(1L);

        // then
        assertThat(sentences())
                .contains(
                        "g waits: 4 messages wait behind 1 busy key, which is the limit"
                                + " (max_waiting).");

        // when
        only.acknowledges(1);

        // then
        assertThat(only.sequences()).containsExactly(1L, 2L, 6L, 7L);
    }

    @Test
    void shouldSayBehindWhichMessageOthersWait() {
        // given
        member(client);
        publish("a", "a", "a");
        bed.advance(Duration.ofSeconds(20));

        // then
        assertThat(sentences())
                .contains(
                        "2 messages of g wait behind 1, which has the same key and which orders has"
                                + " had for 20 s; other keys flow.");
        assertThat(sentences().toString()).doesNotContain("\"a\"");
    }

    private List<String> sentences() {
        List<Diagnosis> answers = new ArrayList<>();
        bed.engine().inspector().why("foo", "g", answers::add);
        bed.settle();
        return answers.getFirst().reasons().stream().map(Standstill::sentence).toList();
    }

    @Test
    void shouldKeepTheKeyBusyWhenTheHolderGoes() {
        // given
        TestSubscription gone = member(client);
        publish("a", "a", "b");
        TestSubscription present = member(other);

        // when
        gone.vanishes();
        bed.settle();

        // then
        assertThat(present.sequences()).containsExactly(1L, 3L);
        present.acknowledges(1);
        assertThat(present.sequences()).containsExactly(1L, 3L, 2L);
    }

    @Test
    void shouldKeepTheKeyBusyOverTheAckWait() {
        // given
        TestSubscription only = member(client);
        publish("a", "a");

        // when
        bed.advance(Duration.ofSeconds(31));

        // then
        assertThat(only.sequences()).containsExactly(1L, 1L);
        only.acknowledges(1);
        assertThat(only.sequences()).containsExactly(1L, 1L, 2L);
    }

    @Test
    void shouldGoOnWhenTheMemberWithWhomWaitingMessagesAreRecordedLeaves() {
        // given
        TestSubscription leaving = member(client);
        publish("a", "a", "a");
        TestSubscription staying = member(other);

        // when
        leaving.closes();
        bed.restart();

        // then
        staying.acknowledges(1);
        staying.acknowledges(2);
        staying.acknowledges(3);
        assertThat(staying.sequences()).contains(1L, 2L, 3L);
    }

    @Test
    void shouldNotSendWhatIsAcknowledgedWhileItHasItsTurn() {
        // given: it is the turn of message 2, and nothing is sent
        TestSubscription only = member(client);
        publish("a", "a", "a");
        new Operator(bed)
                .applies(
                        new Operation.Pause(
                                "foo",
                                new PositionKey.Group("g"),
                                Duration.ofMinutes(1).toNanos(),
                                ""))
                .orThrow();
        only.acknowledges(1);

        // when
        only.acknowledges(2);
        bed.advance(Duration.ofMinutes(2));

        // then
        assertThat(only.first()).containsExactly(1L, 3L);
    }

    @Test
    void shouldOrderAfterARestartWhatWasUnacknowledgedBefore() {
        // given
        TestSubscription only = durable(client);
        publish("a", "a", "b", "b");
        only.forgets();

        // when
        bed.restart();
        bed.advance(Duration.ofSeconds(31));

        // then
        assertThat(only.sequences()).containsExactly(1L, 3L);

        // when
        only.acknowledges(3);

        // then
        assertThat(only.sequences()).containsExactly(1L, 3L, 4L);
        only.acknowledges(1);
        assertThat(only.sequences()).containsExactly(1L, 3L, 4L, 2L);
    }

    @Test
    void shouldKeepWhatWaitsWhileADurableGroupIsOffline() {
        // given
        TestSubscription last = durable(client);
        publish("a", "a", "a");
        client.closes();

        // when
        bed.restart();
        TestSubscription next = durable(other);

        // then
        assertThat(next.sequences()).containsExactly(1L);
        next.acknowledges(1);
        next.acknowledges(2);
        assertThat(next.sequences()).containsExactly(1L, 2L, 3L);
        assertThat(last.sequences()).containsExactly(1L);
    }

    @Test
    void shouldGoOnWithTheKeyWhenAMessageIsParked() {
        // given
        bed.engine().change(PolicyText.parse("foo=key:$.id,max_deliveries:1"));
        TestSubscription only = member(client);
        publish("a", "a");

        // when
        bed.advance(Duration.ofSeconds(31));

        // then
        assertThat(only.sequences()).containsExactly(1L, 2L);
    }

    @Test
    void shouldKeepTheKeyBusyWhileAMessageWaitsForItsNextAttempt() {
        // given
        bed.engine().change(PolicyText.parse("foo=key:$.id,max_deliveries:3,backoff:2m"));
        TestSubscription only = member(client);
        publish("a", "a", "b");

        // when
        bed.advance(Duration.ofSeconds(60));

        // then
        assertThat(only.first()).containsExactly(1L, 3L);
        assertThat(only.again()).isEmpty();
        only.acknowledges(1);
        assertThat(only.first()).containsExactly(1L, 3L, 2L);
    }

    @Test
    void shouldSendWhatWaitsWhenThePolicyEnds() {
        // given
        TestSubscription only = member(client);
        publish("a", "a", "a");

        // when
        bed.engine().change(Policies.NONE);
        bed.settle();

        // then
        assertThat(only.sequences()).containsExactly(1L, 2L, 3L);
        publish("a");
        assertThat(only.sequences()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void shouldOrderFromNowOnWhenThePolicyBegins() {
        // given
        bed.engine().change(Policies.NONE);
        TestSubscription only = member(client);
        publish("a", "a");

        // when
        bed.engine().change(PolicyText.parse("foo=key:$.id"));
        publish("a", "b");

        // then
        assertThat(only.sequences()).containsExactly(1L, 2L, 4L);
        only.acknowledges(1);
        assertThat(only.sequences()).containsExactly(1L, 2L, 4L);
        only.acknowledges(2);
        assertThat(only.sequences()).containsExactly(1L, 2L, 4L, 3L);
    }

    @Test
    void shouldOrderByTheReplySubjectAndByAnotherPath() {
        // given
        bed.engine().change(PolicyText.parse("foo=key:$.x"));
        TestSubscription only = member(client);
        publisher.publishes("foo", "{\"id\":1,\"x\":7}");
        publisher.publishes("foo", "{\"id\":2,\"x\":7}");
        assertThat(only.sequences()).containsExactly(1L);

        // when
        bed.engine().change(PolicyText.parse("foo=key:$.id"));
        bed.settle();

        // then
        assertThat(only.sequences()).containsExactly(1L, 2L);
    }
}
