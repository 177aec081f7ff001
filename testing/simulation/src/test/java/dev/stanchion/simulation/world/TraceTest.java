package dev.stanchion.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.shard.VirtualTime;
import org.junit.jupiter.api.Test;

class TraceTest {
    private final VirtualTime time = new VirtualTime();

    @Test
    void shouldKeepTheLastLines() {
        // given
        Trace trace = new Trace(time, 2);

        // when
        for (int i = 1; i <= 3; i++) {
            trace.note("line %d", i);
        }

        // then
        assertThat(trace.lines())
                .satisfiesExactly(
                        second -> assertThat(second).endsWith("line 2"),
                        third -> assertThat(third).endsWith("line 3"));
    }

    @Test
    void shouldKeepNothingIfItIsToKeepNoLines() {
        // given
        Trace trace = new Trace(time, 0);

        // when
        trace.note("line");

        // then
        assertThat(trace.lines()).isEmpty();
    }

    @Test
    void shouldRefuseANegativeNumberOfLines() {
        // when, then
        assertThatThrownBy(() -> new Trace(time, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "lines of a trace: -1 (expected: 0 or more; -Dsimulation.trace or"
                                + " -Dcrash.trace sets them)");
    }
}
