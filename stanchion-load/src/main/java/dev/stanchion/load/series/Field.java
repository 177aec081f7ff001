package dev.stanchion.load.series;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.audience.Audience;
import dev.stanchion.load.figures.Comparison;
import dev.stanchion.load.figures.Contestant;
import dev.stanchion.load.figures.Metric;
import dev.stanchion.load.figures.Round;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.figures.ShapeTitle;
import dev.stanchion.load.server.ServerChoice;
import dev.stanchion.load.shape.Shape;
import dev.stanchion.load.shape.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The servers that are compared in one shape. Confined to one thread. */
final class Field implements AutoCloseable {
    private final Plan plan;
    private final Shape shape;
    private final Progress progress;
    private final List<Entrant> entrants = new ArrayList<>();
    private final List<int[]> pairs = new ArrayList<>();
    private String current = "";

    Field(Plan plan, Shape shape, String word, Progress progress) {
        this.plan = plan;
        this.shape = shape;
        this.progress = progress;
        for (ServerChoice server : plan.servers()) {
            enter(server, server.name(), server.drivenAs(shape), plan.audience(), word);
        }
        for (int i = 1; i < plan.servers().size(); i++) {
            pairs.add(new int[] {0, i});
        }
        if (!plan.audience().isEmpty()) {
            twins(word, ", nobody looks", shape);
        } else if (!shape.ballast().isEmpty()
                && plan.servers().stream().allMatch(ServerChoice.Started.class::isInstance)) {
            twins(word, ", empty", shape.withoutBallast());
        }
    }

    /** Adds each server again without what should cost nothing: the difference is its cost. */
    private void twins(String word, String how, Shape without) {
        for (int i = 0; i < plan.servers().size(); i++) {
            ServerChoice server = plan.servers().get(i);
            pairs.add(new int[] {i, entrants.size()});
            enter(server, server.name() + how, without, Audience.NONE, word);
        }
    }

    private void enter(
            ServerChoice server, String name, Shape driven, Audience audience, String word) {
        entrants.add(new Entrant(server, name, driven, plan, audience, word + entrants.size()));
    }

    /** Returns the server that ran last. */
    String current() {
        return current;
    }

    /**
     * Runs all rounds.
     *
     * @throws LoadException if one of them was not correct
     */
    ShapeOutcome.Measured measure() {
        List<List<Round>> warmUps = new ArrayList<>();
        List<List<Round>> rounds = new ArrayList<>();
        entrants.forEach(entrant -> {
            warmUps.add(new ArrayList<>());
            rounds.add(new ArrayList<>());
        });
        for (int i = 0; i < (shape.isCold() ? 0 : plan.warmUps()); i++) {
            // Warm-ups run at full rate in every shape, because a few thousand messages do not warm
            // a server up.
            turn(OptionalDouble.empty(), warmUps, false);
        }
        OptionalDouble rate = rate(warmUps);
        for (int i = 0; i < plan.rounds(); i++) {
            turn(rate, rounds, true);
        }
        List<Contestant> contestants = new ArrayList<>();
        for (int i = 0; i < entrants.size(); i++) {
            Entrant entrant = entrants.get(i);
            Optional<Round> first = warmUps.get(i).stream().findFirst();
            OptionalLong peak = entrant.peakResidentBytes();
            contestants.add(new Contestant(entrant.name(), first, rounds.get(i), peak));
        }
        List<Comparison> comparisons =
                pairs.stream()
                        .map(pair ->
                                Comparison.of(contestants.get(pair[0]), contestants.get(pair[1])))
                        .toList();
        return new ShapeOutcome.Measured(ShapeTitle.of(shape), contestants, comparisons);
    }

    /** Returns the rate of the rounds that count, in messages per second; empty for no limit. */
    private OptionalDouble rate(List<List<Round>> warmUps) {
        return switch (shape.work()) {
            case Work.Paced(double messagesPerSecond) -> OptionalDouble.of(messagesPerSecond);
            case Work.HalfLoad ignored -> OptionalDouble.of(slowest(warmUps) / 2);
            case Work.Flood ignored -> OptionalDouble.empty();
            case Work.CatchUp ignored -> OptionalDouble.empty();
            case Work.Cold ignored -> OptionalDouble.empty();
        };
    }

    /** Runs one round of each server. */
    private void turn(OptionalDouble rate, List<List<Round>> rounds, boolean counts) {
        for (int i = 0; i < entrants.size(); i++) {
            Entrant entrant = entrants.get(i);
            current = entrant.name();
            Round round = entrant.round(rate);
            rounds.get(i).add(round);
            progress.ended(entrant.name(), round, counts);
        }
    }

    /** Returns the lowest of the servers' best rates. */
    private static double slowest(List<List<Round>> rounds) {
        return rounds.stream()
                .mapToDouble(each ->
                        each.stream()
                                .map(Metric.RATE::of)
                                .flatMap(Optional::stream)
                                .mapToDouble(Double::doubleValue)
                                .max()
                                .orElseThrow())
                .min()
                .orElseThrow();
    }

    @Override
    public void close() {
        entrants.forEach(Entrant::close);
    }
}
