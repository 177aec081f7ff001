package dev.stanchion.load.series;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.figures.ShapeTitle;
import dev.stanchion.load.shape.Shape;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Carries out a plan. Confined to one thread. */
public final class Bench {
    private final Plan plan;
    private final Progress progress;
    private final Clock clock;

    public Bench(Plan plan, Progress progress, Clock clock) {
        this.plan = plan;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * Measures every shape. If one fails, the result reports it, and the other shapes still run.
     */
    public BenchResult run() {
        Instant began = clock.instant();
        String run = Long.toString(began.toEpochMilli(), Character.MAX_RADIX);
        List<ShapeOutcome> outcomes = new ArrayList<>();
        for (Shape shape : plan.shapes()) {
            progress.begins(shape);
            ShapeOutcome outcome = measure(shape, run + "x" + outcomes.size());
            outcomes.add(outcome);
            progress.ended(outcome);
        }
        return new BenchResult(began, Machine.described(), plan.described(), outcomes);
    }

    private ShapeOutcome measure(Shape shape, String word) {
        Field field = new Field(plan, shape, word, progress);
        try (field) {
            return field.measure();
        } catch (LoadException e) {
            return new ShapeOutcome.Failed(
                    ShapeTitle.of(shape), field.current(), e.problem(), e.remedy());
        }
    }
}
