package dev.stanchion.interop.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.client.ClientLibrary;
import dev.stanchion.interop.driver.Driver;
import dev.stanchion.kit.process.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Real servers and unmodified clients in trouble. Two minutes of it; longer, and with other
 * settings: {@code bin/chaos}.
 */
@Isolated("it measures how long clients hear nothing")
@Tag("long")
class ChaosIT {
    private static final int MOST_MINUTES = 24 * 60;

    /** The libraries give up a publish after 30 s; the one for Python waits for ever. */
    private static final Duration PATIENCE_OF_PUBLISHERS = Duration.ofSeconds(35);

    /** A delivery that is lost comes again after the 30 s of the default ack wait. */
    private static final Duration PATIENCE_OF_LISTENERS = Duration.ofSeconds(90);

    /** Where the logs of a run are whose promises were broken. */
    private static final Path LOGS = Path.of("target", "chaos");

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    private final List<ChaosClient> clients = new ArrayList<>();

    @Test
    @Timeout(value = MOST_MINUTES, unit = TimeUnit.MINUTES)
    void shouldKeepItsPromisesWhateverHappensToTheServers() throws InterruptedException {
        // given
        Settings settings = Settings.of(System.getProperties(), System.nanoTime() >>> 20);
        List<Trouble> script = Script.of(settings.seed(), settings.length(), settings.kinds());
        try (Stage stage = Stage.start(programs, directory, settings.store())) {
            Clock clock = Clock.start();
            Instant began = Instant.now();
            for (ClientLibrary library : settings.clients()) {
                clients.add(ChaosClient.start(library, stage.newUrlsOfClient(), clock));
            }
            clients.forEach(ChaosClient::publishAllTheTime);

            // when
            List<Happened> happened = play(script, settings.length(), stage, Clock.start(), clock);

            // then
            Evidence evidence = becomeQuiet(stage);
            List<Breach> breaches = Checker.check(evidence);
            new Report(
                            settings,
                            happened,
                            clients.stream().map(ChaosClient::record).toList(),
                            evidence,
                            breaches)
                    .lines()
                    .forEach(System.out::println);
            if (!breaches.isEmpty()) {
                stage.writeLogs(LOGS);
                System.out.printf(
                        "the run began at %s; the logs of the servers are in %s%n",
                        began, LOGS.toAbsolutePath());
            }
            assertThat(breaches).isEmpty();
        } finally {
            clients.forEach(ChaosClient::close);
        }
    }

    /**
     * Lets each trouble happen in time.
     *
     * @param script the clock of the script
     * @param run the clock of the clients' records
     */
    private static List<Happened> play(
            List<Trouble> troubles, Duration length, Stage stage, Clock script, Clock run) {
        List<Happened> happened = new ArrayList<>();
        long lastNanos = 0;
        Trouble last = null;
        for (Trouble trouble : troubles) {
            waitUntil(trouble.at(), script);
            long fromNanos = run.elapsedNanos();
            if (last != null) {
                happened.add(new Happened(last, lastNanos, fromNanos));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%7.1f s  %s, for %.1f s%n",
                    fromNanos / 1e9,
                    trouble.kind().label(),
                    trouble.lasts().toMillis() / 1e3);
            Runnable mend = stage.begin(trouble);
            waitUntil(trouble.at().plus(trouble.lasts()), script);
            mend.run();
            last = trouble;
            lastNanos = fromNanos;
        }
        waitUntil(length, script);
        if (last != null) {
            happened.add(new Happened(last, lastNanos, run.elapsedNanos()));
        }
        stage.awaitActive();
        return happened;
    }

    private static void waitUntil(Duration at, Clock clock) {
        long left = at.toNanos() - clock.elapsedNanos();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = at.toNanos() - clock.elapsedNanos();
        }
    }

    /** Waits until every publish has its outcome and all that is stored has come to everybody. */
    private Evidence becomeQuiet(Stage stage) throws InterruptedException {
        for (ChaosClient client : clients) {
            client.stopPublishing();
        }
        awaitCalmly(
                PATIENCE_OF_PUBLISHERS,
                () -> clients.stream().allMatch(client -> client.unanswered() == 0));
        try (Driver driver = Driver.start(clients.getFirst().library().install())) {
            Reading reading = Reading.start(driver, stage.urls());
            awaitCalmly(PATIENCE_OF_LISTENERS, () -> everybodyHasGot(reading.stored()));
            return evidence(reading.stored());
        }
    }

    /** Waits as long as it is worth it; the checker says what is missing then. */
    private static void awaitCalmly(Duration patience, Callable<Boolean> condition) {
        long untilNanos = System.nanoTime() + patience.toNanos();
        Awaitility.await()
                .atMost(patience.plusSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> condition.call() || System.nanoTime() - untilNanos > 0);
    }

    /** The reader has at least what was acknowledged, and the others have what the reader has. */
    private boolean everybodyHasGot(List<Delivery> stored) {
        Set<String> contents = new HashSet<>();
        Set<Long> sequences = new HashSet<>();
        stored.forEach(each -> {
            contents.add(each.content());
            sequences.add(each.sequence());
        });
        Set<Long> worked = new HashSet<>();
        clients.forEach(
                client -> client.record().group().forEach(each -> worked.add(each.sequence())));
        return worked.containsAll(sequences)
                && clients.stream().allMatch(client -> hasGot(client, contents, sequences));
    }

    private static boolean hasGot(ChaosClient client, Set<String> contents, Set<Long> sequences) {
        Set<Long> got = new HashSet<>();
        client.record().listener().forEach(each -> got.add(each.sequence()));
        return got.equals(sequences)
                && client.record().publishes().stream()
                        .filter(each -> each.outcome() == Publish.Outcome.ACKNOWLEDGED)
                        .allMatch(each -> contents.contains(each.content()));
    }

    private Evidence evidence(List<Delivery> stored) {
        List<Publish> publishes = new ArrayList<>();
        Map<String, List<Delivery>> listeners = new HashMap<>();
        List<Delivery> group = new ArrayList<>();
        List<ClientRecord.Told> told = new ArrayList<>();
        for (ChaosClient client : clients) {
            publishes.addAll(client.record().publishes());
            listeners.put(client.name(), client.record().listener());
            group.addAll(client.record().group());
            told.addAll(client.record().told());
        }
        return new Evidence(publishes, stored, listeners, group, told);
    }
}
