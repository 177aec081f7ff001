package dev.stanchion.simulation.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignTest {
    private static final Range RANGE = new Range("jetstream", 11, 170, 300);

    @TempDir private Path directory;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Set<Long> ran = ConcurrentHashMap.newKeySet();
    private Path path;

    @BeforeEach
    void setUp() {
        path = directory.resolve("journal");
    }

    private Map<Long, String> run(int threads, SeedRun run)
            throws IOException, InterruptedException {
        try (Journal journal = Journal.open(path, RANGE)) {
            new Campaign(RANGE, run, journal, new PrintStream(printed, true, UTF_8)).run(threads);
            return journal.failures();
        }
    }

    private Optional<String> pass(long seed) {
        ran.add(seed);
        return Optional.empty();
    }

    private static Set<Long> seeds(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().collect(Collectors.toSet());
    }

    @Test
    void shouldRunEachSeedOnce() throws Exception {
        // when
        Map<Long, String> failures = run(3, this::pass);

        // then
        assertThat(ran).isEqualTo(seeds(11, 180));
        assertThat(failures).isEmpty();
    }

    @Test
    void shouldTellAFailureAtOnceAndGoOn() throws Exception {
        // when
        Map<Long, String> failures =
                run(2, seed -> seed == 40 ? Optional.of("BROKEN: here\n  and there") : pass(seed));

        // then
        assertThat(failures).isEqualTo(Map.of(40L, "BROKEN: here | and there"));
        assertThat(ran).hasSize(169);
        assertThat(printed.toString(UTF_8))
                .contains("seed 40 fails: BROKEN")
                .contains("bin/simulate --seed 40 --steps 300 --store jetstream");
    }

    @Test
    void shouldTakeAnExceptionForAFailureOfItsSeed() throws Exception {
        // when
        Map<Long, String> failures =
                run(
                        1,
                        seed -> {
                            if (seed == 60) {
                                throw new IllegalStateException("no such thing");
                            }
                            return pass(seed);
                        });

        // then
        assertThat(failures).containsOnlyKeys(60L);
        assertThat(failures.get(60L)).contains("no such thing");
        assertThat(ran).hasSize(169);
    }

    @Test
    void shouldGoOnWhereItWas() throws Exception {
        // given
        try (Journal journal = Journal.open(path, RANGE)) {
            journal.done(0, Map.of(12L, "BROKEN"));
            journal.done(2, Map.of());
        }

        // when
        Map<Long, String> failures = run(2, this::pass);

        // then
        assertThat(ran)
                .isEqualTo(
                        LongStream.rangeClosed(11, 180)
                                .filter(seed -> (seed >= 61 && seed <= 110) || seed >= 161)
                                .boxed()
                                .collect(Collectors.toSet()));
        assertThat(failures).containsOnlyKeys(12L);
    }

    @Test
    void shouldSayAtTheEndWhatFailedAndHowToSeeIt() {
        // when
        String summary = Campaign.summary(RANGE, Map.of(99L, "BROKEN: b", 12L, "BROKEN: a"), 125);

        // then
        assertThat(List.of(summary.split("\n")))
                .containsExactly(
                        "170 seeds from 11 on, 300 steps each, jetstream store: 2 failed,"
                                + " in 2 min 5 s",
                        "bin/simulate --seed 12 --steps 300 --store jetstream",
                        "  BROKEN: a",
                        "bin/simulate --seed 99 --steps 300 --store jetstream",
                        "  BROKEN: b");
    }

    @Test
    void shouldSayHowLongItWillTake() {
        // given
        Pace pace = new Pace(1_000_000, 200_000);

        // when
        String line = pace.line(203_600, 2, 60);

        // then
        assertThat(line)
                .isEqualTo(
                        "203,600 of 1,000,000 seeds (20.4 %), 2 failed, 60.0 a second,"
                                + " 3 h 41 min to go");
    }
}
