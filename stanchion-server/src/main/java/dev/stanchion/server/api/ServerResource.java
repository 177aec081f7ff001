package dev.stanchion.server.api;

import dev.stanchion.engine.EngineTotals;
import dev.stanchion.engine.finding.Finding;
import dev.stanchion.engine.finding.LiveFinding;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.api.access.ReadOnlyMode;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The server as a whole. */
final class ServerResource {
    private static final double MILLIS_PER_SECOND = 1000;
    private static final int OK = 200;

    private static final int MOST_STANDSTILLS = 5;

    /** What a caller hears who may not see the channel that a failure names. */
    private static final String FAILURE_OF_OTHERS = "Messages are refused; the log says why";

    private final Flow flow;
    private final FindingResource findings;
    private final ObservedState state;
    private final ReadOnlyMode readOnly;

    ServerResource(
            ObservedState state, ReadOnlyMode readOnly, Flow flow, FindingResource findings) {
        this.findings = findings;
        this.flow = flow;
        this.state = state;
        this.readOnly = readOnly;
    }

    CompletionStage<Reply> facts(Question question) {
        return state.engine().isReady()
                ? state.engine().storeType(question.port()).thenApply(this::facts)
                : CompletableFuture.completedFuture(facts(""));
    }

    private Reply facts(String storeType) {
        Clock clock = state.server().clock();
        Row row =
                new Row()
                        .with("clusterId", state.server().clusterId())
                        .with("serverId", state.server().serverId())
                        .with("name", state.name())
                        .with("version", state.server().version())
                        .with("runtime", state.server().runtime())
                        .with("started", Json.time(state.server().started()))
                        .with("role", state.group().state().toLowerCase(Locale.ROOT))
                        .with("isReady", state.engine().isReady())
                        .with("readOnly", readOnly.isOn())
                        .withText("store", storeType);
        Duration uptime = Duration.between(state.server().started(), clock.instant());
        return Reply.json(
                OK,
                Json.object(out -> {
                    row.write(out);
                    out.writeNumberProperty("uptimeSeconds", uptime.toMillis() / MILLIS_PER_SECOND);
                    out.writeStringProperty("asOf", Json.time(clock.instant()));
                }));
    }

    /** Shows totals, rates, standstills, and the last hour. */
    CompletionStage<Reply> overview(Question question) {
        return overviewRow(question.caller(), question.port())
                .thenApply(row ->
                        Reply.json(
                                OK,
                                Json.object(out -> {
                                    row.with("hour", flow.hour()).write(out);
                                    out.writeStringProperty("asOf", now());
                                })));
    }

    /** Returns the time of the server. */
    String now() {
        return Json.time(state.server().clock().instant());
    }

    /** Returns totals, rates and standstills. */
    CompletionStage<Row> overviewRow(Caller caller, Executor port) {
        return state.engine()
                .totals(port)
                .thenCombine(
                        state.engine().latencies(port),
                        (totals, latencies) -> {
                            flow.take(totals, latencies);
                            return totals;
                        })
                .thenCombine(
                        state.engine().findings(port),
                        (totals, found) -> overview(totals, findings.open(found, caller)))
                .thenCombine(
                        state.engine().storeFailure(port),
                        (row, failure) ->
                                row.withText(
                                        "storeFailure",
                                        caller.isLimited() && !failure.isEmpty()
                                                ? FAILURE_OF_OTHERS
                                                : ShortNames.in(failure)));
    }

    private Row overview(EngineTotals totals, List<LiveFinding> live) {
        Row row =
                new Row()
                        .with(
                                "totals",
                                new Row()
                                        .with("clients", totals.clients())
                                        .with("subscriptions", totals.subscriptions())
                                        .with("channels", totals.channels())
                                        .with("messages", totals.messages())
                                        .with("bytes", totals.bytes())
                                        .with("inMessages", totals.inMessages())
                                        .with("inBytes", totals.inBytes())
                                        .with("outMessages", totals.outMessages())
                                        .with("outBytes", totals.outBytes()));
        flow.addRates(row);
        List<Row> standstills =
                live.stream()
                        .filter(each -> each.finding() instanceof Finding.OfReason)
                        .limit(MOST_STANDSTILLS)
                        .map(findings::row)
                        .toList();
        return row.with("standstills", standstills).with("findings", live.size());
    }

    /** Switches the read-only mode. */
    CompletionStage<Reply> setReadOnly(Question question) {
        boolean on =
                question.body()
                        .truth("readOnly")
                        .orElseThrow(() ->
                                question.body().wrong("readOnly", "true or false; it is missing"));
        question.body().end();
        readOnly.set(on);
        return CompletableFuture.completedFuture(
                Reply.json(
                        OK,
                        Json.object(out -> out.writeBooleanProperty("readOnly", readOnly.isOn()))));
    }
}
