package dev.stanchion.server.api;

import dev.stanchion.engine.diagnosis.ChannelStandstill;
import dev.stanchion.engine.diagnosis.Diagnosis;
import dev.stanchion.engine.diagnosis.Standstill;
import dev.stanchion.protocol.ChannelName;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import tools.jackson.core.JsonGenerator;

/**
 * Why messages of a channel do not arrive. The parameters {@code group} and {@code client} mean the
 * same: the name of a group, a durable or a client. The answer has names and numbers and no
 * payloads.
 */
record WhyResource(ObservedEngine engine) {
    static final Set<String> PARAMETERS = Set.of("channel", "group", "client");

    private static final int OK = 200;

    CompletionStage<Reply> why(Question question) {
        String channel = question.query().text("channel").orElse("");
        String group = question.query().text("group").orElse("");
        String client = question.query().text("client").orElse("");
        if (!ChannelName.isValid(channel)) {
            throw invalid("?channel", "expected: the name of a channel");
        }
        if (!group.isEmpty() && !client.isEmpty()) {
            throw invalid("?client", "group is there, too (expected: one of them)");
        }
        question.caller().requireChannel(channel);
        return json(channel, group + client, question.caller(), question.port())
                .thenApply(json -> Reply.json(OK, json));
    }

    /**
     * Returns the answer in JSON.
     *
     * @param position a group, a durable or a client; empty for all of the channel
     */
    CompletionStage<String> json(String channel, String position, Caller caller, Executor port) {
        return engine.why(channel, position, port)
                .thenApply(found ->
                        json(found.orElseThrow(() -> new ProblemException(notServing())), caller));
    }

    private static ProblemException invalid(String parameter, String detail) {
        return new ProblemException(Problem.invalid(parameter, detail));
    }

    private static Problem notServing() {
        return FailureProblem.notReady("this server serves nobody now");
    }

    private static String json(Diagnosis diagnosis, Caller caller) {
        List<Standstill> reasons =
                diagnosis.reasons().stream().map(reason -> withoutUnseen(reason, caller)).toList();
        return Json.object(json -> {
            json.writeStringProperty("channel", diagnosis.channel());
            json.writeBooleanProperty("wrong", diagnosis.isWrong());
            json.writeArrayPropertyStart("reasons");
            reasons.forEach(reason -> write(json, reason));
            json.writeEndArray();
            Json.time(json, "asOf", diagnosis.epochNanos());
        });
    }

    /** A near name may be that of a channel which the caller may not see. */
    private static Standstill withoutUnseen(Standstill reason, Caller caller) {
        boolean isUnseen =
                reason instanceof ChannelStandstill.NoSuchChannel missing
                        && !missing.near().isEmpty()
                        && !caller.sees(missing.near());
        return isUnseen
                ? new ChannelStandstill.NoSuchChannel(
                        ((ChannelStandstill.NoSuchChannel) reason).channel(), "", 0, 0)
                : reason;
    }

    private static void write(JsonGenerator json, Standstill reason) {
        json.writeStartObject();
        json.writeStringProperty("code", reason.code());
        json.writeBooleanProperty("wrong", reason.isWrong());
        json.writeStringProperty("sentence", reason.sentence());
        json.writeStringProperty("remedy", reason.remedy());
        json.writeObjectPropertyStart("facts");
        FactsJson.write(json, (Record) reason);
        json.writeEndObject();
        json.writeEndObject();
    }
}
