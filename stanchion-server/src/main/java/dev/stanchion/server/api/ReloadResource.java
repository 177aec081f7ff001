package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Difference;
import dev.stanchion.engine.admin.Effects;
import dev.stanchion.server.api.access.ReadOnlyMode;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Has the process read its configuration again. A standby and a server that recovers can do that,
 * too. Confined to the port's thread, but for {@link #reloadedBy}.
 */
final class ReloadResource {
    static final Set<String> PARAMETERS = ChangeResource.PARAMETERS;

    private static final int OK = 200;

    private final ReadOnlyMode readOnly;
    private volatile @Nullable Reloader reloader;

    ReloadResource(ReadOnlyMode readOnly) {
        this.readOnly = readOnly;
    }

    /** Sets who reads the configuration. May be called on any thread. */
    void reloadedBy(Reloader able) {
        reloader = able;
    }

    CompletionStage<Reply> reload(Question question) {
        question.caller().requireAllChannels();
        readOnly.requireOff();
        question.body().end();
        question.requireConfirmation();
        Reloader able = reloader;
        if (able == null) {
            throw new ProblemException(
                    Problem.of(
                                    Code.CONFLICT,
                                    "the program of this server does not read its configuration"
                                            + " again")
                            .withRemedy(
                                    "wait until the server is ready, if it starts; a program that"
                                            + " embeds the server calls StanchionServer.reload"));
        }
        // Files are read elsewhere: this thread serves all other callers.
        return CompletableFuture.supplyAsync(
                        () ->
                                question.isDryRun()
                                        ? able.plan()
                                        : able.reload(question.stateToHold()),
                        task -> Thread.ofVirtual().name("stanchion-reload").start(task))
                .thenApplyAsync(outcome -> shown(outcome, question), question.port());
    }

    private static Reply shown(Reloader.Outcome outcome, Question question) {
        return switch (outcome) {
            case Reloader.Outcome.Wrong(List<String> reasons) ->
                    throw new ProblemException(
                            Problem.of(Code.CONFLICT, String.join("; ", reasons))
                                    .withRemedy(
                                            "mend that, and reload again; the server goes on as it"
                                                    + " was"));
            case Reloader.Outcome.Done(Reloader.Plan plan) -> Reply.json(OK, json(plan, false));
            case Reloader.Outcome.Planned(Reloader.Plan plan) -> planned(plan, question);
        };
    }

    private static Reply planned(Reloader.Plan plan, Question question) {
        if (question.isDryRun()) {
            return Reply.json(OK, json(plan, true));
        }
        Optional<String> other =
                question.stateToHold().filter(state -> !state.equals(plan.state()));
        if (other.isPresent()) {
            throw new ProblemException(
                    FailureProblem.stateChanged(
                            "the configuration is not that of the plan any more",
                            json(plan, true),
                            List.of(
                                    new Difference(
                                            "configuration",
                                            "that of the plan",
                                            summary(plan, true)))));
        }
        throw new ProblemException(
                Problem.of(Code.CONFLICT, String.join("; ", plan.refusals()))
                        .withRemedy("restart the server to change that, or undo it in the file"));
    }

    private static String json(Reloader.Plan plan, boolean dryRun) {
        return Json.object(out -> {
            out.writeBooleanProperty("dryRun", dryRun);
            if (dryRun) {
                out.writeStringProperty("state", plan.state());
            }
            out.writeStringProperty("summary", summary(plan, dryRun));
            PlanJson.writeEffects(out, Effects.NONE);
            Json.texts(out, "changes", plan.changes());
            out.writeArrayPropertyStart("warnings");
            plan.remarks().forEach(remark -> writeWarning(out, "configuration", remark));
            if (!plan.unchanged().isEmpty()) {
                writeWarning(
                        out,
                        "restart-needed",
                        "Stays as it started until a restart: %s."
                                .formatted(String.join(", ", plan.unchanged())));
            }
            out.writeEndArray();
            if (!plan.refusals().isEmpty()) {
                out.writeStringProperty(
                        "refusal",
                        "Nothing is taken from the file: " + String.join("; ", plan.refusals()));
            }
        });
    }

    private static void writeWarning(JsonGenerator out, String code, String text) {
        out.writeStartObject();
        out.writeStringProperty("code", code);
        out.writeStringProperty("text", text);
        out.writeEndObject();
    }

    private static String summary(Reloader.Plan plan, boolean isPlan) {
        int changes = plan.changes().size();
        return switch (changes) {
            case 0 -> "The server reads its configuration again. No setting changes.";
            case 1 ->
                    "The server reads its configuration again. 1 setting "
                            + (isPlan ? "changes." : "has changed.");
            default ->
                    "The server reads its configuration again. %d settings %s."
                            .formatted(changes, isPlan ? "change" : "have changed");
        };
    }
}
