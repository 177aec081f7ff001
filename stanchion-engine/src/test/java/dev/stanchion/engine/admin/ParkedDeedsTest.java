package dev.stanchion.engine.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParkedDeedsTest {
    private static final String CHANNEL = "tickets:created";
    private static final String PARKED = "tickets:created.parked";

    private final EngineBed bed =
            EngineBed.started(
                    EngineOptions.defaults()
                            .withPolicies(PolicyText.parse("tickets:*=max_deliveries:1")),
                    3);
    private final Operator operator = new Operator(bed);
    private final TestClient publisher = bed.connected("publisher");
    private final TestClient worker = bed.connected("worker");
    private final TestSubscription group =
            worker.subscribes(CHANNEL, Requests.all(Requests.queue("orders"), Requests.ackWait(1)));
    private final TestSubscription other =
            publisher.subscribes(CHANNEL, Requests.queue("mailer")).acknowledgesAll();

    @AfterEach
    void close() {
        bed.close();
    }

    private void parks(String... data) {
        for (String each : data) {
            publisher.publishes(CHANNEL, each);
        }
        bed.advance(Duration.ofMillis(1_100));
        group.forgets();
        other.forgets();
    }

    private ParkedPage parked() {
        return operator.<ParkedPage>asks((admin, reply) -> admin.parked(PARKED, 1, 10, reply))
                .orThrow();
    }

    private static Operation redrive(boolean republish, Long... sequences) {
        return new Operation.RedriveParked(PARKED, List.of(sequences), republish);
    }

    @Test
    void shouldListWhatIsParkedWithTheReason() {
        // given
        parks("one", "two");

        // when
        ParkedPage page = parked();

        // then
        assertThat(page.open()).isEqualTo(2);
        assertThat(page.messages()).extracting(ParkedMessage::sequence).containsExactly(1L, 2L);
        ParkedMessage first = page.messages().getFirst();
        assertThat(first.note().channel()).isEqualTo(CHANNEL);
        assertThat(first.note().position()).isEqualTo("group:orders");
        assertThat(first.note().reason()).isEqualTo("1 attempt");
        assertThat(first.note().lastHolder()).isEqualTo("worker");
        assertThat(new String(first.data().toByteArray(), UTF_8)).isEqualTo("one");
    }

    @Test
    void shouldSendAMessageAgainToThePositionThatFailedAndNoOther() {
        // given
        parks("one", "two");
        Operation redrive = redrive(false, 1L);
        Plan plan = operator.plans(redrive).orThrow();

        // when
        operator.applies(redrive, plan.state()).orThrow();

        // then
        assertThat(plan.summary())
                .isEqualTo("1 parked message of tickets:created is sent again to group:orders: 1.");
        assertThat(group.sequences()).containsExactly(1L);
        assertThat(other.sequences()).isEmpty();
        assertThat(parked().messages()).extracting(ParkedMessage::sequence).containsExactly(2L);

        // when
        group.acknowledges(1);
        bed.advance(Duration.ofSeconds(3));

        // then
        assertThat(parked().open()).isEqualTo(1);
        assertThat(group.sequences()).containsExactly(1L);
    }

    @Test
    void shouldParkARedrivenMessageAgainAfterItsAttempts() {
        // given
        parks("one");
        operator.applies(redrive(false, 1L)).orThrow();

        // when
        bed.advance(Duration.ofSeconds(4));

        // then
        assertThat(group.sequences()).containsExactly(1L);
        assertThat(parked().messages()).extracting(ParkedMessage::sequence).containsExactly(2L);
    }

    @Test
    void shouldKeepWhatIsOpenAcrossARestart() {
        // given
        parks("one", "two");
        operator.applies(new Operation.DropParked(PARKED, List.of(1L))).orThrow();

        // when
        bed.restart();

        // then
        assertThat(parked().messages()).extracting(ParkedMessage::sequence).containsExactly(2L);
    }

    @Test
    void shouldRefuseWhatIsGoneUnlessItIsPublishedAnew() {
        // given
        parks("one");
        operator.applies(new Operation.Purge(CHANNEL, new Extent.All())).orThrow();

        // when, then
        assertThat(operator.applies(redrive(false, 1L)).failure()).isInstanceOf(Failure.Gone.class);
        assertThat(parked().open()).isEqualTo(1);

        // when
        operator.applies(redrive(true, 1L)).orThrow();

        // then
        assertThat(group.sequences()).containsExactly(2L);
        assertThat(other.sequences()).containsExactly(2L);
        assertThat(parked().open()).isZero();
    }

    @Test
    void shouldRefuseWhatIsNotParkedAndTooMuchAtATime() {
        // given
        parks("one");

        // when, then
        assertThat(operator.applies(redrive(false, 7L)).failure())
                .isInstanceOf(Failure.Invalid.class);
        assertThat(operator.applies(redrive(false)).failure()).isInstanceOf(Failure.Invalid.class);
        Long[] many = LongStream.rangeClosed(1, 101).boxed().toArray(Long[]::new);
        assertThat(operator.applies(redrive(false, many)).failure().text()).contains("at a time");
        operator.applies(new Operation.DropParked(PARKED, List.of(1L))).orThrow();
        assertThat(operator.applies(redrive(false, 1L)).failure())
                .isInstanceOf(Failure.Invalid.class);
    }
}
