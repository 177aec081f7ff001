package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Actor;
import dev.stanchion.engine.admin.Effects;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.Result;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Shows the plan of an import, or carries it out. Each step is durable by itself; a step that fails
 * ends the import, and what was done before stays. The same import can be made again then, because
 * it leaves alone what is there. Confined to the port's thread.
 */
final class ImportRun {
    private static final int OK = 200;

    private final Desk desk;
    private final Question question;
    private final ImportPlan plan;

    ImportRun(Desk desk, Question question, ImportPlan plan) {
        this.desk = desk;
        this.question = question;
        this.plan = plan;
    }

    CompletionStage<Reply> run() {
        if (question.isDryRun()) {
            return CompletableFuture.completedFuture(Reply.json(OK, json(true)));
        }
        Optional<String> other =
                question.stateToHold().filter(state -> !state.equals(plan.state()));
        if (other.isPresent()) {
            throw new ProblemException(
                    FailureProblem.stateChanged(
                            "other things exist than in the plan",
                            json(true),
                            plan.differencesFrom(other.get())));
        }
        return step(plan.operations(), 0, question.actor())
                .thenApply(ignored -> Reply.json(OK, json(false)));
    }

    private CompletableFuture<Void> step(List<Operation> operations, int at, Actor by) {
        if (at == operations.size()) {
            return CompletableFuture.completedFuture(null);
        }
        Operation operation = operations.get(at);
        return desk.<Result>ask(question, (engine, reply) -> engine.apply(operation, "", by, reply))
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedFuture(failed(failure, operation, at)))
                .thenCompose(done -> step(operations, at + 1, by));
    }

    private ProblemException failed(Throwable failure, Operation operation, int done) {
        Problem problem =
                ProblemException.problemOf(failure)
                        .orElseGet(() ->
                                Problem.of(
                                        Code.INTERNAL,
                                        ProblemException.causeOf(failure).toString()));
        return new ProblemException(
                Problem.of(
                                problem.code(),
                                "%d of %d steps are done; then %s %s failed: %s"
                                        .formatted(
                                                done,
                                                plan.operations().size(),
                                                operation.verb(),
                                                operation.target(),
                                                problem.detail()))
                        .withRemedy("mend that, and import again; what exists is left alone"));
    }

    static boolean isNoSuchChannel(Throwable failure) {
        return ProblemException.problemOf(failure)
                .filter(problem -> problem.code() == Code.NO_SUCH_CHANNEL)
                .isPresent();
    }

    private String json(boolean dryRun) {
        return Json.object(out -> {
            out.writeBooleanProperty("dryRun", dryRun);
            if (dryRun) {
                out.writeStringProperty("state", plan.state());
            }
            out.writeStringProperty("summary", plan.summary());
            PlanJson.writeEffects(out, Effects.NONE);
            out.writeArrayPropertyStart("warnings");
            if (!plan.moves().isEmpty()) {
                out.writeStartObject();
                out.writeStringProperty("code", "positions-move");
                out.writeStringProperty(
                        "text",
                        "Positions that move get messages again or skip some; what they have in"
                                + " flight is forgotten.");
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }
}
