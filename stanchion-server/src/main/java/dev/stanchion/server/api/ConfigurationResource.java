package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Difference;
import dev.stanchion.engine.admin.Effects;
import dev.stanchion.server.api.access.ReadOnlyMode;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Shows the settings of the process, and has it read them again. A standby and a server that
 * recovers can do that, too. Confined to the port's thread, but for {@link #reloadedBy}.
 */
final class ConfigurationResource {
    static final Set<String> PARAMETERS = ChangeResource.PARAMETERS;

    private static final int OK = 200;

    private final ReadOnlyMode readOnly;
    private final Clock clock;
    private volatile @Nullable Reloader reloader;

    ConfigurationResource(ReadOnlyMode readOnly, Clock clock) {
        this.readOnly = readOnly;
        this.clock = clock;
    }

    /** Sets who reads the configuration. May be called on any thread. */
    void reloadedBy(Reloader able) {
        reloader = able;
    }

    CompletionStage<Reply> show(Question question) {
        question.caller().requireAllChannels();
        Reloader able =
                required(
                        "the program of this server has no configuration to show",
                        "a program that embeds the server knows its ServerOptions");
        return CompletableFuture.completedFuture(
                Reply.json(
                        OK,
                        Json.object(out -> {
                            out.writeArrayPropertyStart("settings");
                            able.settings().stream()
                                    .sorted(
                                            Comparator.comparing(Setting::key)
                                                    .thenComparing(Setting::flag))
                                    .forEach(each -> write(out, each));
                            out.writeEndArray();
                            out.writeStringProperty("asOf", Json.time(clock.instant()));
                        })));
    }

    private static void write(JsonGenerator out, Setting setting) {
        out.writeStartObject();
        new Row()
                .with("key", setting.key())
                .with("flag", setting.flag())
                .with("value", setting.value())
                .with("default", setting.standard())
                .with("isSet", setting.isSet())
                .with("place", setting.place())
                .with("needsRestart", setting.needsRestart())
                .write(out);
        out.writeEndObject();
    }

    CompletionStage<Reply> reload(Question question) {
        question.caller().requireAllChannels();
        readOnly.requireOff();
        question.body().end();
        question.requireConfirmation();
        Reloader able =
                required(
                        "the program of this server does not read its configuration again",
                        "a program that embeds the server calls StanchionServer.reload");
        // Files are read elsewhere: this thread serves all other callers.
        return CompletableFuture.supplyAsync(
                        () ->
                                question.isDryRun()
                                        ? able.plan()
                                        : able.reload(question.stateToHold()),
                        task -> Thread.ofVirtual().name("stanchion-reload").start(task))
                .thenApplyAsync(outcome -> shown(outcome, question), question.port());
    }

    /** Returns who reads the configuration, or says that the program does not. */
    private Reloader required(String otherwise, String whoEmbeds) {
        Reloader able = reloader;
        if (able == null) {
            throw new ProblemException(
                    Problem.of(Code.CONFLICT, otherwise)
                            .withRemedy(
                                    "wait until the server is ready, if it starts; " + whoEmbeds));
        }
        return able;
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
