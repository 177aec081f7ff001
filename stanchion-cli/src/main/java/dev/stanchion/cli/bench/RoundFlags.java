package dev.stanchion.cli.bench;

import dev.stanchion.load.traffic.RoundLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags for the number and length of rounds. */
final class RoundFlags {
    private static final int CORES_PER_THREAD = 2;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Number of measured rounds for each server. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "Number of rounds before the measured ones. The first one is shown. Default:"
                            + " ${DEFAULT-VALUE}")
    private int warmUps;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "Length of a round in seconds. Default: ${DEFAULT-VALUE}")
    private double seconds;

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "20000000",
            description =
                    "Number of messages after which a round ends early. Default:"
                            + " ${DEFAULT-VALUE}")
    private long messages;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads of the driver. Default: one for every two cores")
    private @Nullable Integer threads;

    int rounds() {
        return atLeastOne("--rounds", rounds);
    }

    int warmUps() {
        return atLeastOne("--warm-up", warmUps);
    }

    RoundLimits limits() {
        if (!(seconds >= 0.01 && seconds <= 3600)) {
            throw new IllegalArgumentException(
                    "--seconds: " + seconds + " (expected: 0.01 to 3600)");
        }
        if (messages < 1) {
            throw new IllegalArgumentException(
                    "--messages: " + messages + " (expected: at least 1)");
        }
        return new RoundLimits(messages, Duration.ofNanos((long) (seconds * 1e9)));
    }

    int threads() {
        return threads == null
                ? Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_PER_THREAD)
                : atLeastOne("--threads", threads);
    }

    private static int atLeastOne(String flag, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(flag + ": " + value + " (expected: at least 1)");
        }
        return value;
    }
}
