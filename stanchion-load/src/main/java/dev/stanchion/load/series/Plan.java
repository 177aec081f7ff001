package dev.stanchion.load.series;

import dev.stanchion.load.server.ServerChoice;
import dev.stanchion.load.shape.Shape;
import dev.stanchion.load.traffic.RoundLimits;
import java.util.List;

/**
 * What to measure, and how thoroughly. Immutable.
 *
 * @param servers the first is the one in question, the others are what it is compared with
 * @param warmUps rounds before those that count, for each server; at least one
 * @param rounds that count, for each server
 * @param threads that the driver uses
 */
public record Plan(
        List<Shape> shapes,
        List<ServerChoice> servers,
        int warmUps,
        int rounds,
        RoundLimits limits,
        int threads) {
    public Plan {
        shapes = List.copyOf(shapes);
        servers = List.copyOf(servers);
        if (servers.isEmpty() || warmUps < 1 || rounds < 1 || threads < 1) {
            throw new IllegalArgumentException("a plan without servers, rounds or threads");
        }
    }

    /** Returns how it is made, in words. */
    public String described() {
        return "%d rounds per server, in turn, after %d to warm up; a round ends after %s or %,d"
                        .formatted(rounds, warmUps, seconds(), limits.messages())
                + " messages; %d driver thread%s".formatted(threads, threads == 1 ? "" : "s");
    }

    private String seconds() {
        double seconds = limits.time().toMillis() / 1e3;
        return seconds == Math.rint(seconds) ? "%.0f s".formatted(seconds) : seconds + " s";
    }
}
