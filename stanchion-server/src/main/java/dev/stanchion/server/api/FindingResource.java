package dev.stanchion.server.api;

import dev.stanchion.engine.finding.Finding;
import dev.stanchion.engine.finding.FindingKind;
import dev.stanchion.engine.finding.Findings;
import dev.stanchion.engine.finding.LiveFinding;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.http.Code;
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
record FindingResource(ObservedEngine engine, Dismissals dismissals) {
    static final Set<String> PARAMETERS = Set.of("kind", "dismissed");

    private static final int OK = 200;

    CompletionStage<Reply> list(Question question) {
        Optional<FindingKind> kind = question.query().text("kind").map(FindingResource::kind);
        boolean dismissed = question.query().flag("dismissed");
        return engine.findings(question.port())
                .thenApply(found -> reply(found, kind, dismissed, question));
    }

    /** Dismisses a finding until it ends, or shows it again. */
    CompletionStage<Reply> dismiss(Question question) {
        boolean dismissed = question.body().truth("dismissed").orElse(true);
        question.body().end();
        String id = question.value("finding");
        return engine.findings(question.port())
                .thenApply(found -> {
                    LiveFinding live =
                            visible(found, question.caller()).stream()
                                    .filter(each -> Dismissals.idOf(each.finding()).equals(id))
                                    .findFirst()
                                    .orElseThrow(() -> new ProblemException(noSuchFinding()));
                    dismissals.keepOnly(found);
                    dismissals.set(live, dismissed);
                    return Reply.json(OK, row(live).json());
                });
    }

    private static Problem noSuchFinding() {
        return Problem.of(Code.NO_SUCH_FINDING, "there is no such finding now")
                .withRemedy("/api/v1/findings lists them with their IDs");
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

    private Reply reply(
            Findings found, Optional<FindingKind> kind, boolean dismissed, Question question) {
        List<LiveFinding> shown =
                visible(found, question.caller()).stream()
                        .filter(each -> dismissed || !dismissals.isDismissed(each))
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

    /** Returns what a caller may see and nobody has dismissed. */
    List<LiveFinding> open(Findings found, Caller caller) {
        return visible(found, caller).stream()
                .filter(each -> !dismissals.isDismissed(each))
                .toList();
    }

    private static List<LiveFinding> visible(Findings found, Caller caller) {
        return found.live().stream()
                .filter(each -> each.finding().channels().stream().allMatch(caller::sees))
                .toList();
    }

    /** Returns what a caller may see and nobody has dismissed. */
    CompletionStage<List<Row>> rows(Caller caller, Executor port) {
        return engine.findings(port)
                .thenApply(found -> open(found, caller).stream().map(this::row).toList());
    }

    /** Returns a finding with its facts. */
    Row row(LiveFinding live) {
        Finding finding = live.finding();
        Row row =
                new Row()
                        .with("id", Dismissals.idOf(finding))
                        .with("kind", finding.kind().code())
                        .with("about", finding.about())
                        .with("channels", finding.channels())
                        .with("since", Json.time(live.sinceEpochNanos()))
                        .with("sentence", finding.sentence())
                        .with("remedy", finding.remedy())
                        .with(
                                "facts",
                                new Row.Raw(
                                        Json.object(out -> FactsJson.write(out, finding.facts()))));
        return dismissals.isDismissed(live) ? row.with("dismissed", true) : row;
    }
}
