package dev.stanchion.server.api;

import dev.stanchion.engine.finding.Finding;
import dev.stanchion.engine.finding.FindingKind;
import dev.stanchion.engine.finding.Findings;
import dev.stanchion.engine.finding.LiveFinding;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Lists what is likely wrong on this server. The answer has names and numbers and no payloads. A
 * caller does not see what is about channels that the caller may not see.
 */
record FindingResource(ObservedEngine engine) {
    static final Set<String> PARAMETERS = Set.of("kind");

    private static final int OK = 200;

    CompletionStage<Reply> list(Question question) {
        Optional<FindingKind> kind = question.query().text("kind").map(FindingResource::kind);
        return engine.findings(question.port()).thenApply(found -> reply(found, kind, question));
    }

    private static FindingKind kind(String code) {
        return FindingKind.of(code)
                .orElseThrow(() ->
                        new ProblemException(
                                Problem.invalid(
                                        "?kind",
                                        "expected: one of "
                                                + Arrays.stream(FindingKind.values())
                                                        .map(FindingKind::code)
                                                        .collect(Collectors.joining(", ")))));
    }

    private static Reply reply(Findings found, Optional<FindingKind> kind, Question question) {
        List<LiveFinding> shown =
                visible(found, question.caller()).stream()
                        .filter(each -> kind.isEmpty() || kind.get() == each.finding().kind())
                        .toList();
        return Reply.json(
                OK,
                Json.object(json -> {
                    json.writeArrayPropertyStart("findings");
                    shown.forEach(each -> {
                        json.writeStartObject();
                        row(each).write(json);
                        json.writeEndObject();
                    });
                    json.writeEndArray();
                    json.writeArrayPropertyStart("checks");
                    found.kinds().all().forEach(each -> json.writeString(each.code()));
                    json.writeEndArray();
                    if (found.lookedEpochNanos() > 0) {
                        Json.time(json, "asOf", found.lookedEpochNanos());
                    }
                }));
    }

    /** Returns what a caller may see. */
    static List<LiveFinding> visible(Findings found, Caller caller) {
        return found.live().stream()
                .filter(each -> each.finding().channels().stream().allMatch(caller::sees))
                .toList();
    }

    /** Returns what a caller may see. */
    CompletionStage<List<Row>> rows(Caller caller, Executor port) {
        return engine.findings(port)
                .thenApply(found ->
                        visible(found, caller).stream().map(FindingResource::row).toList());
    }

    /** Returns a finding with its facts. */
    static Row row(LiveFinding live) {
        Finding finding = live.finding();
        return new Row()
                .with("kind", finding.kind().code())
                .with("about", finding.about())
                .with("channels", finding.channels())
                .with("since", Json.time(live.sinceEpochNanos()))
                .with("sentence", finding.sentence())
                .with("remedy", finding.remedy())
                .with(
                        "facts",
                        new Row.Raw(Json.object(out -> FactsJson.write(out, finding.facts()))));
    }
}
