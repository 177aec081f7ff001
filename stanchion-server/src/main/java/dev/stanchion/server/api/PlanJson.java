package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Effects;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.Plan;
import dev.stanchion.engine.admin.Result;
import dev.stanchion.engine.admin.Warning;
import dev.stanchion.server.http.Json;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Plans and their results in JSON. */
final class PlanJson {
    private PlanJson() {}

    /** Returns a plan. */
    static String of(Plan plan) {
        return Json.object(out -> {
            out.writeBooleanProperty("dryRun", true);
            out.writeStringProperty("state", plan.state());
            writeContent(out, plan, plan.effects());
            plan.refusal().ifPresent(why -> out.writeStringProperty("refusal", why.text()));
        });
    }

    /** Returns what a change has done. */
    static String of(Result result) {
        return Json.object(out -> {
            out.writeBooleanProperty("dryRun", false);
            writeContent(out, result.plan(), result.effects());
            result.undo()
                    .flatMap(PlanJson::undo)
                    .ifPresent(text -> {
                        out.writeName("undo");
                        out.writeRawValue(text);
                    });
            if (result.sequence() > 0) {
                out.writeNumberProperty("sequence", result.sequence());
            }
        });
    }

    private static void writeContent(JsonGenerator out, Plan plan, Effects effects) {
        out.writeStringProperty("summary", plan.summary());
        writeEffects(out, effects);
        out.writeArrayPropertyStart("warnings");
        for (Warning warning : plan.warnings()) {
            out.writeStartObject();
            out.writeStringProperty("code", warning.code());
            out.writeStringProperty("text", warning.text());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Writes the numbers of a plan or of a result. */
    static void writeEffects(JsonGenerator out, Effects effects) {
        out.writeObjectPropertyStart("effects");
        out.writeNumberProperty("redelivered", effects.redelivered());
        out.writeNumberProperty("skipped", effects.skipped());
        out.writeNumberProperty("forgottenInFlight", effects.forgottenInFlight());
        out.writeNumberProperty("messagesRemoved", effects.messagesRemoved());
        out.writeNumberProperty("bytesRemoved", effects.bytesRemoved());
        out.writeNumberProperty("positionsRemoved", effects.positionsRemoved());
        Json.texts(out, "clientsAffected", effects.clientsAffected());
        out.writeEndObject();
    }

    /** Returns the request that takes a change back, if it can be taken back. */
    private static Optional<String> undo(Operation operation) {
        return switch (operation) {
            case Operation.Move move ->
                    Optional.of(request("PUT", path(move) + "/position", MoveBody.of(move)));
            case Operation.Resume resume ->
                    Optional.of(request("POST", path(resume) + "/resume", "{}"));
            case Operation.ResumeChannel resume ->
                    Optional.of(request("POST", Paths.channel(resume.channel()) + "/resume", "{}"));
            case Operation.Pause pause ->
                    Optional.of(
                            request(
                                    "POST",
                                    path(pause) + "/pause",
                                    new PauseBody(pause.forNanos(), pause.reason()).json()));
            case Operation.PauseChannel pause ->
                    Optional.of(
                            request(
                                    "POST",
                                    Paths.channel(pause.channel()) + "/pause",
                                    new PauseBody(pause.forNanos(), pause.reason()).json()));
            case Operation.Unblock unblock ->
                    Optional.of(
                            request("POST", Paths.client(unblock.clientId()) + "/unblock", "{}"));
            default -> Optional.empty();
        };
    }

    private static String path(Operation.OnPosition operation) {
        return Paths.position(operation.channel(), operation.position());
    }

    private static String request(String method, String path, String body) {
        return Json.object(out -> {
            out.writeStringProperty("method", method);
            out.writeStringProperty("path", path);
            out.writeName("body");
            out.writeRawValue(body);
        });
    }
}
