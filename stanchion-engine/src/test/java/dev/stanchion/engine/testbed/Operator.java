package dev.stanchion.engine.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.admin.Actor;
import dev.stanchion.engine.admin.Administration;
import dev.stanchion.engine.admin.Audit;
import dev.stanchion.engine.admin.Failure;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.Plan;
import dev.stanchion.engine.admin.Reply;
import dev.stanchion.engine.admin.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Somebody who administers the engine of a bed, and waits for each answer. */
public final class Operator {
    private static final Actor OPS = new Actor("ops", "test", "r1");

    private final EngineBed bed;
    private final List<Audit.Change> changes = new ArrayList<>();

    public Operator(EngineBed bed) {
        this.bed = bed;
    }

    /** Returns the changes that were recorded. */
    public List<Audit.Change> changes() {
        return List.copyOf(changes);
    }

    /** A request without an answer yet. */
    public static final class Asked<T> {
        private final List<T> results = new ArrayList<>();
        private final List<Failure> failures = new ArrayList<>();

        public boolean isAnswered() {
            return results.size() + failures.size() > 0;
        }

        public T orThrow() {
            assertThat(failures).isEmpty();
            assertThat(results).hasSize(1);
            return results.getFirst();
        }

        public Failure failure() {
            assertThat(results).isEmpty();
            assertThat(failures).hasSize(1);
            return failures.getFirst();
        }
    }

    /** Asks, and lets everything happen that happens without time passing. */
    public <T> Asked<T> asks(BiConsumer<Administration, Reply<T>> question) {
        Asked<T> asked = begins(question);
        bed.settle();
        return asked;
    }

    /** Asks, and lets nothing happen yet. */
    public <T> Asked<T> begins(BiConsumer<Administration, Reply<T>> question) {
        Asked<T> asked = new Asked<>();
        Consumer<T> onSuccess = asked.results::add;
        question.accept(
                bed.engine().administration(changes::add),
                Reply.of(onSuccess, asked.failures::add));
        return asked;
    }

    public Asked<Plan> plans(Operation operation) {
        return asks((administration, reply) -> administration.plan(operation, reply));
    }

    public Asked<Result> applies(Operation operation) {
        return applies(operation, "");
    }

    public Asked<Result> applies(Operation operation, String state) {
        return asks((administration, reply) -> administration.apply(operation, state, OPS, reply));
    }

    /** As {@link #applies}, and lets nothing happen yet. */
    public Asked<Result> startsToApply(Operation operation) {
        return begins((administration, reply) -> administration.apply(operation, "", OPS, reply));
    }
}
