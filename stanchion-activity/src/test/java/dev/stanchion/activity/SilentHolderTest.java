package dev.stanchion.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A lock whose holder does not answer: a member without a bus, or an outsider. */
class SilentHolderTest extends ActivityBed {
    @Test
    void shouldTakeOverFromAMemberWithoutABusWhenItsMarkStands() {
        // given
        Member first = withoutBus().begins();
        passMillis(200);
        Member second = withoutBus().begins();
        pass(Duration.ofSeconds(10));
        Role before = second.role();

        // when
        first.isKilled();
        passMillis(2000);

        // then
        assertThat(before).isEqualTo(Role.FOLLOWING);
        assertThat(second.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void shouldTakeOverFromAMemberWhoseProcessHasEndedWithoutWaitingForSilence() {
        // given
        Member first = withoutBus().begins();
        passMillis(200);
        Member second = withoutBus().begins();
        pass(Duration.ofSeconds(1));

        // when
        first.isKilled();
        lock.seemsGone();
        passMillis(700);

        // then
        assertThat(second.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void shouldNotBelieveThatAMemberHasEndedWhichGivesSignsOfLife() {
        // given
        withoutBus().begins();
        passMillis(200);
        Member second = withoutBus().begins();
        pass(Duration.ofSeconds(1));

        // when
        lock.seemsGone();
        pass(Duration.ofSeconds(10));

        // then
        assertThat(second.role()).isEqualTo(Role.FOLLOWING);
    }

    @Test
    void shouldLeaveTheLockToAnOutsiderThatLives() {
        // given
        lock.takenByOutsider();
        Member follower = onBus().begins();

        // when
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(1));
            lock.beat();
        }

        // then
        assertThat(follower.role()).isEqualTo(Role.FOLLOWING);
        assertThat(follower.report().holder()).isEqualTo("a Go server");
    }

    @Test
    void shouldLeaveTheLockToAnOutsiderThatIsHeard() {
        // given
        lock.takenByOutsider();
        Member follower = onBus().begins();

        // when
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(1));
            air.outsiderBeats();
        }

        // then
        assertThat(follower.role()).isEqualTo(Role.FOLLOWING);
    }

    @Test
    void shouldTakeOverFromAnOutsiderThatIsSilentForLong() {
        // given
        lock.takenByOutsider();
        Member follower = onBus().begins();

        // when
        passMillis(4400);
        Role before = follower.role();
        passMillis(400);

        // then
        assertThat(before).isEqualTo(Role.FOLLOWING);
        assertThat(follower.role()).isEqualTo(Role.ACTIVE);
    }
}
