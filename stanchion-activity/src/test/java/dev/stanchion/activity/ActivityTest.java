package dev.stanchion.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.StoreException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityTest extends ActivityBed {
    @Test
    void shouldBeActiveWhenNobodyHasTheLock() {
        // given
        Member alone = onBus().begins();

        // when
        passMillis(100);

        // then
        assertThat(alone.role()).isEqualTo(Role.ACTIVE);
        assertThat(alone.report().epoch()).isEqualTo(1);
        assertThat(alone.report().takeovers()).isEqualTo(1);
        assertThat(alone.report().isActive()).isTrue();
    }

    @Test
    void shouldClaimEverMoreRarelyWhileClaimsFail() {
        // given a lock that it may not change
        Member alone = onBus();
        alone.lock().forbid();

        // when
        alone.begins();
        pass(Duration.ofMinutes(1));

        // then: with a pause of 200 ms at most it would have been 300
        assertThat(alone.role()).isEqualTo(Role.FOLLOWING);
        assertThat(alone.lock().claims()).isBetween(15, 60);
    }

    @Test
    void shouldNotServeBeforeItHasCaughtUp() {
        // given
        Member alone = onBus();
        alone.takesToCatchUp(Duration.ofSeconds(3));

        // when
        alone.begins();
        passMillis(2900);

        // then: meanwhile nothing but the lock shows that it lives
        assertThat(alone.role()).isEqualTo(Role.CATCHING_UP);
        assertThat(alone.lock().renewals()).isBetween(5, 12);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldLetOneOfThoseThatBeginTogetherBeActive(int count) {
        // given
        for (int i = 0; i < count; i++) {
            onBus();
        }

        // when
        members.forEach(Member::begins);
        pass(Duration.ofSeconds(5));

        // then
        assertThat(active().report().epoch()).isEqualTo(1);
        assertThat(lock.epoch()).isEqualTo(1);
    }

    @Test
    void shouldTakeOverAtOnceWhenTheActiveHasNoConnectionAnyMore() {
        // given
        Member first = onBus().begins();
        passMillis(200);
        Member second = onBus().begins();
        pass(Duration.ofSeconds(2));

        // when
        first.isKilled();
        passMillis(250);

        // then
        assertThat(second.role()).isEqualTo(Role.ACTIVE);
        assertThat(second.report().epoch()).isEqualTo(2);
    }

    @Test
    void shouldHandOverWhenItsConnectionBreaksForAMomentWhileAnotherFollows() {
        // given
        Member first = onBus().begins();
        passMillis(200);
        Member second = onBus().begins();
        pass(Duration.ofSeconds(2));

        // when
        first.ear().connected(false);
        passMillis(5);
        boolean servedOn = first.isServing();
        first.ear().connected(true);
        passMillis(400);

        // then
        assertThat(servedOn).isFalse();
        assertThat(first.endings()).containsExactly(Ending.DEPOSED);
        assertThat(second.role()).isEqualTo(Role.ACTIVE);
        assertThat(second.report().epoch()).isEqualTo(2);
    }

    @Test
    void shouldLetABusyFollowerClaimAfterItsConnectionBroke() {
        // given
        Member first = onBus().begins();
        passMillis(200);
        Member second = onBus().begins();
        pass(Duration.ofSeconds(2));

        // when
        second.isPaused();
        first.ear().connected(false);
        passMillis(5);
        first.ear().connected(true);
        passMillis(1000);
        second.isResumed();
        passMillis(300);

        // then: it has what the first one missed
        assertThat(second.role()).isEqualTo(Role.ACTIVE);
        assertThat(second.report().epoch()).isEqualTo(2);
    }

    @Test
    void shouldStayActiveWhenItsConnectionBreaksAndNobodyFollows() {
        // given
        Member first = onBus().begins();
        passMillis(200);
        Member second = onBus().begins();
        pass(Duration.ofSeconds(2));
        second.isKilled();
        pass(Duration.ofSeconds(2));

        // when
        first.ear().connected(false);
        passMillis(5);
        first.ear().connected(true);
        pass(Duration.ofSeconds(1));

        // then
        assertThat(first.role()).isEqualTo(Role.ACTIVE);
        assertThat(first.report().epoch()).isEqualTo(1);
    }

    /**
     * While the connection was broken, followers received messages that the active has not. That
     * does not depend on how long the pause was.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 700})
    void shouldEndItsTermWhenItsConnectionBreaksWhileItIsPaused(int millisOfPause) {
        // given
        Member first = onBus().begins();
        passMillis(200);
        Member second = onBus().begins();
        pass(Duration.ofSeconds(2));

        // when
        first.isPaused();
        second.isPaused();
        passMillis(millisOfPause);
        first.ear().connected(false);
        pass(Duration.ofSeconds(4));
        first.ear().connected(true);
        first.isResumed();
        passMillis(10);

        // then
        assertThat(first.isServing()).isFalse();
        assertThat(first.endings()).containsExactly(Ending.DEPOSED);
    }

    @Test
    void shouldNotBelieveOneAbsence() {
        // given
        onBus().begins();
        passMillis(200);
        Member second = onBus().begins();
        pass(Duration.ofSeconds(1));

        // when
        air.forget(1);
        pass(Duration.ofSeconds(3));

        // then
        assertThat(second.role()).isEqualTo(Role.FOLLOWING);
        assertThat(lock.epoch()).isEqualTo(1);
    }

    @Test
    void shouldTakeOverFromAnActiveThatIsSilent() {
        // given
        Member first = onBus().begins();
        passMillis(200);
        Member second = onBus().begins();
        pass(Duration.ofSeconds(2));

        // when
        first.isPaused();
        passMillis(1300);
        Role before = second.role();
        passMillis(500);

        // then
        assertThat(before).isEqualTo(Role.FOLLOWING);
        assertThat(second.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void shouldGiveAMemberThatHasJustTakenOverTimeToRecover() {
        // given
        Member first = onBus().begins();
        passMillis(200);
        Member second = onBus().begins();
        pass(Duration.ofSeconds(2));
        first.isKilled();
        Member third = onBus().begins();
        pass(Duration.ofSeconds(2));
        Member heir = second.isServing() ? second : third;
        Member other = heir.equals(second) ? third : second;
        assertThat(heir.role()).isEqualTo(Role.ACTIVE);

        // when it stands still while it recovers, as on a busy machine
        heir.isPaused();
        pass(Duration.ofSeconds(4));
        Role before = other.role();
        pass(Duration.ofSeconds(1));

        // then
        assertThat(before).isEqualTo(Role.FOLLOWING);
        assertThat(other.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void shouldFollowWhenItWakesAndAnotherIsActive() {
        // given
        Member first = onBus().begins();
        passMillis(200);
        onBus().begins();
        pass(Duration.ofSeconds(2));
        first.isPaused();
        pass(Duration.ofSeconds(3));

        // when
        first.isResumed();
        pass(Duration.ofSeconds(2));

        // then
        assertThat(first.role()).isEqualTo(Role.FOLLOWING);
        assertThat(first.endings()).containsExactly(Ending.DEPOSED);
        assertThat(active()).isNotSameAs(first);
        assertThat(lock.epoch()).isEqualTo(2);
    }

    @Test
    void shouldFollowAtOnceWhenItsStoreIsFenced() {
        // given
        Member first = withoutBus().begins();
        passMillis(100);
        lock.takenByOutsider();

        // when
        first.writes();
        passMillis(60);

        // then
        assertThat(first.role()).isEqualTo(Role.FOLLOWING);
        assertThat(first.endings()).containsExactly(Ending.DEPOSED);
    }

    @Test
    void shouldTakeOverAtOnceWhenTheLockIsGivenBack() {
        // given
        Member first = withoutBus().begins();
        passMillis(200);
        Member second = withoutBus().begins();
        pass(Duration.ofSeconds(1));

        // when
        first.closes();
        passMillis(250);

        // then
        assertThat(first.isClosed()).isTrue();
        assertThat(first.endings()).containsExactly(Ending.IN_ORDER);
        assertThat(second.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void shouldAnswerUntilItHasGivenTheLockBack() {
        // given
        Member first = onBus().begins();
        passMillis(200);
        Member second = onBus().begins();
        pass(Duration.ofSeconds(1));

        // when
        first.closes();

        // then
        assertThat(first.ear().answers()).isTrue();
        passMillis(10);
        assertThat(first.ear().answers()).isTrue();
        passMillis(250);
        assertThat(first.ear().answers()).isFalse();
        assertThat(second.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void shouldNotClaimWhileItHasNoConnection() {
        // given
        Member first = onBus().begins();
        passMillis(200);
        Member second = onBus().begins();
        pass(Duration.ofSeconds(1));

        // when
        second.ear().connected(false);
        pass(Duration.ofSeconds(10));
        Role cutOff = second.role();
        second.ear().connected(true);
        pass(Duration.ofSeconds(3));

        // then
        assertThat(cutOff).isEqualTo(Role.FOLLOWING);
        assertThat(second.role()).isEqualTo(Role.FOLLOWING);
        assertThat(first.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void shouldTryAgainAfterARefusedClaim() {
        // given
        Member alone = onBus();
        alone.lock().refuse(true);
        alone.begins();
        pass(Duration.ofSeconds(1));
        boolean answersWhileRefused = alone.ear().answers();

        // when
        alone.lock().refuse(false);
        passMillis(500);

        // then
        assertThat(answersWhileRefused).isFalse();
        assertThat(alone.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void shouldNotClaimWhatItCannotRead() {
        // given
        withoutBus().begins();
        passMillis(200);
        Member second = withoutBus().begins();
        pass(Duration.ofSeconds(1));

        // when
        lock.readable(false);
        pass(Duration.ofSeconds(30));

        // then
        assertThat(second.role()).isEqualTo(Role.FOLLOWING);
        assertThat(lock.epoch()).isEqualTo(1);
    }

    @Test
    void shouldGiveTheLockBackWhenItsTermCannotBeginNow() {
        // given
        Member alone = onBus();
        alone.cannotBegin(
                new StoreException(StoreException.Kind.IO, "open", "database", "it restarts"));
        alone.begins();
        pass(Duration.ofSeconds(2));
        String ownerMeanwhile = lock.owner();

        // when
        alone.cannotBegin(null);
        pass(Duration.ofSeconds(30));

        // then
        assertThat(ownerMeanwhile).isEmpty();
        assertThat(alone.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void shouldFailWhenItsTermCanNeverBegin() {
        // given
        Member alone = onBus();
        RuntimeException why = new IllegalStateException("another cluster ID");
        alone.canNeverBegin(why);

        // when
        alone.begins();
        pass(Duration.ofSeconds(1));
        alone.closes();

        // then
        assertThat(alone.failure()).isSameAs(why);
        assertThat(lock.owner()).isEmpty();
        assertThat(alone.isClosed()).isTrue();
    }

    @Test
    void shouldCloseWhileItFollows() {
        // given
        lock.takenByOutsider();
        Member alone = onBus().begins();
        passMillis(300);

        // when
        alone.closes();

        // then
        assertThat(alone.isClosed()).isTrue();
        assertThat(lock.owner()).isEqualTo("go");
    }

    @Test
    void shouldGiveBackWhatItGetsWhileItCloses() {
        // given
        Member alone = onBus().begins();
        passMillis(7);
        Role before = alone.role();

        // when
        alone.closes();
        passMillis(50);

        // then
        assertThat(before).isEqualTo(Role.CLAIMING);
        assertThat(alone.isClosed()).isTrue();
        assertThat(lock.owner()).isEmpty();
    }

    /** Whatever is paused, killed, cut off or resumed, those that live settle on one active. */
    @Test
    void shouldSettleOnOneActiveAfterAnything() {
        for (int seed = 0; seed < 150; seed++) {
            new ActivityTest().settle(seed);
        }
    }

    private void settle(long seed) {
        Random random = new Random(seed);
        boolean hasBus = random.nextBoolean();
        for (int i = 0; i < MOST_MEMBERS; i++) {
            (hasBus ? onBus() : withoutBus()).begins();
        }
        for (int i = 0; i < 30; i++) {
            Member one = members.get(random.nextInt(MOST_MEMBERS));
            switch (random.nextInt(4)) {
                case 0 -> one.isPaused();
                case 1 -> one.isResumed();
                case 2 -> one.writes();
                default -> {
                    if (hasBus) {
                        one.ear().connected(random.nextBoolean());
                    }
                }
            }
            passMillis(random.nextInt(1500));
        }
        members.getFirst().isKilled();
        for (Member each : members.subList(1, MOST_MEMBERS)) {
            each.isResumed();
            if (hasBus) {
                each.ear().connected(true);
            }
        }
        pass(Duration.ofSeconds(10));

        assertThat(members.stream().skip(1).filter(Member::isServing))
                .as("seed " + seed)
                .hasSize(1);
        assertThat(follower()).isNotNull();
    }

    @Test
    void shouldLetAnotherClaimThatHasReceivedMore() {
        // given
        Member active = onBus().begins();
        passMillis(100);
        Member behind = onBus().begins();
        Member whole = onBus().begins();
        passMillis(1_000);
        behind.ear().isBehind(true);

        // when
        active.isKilled();
        passMillis(1_000);

        // then
        assertThat(whole.isServing()).isTrue();
        assertThat(behind.role()).isEqualTo(Role.FOLLOWING);
    }

    @Test
    void shouldClaimIfTheOtherThatHasReceivedMoreDoesNot() {
        // given
        Member active = onBus().begins();
        passMillis(100);
        Member behind = onBus().begins();
        passMillis(1_000);
        behind.ear().isBehind(true);

        // when
        active.isKilled();
        passMillis(11_900);

        // then
        assertThat(behind.isServing()).isFalse();

        // and later
        passMillis(1_000);
        assertThat(behind.isServing()).isTrue();
    }

    @Test
    void shouldSayThatItKeptNothingWhenItsTermHasEnded() {
        // given
        Member first = onBus().begins();
        passMillis(100);
        onBus().begins();
        passMillis(1_000);
        assertThat(first.ear().gaps()).isZero();

        // when
        first.ear().connected(false);
        first.ear().connected(true);
        passMillis(1_000);

        // then
        assertThat(first.role()).isEqualTo(Role.FOLLOWING);
        assertThat(first.ear().gaps()).isEqualTo(1);
    }
}
