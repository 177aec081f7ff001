package dev.stanchion.load.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stanchion.load.audience.Audience;
import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.figures.Contestant;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.Round;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.report.JsonReport;
import dev.stanchion.load.server.Consumers;
import dev.stanchion.load.server.Durability;
import dev.stanchion.load.server.ServerChoice;
import dev.stanchion.load.shape.Ballast;
import dev.stanchion.load.shape.Protocol;
import dev.stanchion.load.shape.Reception;
import dev.stanchion.load.shape.Shape;
import dev.stanchion.load.shape.Work;
import dev.stanchion.load.traffic.RoundLimits;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every kind of work, with few messages, against Stanchion in this process. */
@Tag("long")
class BenchIT {
    private static final String CLUSTER = "benched";
    private static final int MESSAGES = 1000;
    private static final int ROUNDS = 2;
    // Limits with so much time that the number of messages ends a round, even on a busy machine.
    private static final RoundLimits LIMITS = new RoundLimits(MESSAGES, Duration.ofMinutes(2));

    private StanchionServer server;

    @BeforeEach
    void start() {
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .host("127.0.0.1")
                                .port(0)
                                .clusterId(CLUSTER)
                                .build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Shape shape(
            String name,
            int publishers,
            int subscribers,
            Reception reception,
            int channels,
            Work work,
            Ballast ballast) {
        return new Shape(
                name,
                Protocol.STREAMING,
                publishers,
                subscribers,
                reception,
                channels,
                128,
                work,
                ballast);
    }

    private static Shape core(int publishers, int subscribers, Reception reception) {
        return new Shape(
                "core",
                Protocol.CORE,
                publishers,
                subscribers,
                reception,
                1,
                16,
                new Work.Flood(1),
                Ballast.NONE);
    }

    static List<Shape> shapes() {
        Work flood = new Work.Flood(256);
        return List.of(
                shape("flood", 2, 3, Reception.EACH, 1, flood, Ballast.NONE),
                shape("queue", 1, 4, Reception.QUEUE, 1, flood, Ballast.NONE),
                shape("channels", 1, 1, Reception.EACH, 20, flood, Ballast.NONE),
                shape("sync", 1, 0, Reception.EACH, 1, new Work.Flood(1), Ballast.NONE),
                shape("paced", 1, 1, Reception.EACH, 1, new Work.Paced(5000), Ballast.NONE),
                shape("half-load", 1, 1, Reception.EACH, 1, new Work.HalfLoad(), Ballast.NONE),
                shape("catch-up", 1, 2, Reception.EACH, 1, new Work.CatchUp(4000), Ballast.NONE),
                shape("beside", 1, 1, Reception.EACH, 1, flood, new Ballast(5, 6, 7, 800)),
                core(1, 0, Reception.EACH),
                core(2, 3, Reception.EACH),
                core(1, 3, Reception.QUEUE));
    }

    private ServerChoice here() {
        return ServerChoice.Running.of(
                "stanchion", server.clientUrl(), CLUSTER, OptionalLong.empty());
    }

    private static BenchResult run(Shape shape, ServerChoice... servers) {
        Plan plan = new Plan(List.of(shape), List.of(servers), 1, ROUNDS, LIMITS, 2, Audience.NONE);
        return new Bench(plan, Progress.NONE, Clock.systemUTC()).run();
    }

    private static ShapeOutcome.Measured measured(BenchResult result) {
        assertThat(result.outcomes()).hasSize(1);
        assertThat(result.outcomes().getFirst()).isInstanceOf(ShapeOutcome.Measured.class);
        return (ShapeOutcome.Measured) result.outcomes().getFirst();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldCountEveryMessageOfEveryRound(Shape shape) {
        // when
        BenchResult result = run(shape, here());

        // then
        Contestant contestant = measured(result).contestants().getFirst();
        boolean isCatchUp = shape.work() instanceof Work.CatchUp;
        assertThat(contestant.rounds())
                .hasSize(ROUNDS)
                .allSatisfy(round -> {
                    assertThat(round.published()).isEqualTo(isCatchUp ? 0 : MESSAGES);
                    assertThat(round.delivered())
                            .isEqualTo(shape.deliveriesOf(isCatchUp ? 4000 : MESSAGES));
                    assertThat(round.nanos()).isPositive();
                    assertThat(round.driverCpuMicros()).isPositive();
                });
        assertThat(JsonReport.of(result)).contains("\"messagesPerSecond\"");
    }

    @Test
    void shouldTimeWhatIsPaced() {
        // when
        BenchResult result =
                run(shape("p", 1, 1, Reception.EACH, 1, new Work.Paced(500), Ballast.NONE), here());

        // then
        Contestant contestant = measured(result).contestants().getFirst();
        for (Round round : contestant.rounds()) {
            assertThat(round.acknowledged().orElseThrow().corrected().count()).isEqualTo(MESSAGES);
            assertThat(round.received().orElseThrow().corrected().count()).isEqualTo(MESSAGES);
            assertThat(round.received().orElseThrow().corrected().at(50.0))
                    .isGreaterThanOrEqualTo(round.received().orElseThrow().uncorrected().at(50.0));
            // The round cannot be faster than its schedule.
            assertThat(round.messagesPerSecond()).isLessThan(525);
        }
        // The warm-up has no schedule.
        assertThat(contestant.first().orElseThrow().messagesPerSecond()).isGreaterThan(525);
    }

    @Test
    void shouldNotMeasureWhatAnswersToAnotherCluster() {
        // given
        ServerChoice wrong =
                ServerChoice.Running.of(
                        "stanchion", server.clientUrl(), "other", OptionalLong.empty());

        // when
        BenchResult result =
                run(shape("x", 1, 1, Reception.EACH, 1, new Work.Flood(1), Ballast.NONE), wrong);

        // then
        assertThat(result.hasFailures()).isTrue();
        assertThat(result.outcomes().getFirst())
                .isInstanceOfSatisfying(
                        ShapeOutcome.Failed.class,
                        failed -> assertThat(failed.problem()).contains("other"));
    }

    @Test
    void shouldCompareWithTheGoServerInTurn() {
        // given
        Optional<Path> program = onPath("nats-streaming-server");
        assumeThat(program).as("nats-streaming-server on the PATH").isPresent();
        ServerChoice go = ServerChoice.Command.parse(program.orElseThrow().toString());

        // when
        ShapeOutcome.Measured measured =
                measured(
                        run(
                                shape(
                                        "flood",
                                        1,
                                        1,
                                        Reception.EACH,
                                        1,
                                        new Work.Flood(256),
                                        Ballast.NONE),
                                here(),
                                go));

        // then
        assertThat(measured.contestants()).hasSize(2);
        assertThat(measured.comparisons())
                .hasSize(1)
                .allSatisfy(each ->
                        assertThat(each.ratios())
                                .hasEntrySatisfying(
                                        Metric.RATE,
                                        ratio -> assertThat(ratio.min()).isPositive()));
        assertThat(measured.contestants().getLast().peakResidentBytes()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Consumers.class)
    void shouldCompareWithJetStreamInTurn(Consumers consumers) {
        // given
        Optional<Path> program = natsServer();
        assumeThat(program).as("a nats-server 2.15, named by STANCHION_NATS_SERVER").isPresent();
        ServerChoice jetStream =
                new ServerChoice.JetStream(
                        "jetstream", program.orElseThrow().toString(), Durability.OS, consumers);
        Work flood = new Work.Flood(256);
        List<Shape> shapes =
                List.of(
                        shape("flood", 2, 3, Reception.EACH, 1, flood, Ballast.NONE),
                        shape("channels", 1, 1, Reception.EACH, 3, flood, Ballast.NONE),
                        shape("queue", 1, 4, Reception.QUEUE, 1, flood, Ballast.NONE),
                        shape("sync", 1, 0, Reception.EACH, 1, new Work.Flood(1), Ballast.NONE),
                        shape(
                                "read",
                                1,
                                2,
                                Reception.EACH,
                                1,
                                new Work.CatchUp(4000),
                                Ballast.NONE));

        // then
        for (Shape shape : shapes) {
            ShapeOutcome.Measured measured = measured(run(shape, here(), jetStream));
            assertThat(measured.contestants())
                    .as(shape.name())
                    .hasSize(2)
                    .allSatisfy(each ->
                            assertThat(each.rounds())
                                    .allSatisfy(round ->
                                            assertThat(round.messagesPerSecond()).isPositive()));
        }
    }

    private static Optional<Path> natsServer() {
        return Optional.ofNullable(System.getenv("STANCHION_NATS_SERVER")).map(Path::of);
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
