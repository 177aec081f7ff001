package dev.stanchion.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.simulation.invariant.Invariant;
import dev.stanchion.simulation.invariant.Violation;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulation is worth what it finds: each of these faults must be caught, and named. */
class PlantedFaultsTest {
    private static final int SEEDS = 40;
    private static final int STEPS = 120;

    private final LoggedBugs quietLog = new LoggedBugs();

    @AfterEach
    void closeLog() {
        quietLog.close();
    }

    @Test
    void shouldFindThatAcksLeaveBeforeMessagesAreDurable() {
        assertThat(found(Seams.aroundStore(PlantedFaults::durableTooEarly)))
                .contains(Invariant.ACKED_MEANS_STORED);
    }

    @Test
    void shouldFindThatASequenceIsUsedTwice() {
        assertThat(found(Seams.aroundStore(PlantedFaults::reusedSequence)))
                .contains(Invariant.SEQUENCES_WITHOUT_GAP_OR_REPEAT);
    }

    @Test
    void shouldFindThatDeliveriesAreNotRecorded() {
        assertThat(found(Seams.aroundStore(PlantedFaults::forgottenDeliveries)))
                .contains(Invariant.DURABLES_RESUME_WHERE_LEFT);
    }

    @Test
    void shouldFindThatAcksAreSwallowed() {
        assertThat(found(Seams.aroundBus(PlantedFaults::swallowedAcks)))
                .contains(Invariant.ACKED_NEVER_AGAIN);
    }

    @Test
    void shouldFindThatAnAckTouchesAnotherSubscription() {
        assertThat(found(Seams.aroundBus(PlantedFaults::copiedAcks)))
                .contains(Invariant.ACKS_TOUCH_ONLY_THEIR_OWN);
    }

    @Test
    void shouldFindThatAnAbsentMemberKeepsItsMessages() {
        assertThat(found(Seams.aroundBus(PlantedFaults::unnoticedAbsence)))
                .contains(Invariant.NO_LOST_HANDOVER);
    }

    private static Set<Invariant> found(Seams fault) {
        Set<Invariant> found = EnumSet.noneOf(Invariant.class);
        for (long seed = 1; seed <= SEEDS; seed++) {
            new Simulation(seed, fault)
                    .violation(STEPS)
                    .map(Violation::invariant)
                    .ifPresent(found::add);
        }
        return found;
    }
}
