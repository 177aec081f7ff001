package dev.stanchion.engine.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.subscription.Phase.Change;
import dev.stanchion.engine.subscription.Phase.Effect;
import dev.stanchion.engine.subscription.Phase.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhaseTest {
    @Test
    void shouldSendWhatIsUnacknowledgedBeforeAnythingNew() {
        assertThat(Phase.OPENING.after(new Event.Opened(3)))
                .isEqualTo(new Change(Phase.REDELIVERING, Effect.REDELIVER));
        assertThat(Phase.REDELIVERING.after(new Event.BacklogSent()))
                .isEqualTo(new Change(Phase.FLOWING, Effect.FLOW));
    }

    @Test
    void shouldFlowAtOnceIfNothingIsUnacknowledged() {
        assertThat(Phase.OPENING.after(new Event.Opened(0)))
                .isEqualTo(new Change(Phase.FLOWING, Effect.FLOW));
    }

    @Test
    void shouldFallSilentWhenSuspendedAndOpenAgainWhenResumed() {
        assertThat(Phase.FLOWING.after(new Event.Suspended()))
                .isEqualTo(new Change(Phase.DORMANT, Effect.SILENCE));
        assertThat(Phase.DORMANT.after(new Event.Resumed()))
                .isEqualTo(new Change(Phase.OPENING, Effect.NONE));
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void shouldEndFromAnywhereOnce(Phase phase) {
        // when
        Change change = phase.after(new Event.Ended());

        // then
        assertThat(change.next()).isEqualTo(Phase.CLOSED);
        assertThat(change.effect()).isEqualTo(phase == Phase.CLOSED ? Effect.NONE : Effect.SILENCE);
    }

    @Test
    void shouldIgnoreWhatComesTooLate() {
        List<Event> late =
                List.of(new Event.Opened(1), new Event.BacklogSent(), new Event.Resumed());

        assertThat(late)
                .allSatisfy(event ->
                        assertThat(Phase.FLOWING.after(event))
                                .isEqualTo(new Change(Phase.FLOWING, Effect.NONE)));
        assertThat(Phase.DORMANT.after(new Event.Opened(1)).next()).isEqualTo(Phase.DORMANT);
        assertThat(Phase.CLOSED.after(new Event.Resumed()).next()).isEqualTo(Phase.CLOSED);
    }
}
