package dev.stanchion.engine.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.Detail;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.ParkedNote;
import java.time.Duration;
import java.util.ArrayList;
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
    void shouldSendAMessageAgainToTheOneOfSeveralSubscriptionsOfAClientThatFailed() {
        // given
        group.acknowledgesAll();
        TestSubscription first = worker.subscribes(CHANNEL).acknowledgesAll();
        TestSubscription second = worker.subscribes(CHANNEL, Requests.ackWait(1));
        parks("one");
        first.forgets();
        second.forgets();
        String position = parked().messages().getFirst().note().position();

        // when
        bed.restart();
        operator.applies(redrive(false, 1L)).orThrow();

        // then
        assertThat(position).matches("client:worker/\\d+");
        assertThat(second.sequences()).containsExactly(1L);
        assertThat(first.sequences()).isEmpty();
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
    void shouldTryARedrivenMessageAnewAlsoAfterARestart() {
        // given
        parks("one");
        operator.applies(redrive(false, 1L)).orThrow();

        // when
        bed.restart();
        bed.advance(Duration.ofMillis(500));

        // then
        assertThat(parked().messages()).isEmpty();
        assertThat(group.sequences()).containsExactly(1L, 1L);
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
    void shouldSayOfTheFirstThatIsGoneWhatIsGone() {
        // given: a parked message whose group has ended, and one that is gone from its channel
        worker.subscribes(CHANNEL, Requests.all(Requests.queue("billing"), Requests.ackWait(3)));
        publisher.publishes(CHANNEL, 2);
        group.acknowledges(1);
        bed.advance(Duration.ofMillis(3_100));
        group.unsubscribes();
        operator.applies(new Operation.Purge(CHANNEL, new Extent.UpTo(1))).orThrow();

        // when, then
        assertThat(operator.applies(redrive(false, 1L, 2L)).failure().text())
                .isEqualTo("There is no group:orders on tickets:created any more.");
        assertThat(operator.applies(redrive(false, 2L, 3L)).failure().text())
                .isEqualTo(
                        "Message 1 is gone from tickets:created, so it cannot be sent again to"
                                + " group:billing alone.");
        assertThat(parked().open()).isEqualTo(3);
    }

    @Test
    void shouldSayThatANoteWithoutANumberFitsSeveralSubscriptions() {
        // given: as an earlier server has noted it
        group.acknowledgesAll();
        worker.subscribes(CHANNEL).acknowledgesAll();
        TestSubscription second = worker.subscribes(CHANNEL, Requests.ackWait(1));
        parks("one");
        second.forgets();
        bed.store().channel(PARKED).writeNote(1, note -> withPosition(note, "client:worker"));
        bed.restart();

        // when
        Failure failure = operator.applies(redrive(false, 1L)).failure();

        // then
        assertThat(failure).isInstanceOf(Failure.Gone.class);
        assertThat(failure.text())
                .isEqualTo(
                        "client:worker has several subscriptions on tickets:created, and an earlier"
                                + " server did not write down which of them did not process"
                                + " message 1.");
        assertThat(second.sequences()).isEmpty();

        // when: the way that is left
        operator.applies(redrive(true, 1L)).orThrow();

        // then
        assertThat(second.sequences()).containsExactly(2L);
        assertThat(parked().open()).isZero();
    }

    private static ParkedNote withPosition(ParkedNote note, String position) {
        return new ParkedNote(
                note.channel(),
                note.sequence(),
                note.storedAtEpochNanos(),
                position,
                note.attempts(),
                note.reason(),
                note.lastHolder(),
                note.parkedAtEpochNanos(),
                note.cause(),
                note.behind());
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

    @Test
    void shouldSayThatAParkedMessageCannotBeReadAndLetItBeDropped() {
        // given
        parks("one", "two");
        parked(); // the notes are known, as after any list
        bed.store().channel(PARKED).damage(1);

        // when
        Failure failure = operator.applies(redrive(false, 1L, 2L)).failure();

        // then
        assertThat(failure).isInstanceOf(Failure.StoreFailed.class);
        assertThat(failure.text())
                .isEqualTo(
                        "Message 1 of tickets:created.parked cannot be read, so it cannot be sent again. Try again; if it stays so, drop it.");
        assertThat(group.sequences()).isEmpty();

        // when
        Result dropped = operator.applies(new Operation.DropParked(PARKED, List.of(1L))).orThrow();
        operator.applies(redrive(false, 2L)).orThrow();

        // then
        assertThat(dropped.plan().effects().messagesRemoved()).isEqualTo(1);
        assertThat(group.sequences()).containsExactly(2L);
        assertThat(parked().open()).isZero();
    }

    /** A crash comes between storing a parked message and settling it, so it is parked again. */
    private void isParkedAgainAfterACrash(long sequence) {
        bed.store().channel(CHANNEL).pendingOf(1).add(sequence);
        bed.restart();
        bed.advance(Duration.ofSeconds(4));
    }

    private ParkedPage page(long from, int most) {
        return operator.<ParkedPage>asks((admin, reply) -> admin.parked(PARKED, from, most, reply))
                .orThrow();
    }

    @Test
    void shouldShowCopiesAsOneWhateverTheirPage() {
        // given
        parks("one", "two", "three");

        // when
        isParkedAgainAfterACrash(1);

        // then
        assertThat(bed.store().channel(PARKED).sequences()).containsExactly(1L, 2L, 3L, 4L);
        ParkedPage first = page(1, 2);
        assertThat(first.open()).isEqualTo(3);
        assertThat(first.messages()).extracting(ParkedMessage::sequence).containsExactly(1L, 2L);
        assertThat(first.messages()).extracting(ParkedMessage::copies).containsExactly(2, 1);
        ParkedPage second = page(first.next(), 2);
        assertThat(second.messages()).extracting(ParkedMessage::sequence).containsExactly(3L);
        assertThat(second.next()).isZero();
    }

    @Test
    void shouldDropAllCopiesWhicheverIsNamed() {
        // given
        parks("one", "two");
        isParkedAgainAfterACrash(1);

        // when
        Result dropped =
                operator.applies(new Operation.DropParked(PARKED, List.of(1L, 3L))).orThrow();

        // then
        assertThat(dropped.plan().effects().messagesRemoved()).isEqualTo(1);
        assertThat(parked().messages()).extracting(ParkedMessage::sequence).containsExactly(2L);
        bed.restart();
        assertThat(parked().messages()).extracting(ParkedMessage::sequence).containsExactly(2L);
    }

    @Test
    void shouldSendAMessageWithCopiesAgainOnce() {
        // given
        parks("one");
        isParkedAgainAfterACrash(1);
        TestClient back = bed.connected("back");
        TestSubscription member =
                back.subscribes(
                        CHANNEL, Requests.all(Requests.queue("orders"), Requests.ackWait(1)));
        int before = group.sequences().size();

        // when
        operator.applies(redrive(false, 2L)).orThrow();

        // then
        assertThat(group.sequences().size() - before + member.sequences().size()).isEqualTo(1);
        assertThat(parked().open()).isZero();
    }

    @Test
    void shouldCountWhatIsOpenByPositionAndReason() {
        // given
        parks("one", "two");
        assertThat(counted()).containsExactly("group:orders attempts 2");

        // when
        operator.applies(new Operation.DropParked(PARKED, List.of(1L))).orThrow();

        // then
        assertThat(counted()).containsExactly("group:orders attempts 1");

        // when
        isParkedAgainAfterACrash(2);
        counted(); // the notes are read when somebody asks

        // then
        assertThat(counted()).containsExactly("group:orders attempts 1");

        // when
        operator.applies(new Operation.Purge(PARKED, new Extent.All())).orThrow();

        // then
        assertThat(counted()).isEmpty();
    }

    private List<String> counted() {
        List<EngineSnapshot.Channel> channels = new ArrayList<>();
        bed.engine().inspector().channels(List.of(PARKED), Detail.POSITIONS, channels::addAll);
        bed.settle();
        return channels.getFirst().parked().stream()
                .map(each -> each.position() + " " + each.cause() + " " + each.messages())
                .toList();
    }
}
