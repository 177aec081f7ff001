package dev.stanchion.load.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.figures.Comparison;
import dev.stanchion.load.figures.Contestant;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.Round;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.figures.ShapeTitle;
import dev.stanchion.load.server.Durability;
import dev.stanchion.load.shape.Shapes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
    private static final ShapeTitle SHAPE =
            ShapeTitle.of(Shapes.find("1:1").orElseThrow().getFirst());

    @TempDir private Path directory;

    private static Contestant contestant(String name, double... cpuPerMessage) {
        List<Round> rounds = new ArrayList<>();
        for (double micros : cpuPerMessage) {
            rounds.add(
                    new Round(
                            100,
                            100,
                            1_000_000,
                            micros * 100,
                            1,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
        }
        return new Contestant(name, Optional.empty(), rounds, OptionalLong.empty());
    }

    private static BenchResult result(double... cpuPerMessage) {
        Contestant first = contestant("stanchion", cpuPerMessage);
        Contestant second = contestant("other", 10, 10, 10, 10, 10);
        return new BenchResult(
                Instant.EPOCH,
                "machine",
                "settings",
                List.of(
                        new ShapeOutcome.Measured(
                                SHAPE,
                                List.of(first, second),
                                List.of(Comparison.of(first, second)))));
    }

    private static Baseline cpu(double ratio) {
        return new Baseline("other", Durability.MEMORY, Map.of("1:1", Map.of(Metric.CPU, ratio)));
    }

    @Test
    void shouldRecordMediansAndReadThemAgain() {
        // given
        Path file = directory.resolve("baseline.json");

        // when
        BaselineFile.write(file, Baseline.of(result(4, 5, 6, 5, 5), Durability.OS));
        Baseline read = BaselineFile.read(file);

        // then
        assertThat(read.against()).isEqualTo("other");
        assertThat(read.durability()).isEqualTo(Durability.OS);
        assertThat(read.shapes()).isEqualTo(Map.of("1:1", Map.of(Metric.CPU, 0.5)));
    }

    @Test
    void shouldPutUpWithWhatIsTolerated() {
        assertThat(cpu(0.5).judge(result(6, 6, 6, 6, 6), 0.3)).noneMatch(Verdict::isWorse);
    }

    @Test
    void shouldNoticeWhatIsWorseByMore() {
        assertThat(cpu(0.5).judge(result(7, 7, 7, 7, 7), 0.3)).allMatch(Verdict::isWorse);
    }

    @Test
    void shouldNotBlameAServerForAFewBadRounds() {
        assertThat(cpu(0.5).judge(result(5, 5, 30, 30, 30), 0.3)).noneMatch(Verdict::isWorse);
    }

    @Test
    void shouldNoticeALowerRate() {
        // given
        Baseline baseline =
                new Baseline("other", Durability.MEMORY, Map.of("1:1", Map.of(Metric.RATE, 1.5)));

        // then
        assertThat(baseline.judge(result(5, 5, 5, 5, 5), 0.3)).allMatch(Verdict::isWorse);
        assertThat(baseline.judge(result(5, 5, 5, 5, 5), 0.6)).noneMatch(Verdict::isWorse);
    }

    @Test
    void shouldNotPassWhatWasNotMeasured() {
        // given
        BenchResult failed =
                new BenchResult(
                        Instant.EPOCH,
                        "machine",
                        "settings",
                        List.of(new ShapeOutcome.Failed(SHAPE, "other", "it broke", "Mend it.")));

        // then
        assertThatThrownBy(() -> cpu(0.5).judge(failed, 0.3))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("1:1 was not measured: it broke");
    }

    @Test
    void shouldNameFileAndLineOfWhatIsNoBaseline() {
        assertThatThrownBy(() -> BaselineFile.parse("file x", "{\n \"against\": 5}"))
                .hasMessageContaining("file x, line 2: VALUE_NUMBER_INT (expected: VALUE_STRING)");
        assertThatThrownBy(
                        () -> BaselineFile.parse("file x", "{\"shapes\":{\"1:1\":{\"cpus\":1}}}"))
                .hasMessageContaining("file x, line 1: 'cpus' is not known");
        assertThatThrownBy(() -> BaselineFile.parse("file x", "{\"durability\":\"late\"}"))
                .hasMessageContaining("file x, line 1: 'late' is not known");
        assertThatThrownBy(() -> BaselineFile.parse("file x", "{}"))
                .hasMessageContaining("it lacks 'against' or 'shapes'");
        assertThatThrownBy(() -> BaselineFile.parse("file x", "{"))
                .hasMessageContaining("file x is no JSON");
        assertThatThrownBy(() -> BaselineFile.read(directory.resolve("none")))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void shouldReadABaselineWithoutDurabilityAsOneOfMemory() {
        assertThat(
                        BaselineFile.parse("x", "{\"against\":\"a\",\"shapes\":{\"1:1\":{}}}")
                                .durability())
                .isEqualTo(Durability.MEMORY);
    }

    @Test
    void shouldHoldForEveryVersionOfJetStreamAndForNothingElse() {
        // given
        Baseline recorded = new Baseline("jetstream 2.15.3", Durability.OS, Map.of());

        // then
        assertThat(recorded.isAgainst("jetstream 2.16.0-RC.1")).isTrue();
        assertThat(recorded.isAgainst("jetstream 2.15.3 ordered")).isFalse();
        assertThat(recorded.isAgainst("nats-streaming-server")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "always"})
    void shouldShipBaselinesOfShapesThatExist(String name) {
        // when
        Baseline shipped = Baseline.shipped(name);

        // then
        assertThat(Baseline.SHIPPED).contains(name);
        assertThat(shipped.durability().key()).isEqualTo(name);
        assertThat(shipped.against()).isEqualTo("nats-streaming-server");
        assertThat(shipped.shapes().keySet())
                .isNotEmpty()
                .allSatisfy(shape -> assertThat(Shapes.find(shape)).isPresent());
    }
}
