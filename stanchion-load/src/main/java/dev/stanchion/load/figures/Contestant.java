package dev.stanchion.load.figures;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one server has shown in one shape. Immutable.
 *
 * @param first its very first round, before it was warm; empty where every round is the first
 * @param rounds those that count
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

    /** Returns the figures, round by round; nothing if one of them is missing. */
    public List<Double> values(Metric metric) {
        List<Double> values = rounds.stream().map(metric::of).flatMap(Optional::stream).toList();
        return values.size() == rounds.size() ? values : List.of();
    }

    /** Returns the driver's own processor time per message, the middle of the rounds. */
    public double driverCpuPerMessage() {
        return Spread.of(rounds.stream().map(Round::driverCpuPerMessage).toList()).median();
    }
}
