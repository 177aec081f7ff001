package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.client.Resumption.Missing;
import dev.stanchion.client.Resumption.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResumptionTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final Resumption plain = new Resumption(SubscriptionOptions.defaults(), 0);

    private static Verdict arrives(Resumption resumption, long sequence) {
        return resumption.arrived(resumption.round(), sequence, NOON.plusSeconds(sequence), 0);
    }

    @Test
    void shouldBeginWithWhatCameSinceItSubscribedWhenNothingArrived() {
        assertThat(plain.start(Duration.ofSeconds(3).toNanos()))
                .isEqualTo(StartAt.ago(Duration.ofSeconds(3)));
        assertThat(
                        new Resumption(
                                        SubscriptionOptions.defaults()
                                                .from(StartAt.ago(Duration.ofSeconds(5))),
                                        0)
                                .start(Duration.ofSeconds(3).toNanos()))
                .isEqualTo(StartAt.ago(Duration.ofSeconds(8)));
        assertThat(new Resumption(SubscriptionOptions.defaults().from(StartAt.first()), 0).start(1))
                .isEqualTo(StartAt.first());
        assertThat(plain.start(0)).isEqualTo(StartAt.newOnly());
    }

    @Test
    void shouldGoOnWithTheOldestThatIsNotDoneAndSkipWhatIs() {
        // given
        for (long sequence = 7; sequence <= 9; sequence++) {
            arrives(plain, sequence);
        }
        plain.done(plain.round(), 7);
        plain.done(plain.round(), 9);

        // when
        assertThat(plain.start(0)).isEqualTo(StartAt.sequence(8));

        // then
        assertThat(arrives(plain, 8)).isEqualTo(Verdict.HANDLE);
        assertThat(plain.isDone(8)).isFalse();
        assertThat(plain.isDone(9)).isTrue();
        assertThat(plain.isDone(10)).isFalse();
    }

    @Test
    void shouldNameWhatTheServerHasRemoved() {
        // given
        arrives(plain, 7);
        plain.done(plain.round(), 7);
        plain.start(0);

        // when
        Verdict verdict = arrives(plain, 12);

        // then
        assertThat(verdict).isEqualTo(Verdict.HANDLE_AFTER_GAP);
        assertThat(plain.takeMissing()).contains(new Missing(8, 11));
        assertThat(plain.takeMissing()).isEmpty();
    }

    @Test
    void shouldNotCallItAGapWhenOnlyDoneMessagesAreRemoved() {
        // given
        arrives(plain, 7);
        plain.done(plain.round(), 7);
        plain.start(0);

        // then
        assertThat(arrives(plain, 8)).isEqualTo(Verdict.HANDLE);
        assertThat(plain.takeMissing()).isEmpty();
    }

    @Test
    void shouldBeginAnewWhenTheChannelIsAnotherOne() {
        // given
        arrives(plain, 7);
        plain.done(plain.round(), 7);
        plain.start(0);

        // when
        Verdict verdict = plain.arrived(plain.round(), 7, NOON.plusSeconds(1000), 0);

        // then
        assertThat(verdict).isEqualTo(Verdict.BEGIN_ANEW);
        assertThat(plain.takeMissing()).contains(new Missing(8, 0));
        assertThat(plain.start(0)).isEqualTo(StartAt.first());
        assertThat(plain.arrived(plain.round(), 1, NOON.plusSeconds(1000), 0))
                .isEqualTo(Verdict.HANDLE);
        assertThat(plain.isDone(1)).isFalse();
        assertThat(plain.start(0)).isEqualTo(StartAt.sequence(1));
    }

    @Test
    void shouldLeaveThePositionOfADurableToTheServer() {
        // given
        Resumption durable = new Resumption(SubscriptionOptions.defaults().durable("d"), 0);
        arrives(durable, 7);
        durable.done(durable.round(), 7);

        // when
        assertThat(durable.start(0)).isEqualTo(StartAt.sequence(7)); // should it be gone

        // then
        assertThat(arrives(durable, 3)).isEqualTo(Verdict.HANDLE);
        assertThat(durable.isDone(3)).isFalse();
        assertThat(arrives(durable, 7)).isEqualTo(Verdict.HANDLE);
    }

    @Test
    void shouldBeginAnewWhenADurableIsLostWithItsChannel() {
        // given
        Resumption durable = new Resumption(SubscriptionOptions.defaults().durable("d"), 0);
        arrives(durable, 7);
        durable.done(durable.round(), 7);
        durable.start(0);

        // when
        Verdict verdict = durable.arrived(durable.round(), 7, NOON.plusSeconds(1000), 0);

        // then
        assertThat(verdict).isEqualTo(Verdict.BEGIN_ANEW);
        assertThat(durable.takeMissing()).contains(new Missing(8, 0));
        assertThat(durable.start(0)).isEqualTo(StartAt.first());
        assertThat(durable.arrived(durable.round(), 1, NOON.plusSeconds(999), 0))
                .isEqualTo(Verdict.HANDLE);
    }

    @Test
    void shouldBeginAnewWhenTheNewChannelOfADurableIsShorter() {
        // given
        Resumption durable = new Resumption(SubscriptionOptions.defaults().durable("d"), 0);
        arrives(durable, 7);
        durable.start(0);

        // then
        assertThat(durable.arrived(durable.round(), 3, NOON.plusSeconds(1000), 0))
                .isEqualTo(Verdict.BEGIN_ANEW);
    }

    @Test
    void shouldSayThatMessagesAreMissingWhenAGroupIsLostWithItsChannel() {
        // given
        Resumption group = new Resumption(SubscriptionOptions.group("g"), 0);
        arrives(group, 7);
        group.start(0);

        // when
        Verdict verdict = group.arrived(group.round(), 7, NOON.plusSeconds(1000), 0);

        // then
        assertThat(verdict).isEqualTo(Verdict.HANDLE_AFTER_GAP);
        assertThat(group.takeMissing()).contains(new Missing(8, 0));
        assertThat(group.oldest(0)).map(Resumption.Oldest::sequence).contains(7L);
        assertThat(group.arrived(group.round(), 8, NOON.plusSeconds(1001), 0))
                .isEqualTo(Verdict.HANDLE);
        group.done(group.round(), 7);
        group.done(group.round(), 8);
        assertThat(group.oldest(0)).isEmpty();
    }

    @Test
    void shouldTakeWhatAMemberOfAGroupLeftForThisChannelsOwn() {
        // given
        Resumption group = new Resumption(SubscriptionOptions.group("g"), 0);
        arrives(group, 7);

        // then
        assertThat(arrives(group, 3)).isEqualTo(Verdict.HANDLE);
        assertThat(arrives(group, 9)).isEqualTo(Verdict.HANDLE);
        assertThat(group.takeMissing()).isEmpty();
    }

    @Test
    void shouldKnowHowLongTheOldestWaits() {
        // given
        plain.arrived(plain.round(), 7, NOON, 10);
        plain.arrived(plain.round(), 8, NOON, 20);
        plain.done(plain.round(), 7);

        // then
        assertThat(plain.oldest(50)).contains(new Resumption.Oldest(8, Duration.ofNanos(30)));
        plain.done(plain.round(), 8);
        assertThat(plain.oldest(50)).isEmpty();
    }

    @Test
    void shouldNotCountWhatStillComesFromBefore() {
        // given
        plain.start(0);
        int before = plain.round();
        arrives(plain, 7);
        plain.start(0);

        // when
        Verdict late = plain.arrived(before, 8, NOON, 0);

        // then
        assertThat(late).isEqualTo(Verdict.DROP);
        assertThat(plain.start(0)).isEqualTo(StartAt.sequence(7));
        plain.done(before, 7); // the handler of before has ended
        assertThat(plain.oldest(0)).isEmpty();
    }

    @Test
    void shouldDropWhatComesAfterItWasFoundThatTheChannelIsAnotherOne() {
        // given
        arrives(plain, 7);
        plain.start(0);
        int round = plain.round();
        assertThat(plain.arrived(round, 1, NOON.plusSeconds(1000), 0))
                .isEqualTo(Verdict.BEGIN_ANEW);

        // when
        Verdict next = plain.arrived(round, 2, NOON.plusSeconds(1000), 0);

        // then
        assertThat(next).isEqualTo(Verdict.DROP);
        assertThat(plain.start(0)).isEqualTo(StartAt.first());
    }
}
