package dev.stanchion.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs. The tests do not judge the results. */
class BenchmarksTest {
    @Test
    void shouldRunEachForAMoment() throws RunnerException {
        // when: in this process, so that the measured values mean nothing
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include("dev\\.stanchion\\.bench\\..*")
                                        .forks(0)
                                        .warmupIterations(0)
                                        .measurementIterations(1)
                                        .measurementTime(TimeValue.milliseconds(5))
                                        .shouldFailOnError(true)
                                        .verbosity(VerboseMode.SILENT)
                                        .build())
                        .run();

        // then: every method of every class with every parameter
        assertThat(results).hasSizeGreaterThanOrEqualTo(17);
    }
}
