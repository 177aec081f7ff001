package dev.stanchion.load.figures;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The results of one server in one shape. Immutable.
 *
 * @param first the first round, before the server was warm; empty if each round starts a new server
 * @param rounds the rounds that count
 */
public record Contestant(
        String name, Optional<Round> first, List<Round> rounds, OptionalLong peakResidentBytes) {
    public Contestant {
        rounds = List.copyOf(rounds);
    }

    /** Summarises a metric over the rounds; empty if not every round has it. */
    public Optional<Spread> spread(Metric metric) {
        List<Double> values = values(metric);
        return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
    }

    /** Returns the figures, round by round; an empty list if one of them is missing. */
    public List<Double> values(Metric metric) {
        List<Double> values = rounds.stream().map(metric::of).flatMap(Optional::stream).toList();
        return values.size() == rounds.size() ? values : List.of();
    }

    /** Returns the median of the driver's own processor time per message. */
    public double driverCpuPerMessage() {
        return Spread.of(rounds.stream().map(Round::driverCpuPerMessage).toList()).median();
    }
}
