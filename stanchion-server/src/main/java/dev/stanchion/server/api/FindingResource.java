package dev.stanchion.server.api;

import dev.stanchion.engine.finding.Finding;
import dev.stanchion.engine.finding.FindingSeverity;
import dev.stanchion.engine.finding.Findings;
import dev.stanchion.engine.finding.LiveFinding;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.api.live.Sample;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Lists what is likely wrong on this server, the worst first. The answer has names and numbers and
 * no payloads. A caller does not see what is about channels that the caller may not see.
 */
record FindingResource(ObservedEngine engine, Dismissals dismissals) {
    /** How many are live data at once: a browser has to take them in one piece. */
    static final int MOST_LIVE = 25;

    private static final int OK = 200;

    CompletionStage<Reply> list(Question question) {
        FindingPage wanted = FindingPage.of(question.query());
        return engine.findings(question.port())
                .thenApply(found -> reply(found, wanted, question.caller()));
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

    private Reply reply(Findings found, FindingPage wanted, Caller caller) {
        List<LiveFinding> all =
                visible(found, caller).stream()
                        .filter(each -> wanted.dismissed() || !dismissals.isDismissed(each))
                        .filter(wanted::wants)
                        .toList();
        List<LiveFinding> page = wanted.cut(all);
        boolean hasMore = page.size() > wanted.limit();
        List<LiveFinding> shown = hasMore ? page.subList(0, wanted.limit()) : page;
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
                    json.writeNumberProperty("total", all.size());
                    json.writeName("bySeverity");
                    json.writeRawValue(bySeverity(all).json());
                    if (hasMore) {
                        json.writeStringProperty(
                                "next", FindingPage.Place.of(shown.getLast()).text());
                    }
                    json.writeArrayPropertyStart("checks");
                    found.kinds().all().forEach(each -> json.writeString(each.code()));
                    json.writeEndArray();
                    if (found.lookedEpochNanos() > 0) {
                        Json.time(json, "asOf", found.lookedEpochNanos());
                    }
                }));
    }

    private static Row bySeverity(List<LiveFinding> findings) {
        Row row = new Row();
        for (FindingSeverity severity : FindingSeverity.values()) {
            row.with(
                    severity.code(),
                    findings.stream()
                            .filter(each -> each.finding().kind().severity() == severity)
                            .count());
        }
        return row;
    }

    /** Returns what a caller may see and nobody has dismissed, the worst first. */
    List<LiveFinding> open(Findings found, Caller caller) {
        return visible(found, caller).stream()
                .filter(each -> !dismissals.isDismissed(each))
                .sorted(FindingPage.ORDER)
                .toList();
    }

    private static List<LiveFinding> visible(Findings found, Caller caller) {
        return found.live().stream()
                .filter(each -> each.finding().channels().stream().allMatch(caller::sees))
                .toList();
    }

    /** Returns the worst of what a caller may see and nobody has dismissed, and counts the rest. */
    CompletionStage<Sample> sample(Caller caller, Executor port) {
        return engine.findings(port)
                .thenApply(found -> {
                    List<LiveFinding> all = open(found, caller);
                    SequencedMap<String, String> byId = new LinkedHashMap<>();
                    all.stream()
                            .limit(MOST_LIVE)
                            .forEach(each ->
                                    byId.put(Dismissals.idOf(each.finding()), row(each).json()));
                    return new Sample(
                            byId,
                            Map.of(
                                    "total",
                                    Integer.toString(all.size()),
                                    "bySeverity",
                                    bySeverity(all).json()));
                });
    }

    /** Returns a finding with its facts. */
    Row row(LiveFinding live) {
        Finding finding = live.finding();
        Row row =
                new Row()
                        .with("id", Dismissals.idOf(finding))
                        .with("kind", finding.kind().code())
                        .with("severity", finding.kind().severity().code())
                        .with("about", ShortNames.in(finding.about()))
                        .with("channels", finding.channels())
                        .with("since", Json.time(live.sinceEpochNanos()))
                        .with("sentence", ShortNames.in(finding.sentence()))
                        .with("remedy", ShortNames.in(finding.remedy()))
                        .with(
                                "facts",
                                new Row.Raw(
                                        Json.object(out ->
                                                FactsJson.write(
                                                        out, finding.facts(), ShortNames::in))));
        return dismissals.isDismissed(live) ? row.with("dismissed", true) : row;
    }
}
