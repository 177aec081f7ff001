package dev.stanchion.load.series;

import dev.stanchion.load.audience.Audience;
import dev.stanchion.load.server.ServerChoice;
import dev.stanchion.load.shape.Shape;
import dev.stanchion.load.traffic.RoundLimits;
import java.util.List;

/**
 * The shapes and servers to measure, and the number of rounds. Immutable.
 *
 * @param servers the server to measure, followed by the servers to compare with
 * @param warmUps the number of warm-up rounds for each server, at least one
 * @param rounds the number of rounds that count for each server
 * @param threads the number of threads of the driver
 * @param audience who looks at each server; it is then compared with itself without them
 */
public record Plan(
        List<Shape> shapes,
        List<ServerChoice> servers,
        int warmUps,
        int rounds,
        RoundLimits limits,
        int threads,
        Audience audience) {
    public Plan {
        shapes = List.copyOf(shapes);
        servers = List.copyOf(servers);
        if (servers.isEmpty() || warmUps < 1 || rounds < 1 || threads < 1) {
            throw new IllegalArgumentException("a plan without servers, rounds or threads");
        }
        // A shape that a server cannot have is refused here, and not after an hour of others.
        for (ServerChoice server : servers) {
            shapes.forEach(shape -> server.serving(server.drivenAs(shape)));
        }
        if (!audience.isEmpty()
                && shapes.stream()
                        .anyMatch(shape -> !shape.isStreaming() || shape.subscribers() == 0)) {
            throw new IllegalArgumentException(
                    "--viewers: tail a streaming channel, so each shape needs a subscriber");
        }
    }

    /** Returns a readable description of the plan. */
    public String described() {
        return "%d rounds per server, in turn, after %d to warm up; a round ends after %s or %,d"
                        .formatted(rounds, warmUps, seconds(), limits.messages())
                + " messages; %d driver thread%s".formatted(threads, threads == 1 ? "" : "s")
                + (audience.isEmpty() ? "" : "; " + audience.described());
    }

    private String seconds() {
        double seconds = limits.time().toMillis() / 1e3;
        return seconds == Math.rint(seconds) ? "%.0f s".formatted(seconds) : seconds + " s";
    }
}
