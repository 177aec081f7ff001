package dev.stanchion.load.ceiling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.traffic.RoundLimits;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SinkIT {
    @Test
    void shouldDriveEveryShapeOfTheCeiling() {
        // when
        BenchResult result =
                Ceiling.measure(
                        Ceiling.shapes(),
                        2,
                        new RoundLimits(2000, Duration.ofSeconds(20)),
                        1,
                        Clock.systemUTC());

        // then
        assertThat(result.outcomes())
                .hasSize(6)
                .allSatisfy(outcome ->
                        assertThat(outcome)
                                .isInstanceOf(ShapeOutcome.Measured.class)
                                .extracting(Ceiling::line)
                                .asString()
                                .contains("against the sink"));
    }
}
