package dev.stanchion.server.api;

import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.server.api.live.Sample;
import dev.stanchion.server.api.live.Source;
import dev.stanchion.server.api.live.Viewer.Topic;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.PercentDecoding;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * What viewers can look at: {@code overview}, {@code findings}, {@code flow}, {@code channels},
 * {@code positions} of all channels, {@code positions:CHANNEL}, {@code group:CHANNEL/GROUP}, {@code
 * durable:CHANNEL/CLIENT/NAME}, and {@code why:CHANNEL} and {@code why:CHANNEL/POSITION}.
 */
final class LiveTopics {
    static final int MOST = 8;

    /** A page of a list may have so many rows. */
    static final int MOST_ROWS = 200;

    private static final int PENDING = 50;
    private static final String EXPECTED =
            "expected: overview, findings, flow, channels, positions, positions:CHANNEL,"
                    + " group:CHANNEL/GROUP, durable:CHANNEL/CLIENT/NAME, why:CHANNEL, or"
                    + " why:CHANNEL/POSITION, with names percent-encoded";

    private final ServerResource server;
    private final FindingResource findings;
    private final ChannelResource channels;
    private final PositionResource positions;
    private final EveryPositionResource everyPosition;
    private final FlowResource flow;
    private final WhyResource why;
    private final LongSupplier nanoClock;

    LiveTopics(
            ServerResource server,
            FindingResource findings,
            ChannelResource channels,
            PositionResource positions,
            EveryPositionResource everyPosition,
            FlowResource flow,
            WhyResource why,
            LongSupplier nanoClock) {
        this.server = server;
        this.findings = findings;
        this.channels = channels;
        this.positions = positions;
        this.everyPosition = everyPosition;
        this.flow = flow;
        this.why = why;
        this.nanoClock = nanoClock;
    }

    /** Reads the parameter {@code topics}. */
    List<Topic> of(Question question) {
        String text = question.query().text("topics").orElse("overview");
        String[] names = text.split(",", -1);
        if (names.length > MOST) {
            throw invalid("expected: at most " + MOST + " topics");
        }
        SequencedMap<String, Topic> topics = new LinkedHashMap<>();
        for (String name : names) {
            if (topics.put(name, topic(name, question)) != null) {
                throw invalid(name + " is there twice");
            }
        }
        return List.copyOf(topics.values());
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Problem.invalid("?topics", detail));
    }

    private Topic topic(String name, Question question) {
        String who = String.valueOf(question.caller().channels());
        int colon = name.indexOf(':');
        List<String> names = colon < 0 ? List.of() : names(name.substring(colon + 1));
        String kind = (colon < 0 ? name : name.substring(0, colon)) + "/" + names.size();
        return switch (kind) {
            case "overview/0" -> new Topic(name, name + who, overview(question));
            case "findings/0" -> new Topic(name, name + who, findings(question));
            case "flow/0" -> new Topic(name, name + who, flow.source(question));
            case "positions/0" -> everyPosition(question, who);
            case "channels/0" -> channels(question, who);
            case "why/1" -> new Topic(name, name + who, why(question, names.get(0), ""));
            case "why/2" -> new Topic(name, name + who, why(question, names.get(0), names.get(1)));
            case "positions/1" -> new Topic(name, name, positions(question, names.get(0)));
            case "group/2" ->
                    position(name, question, names.get(0), new PositionKey.Group(names.get(1)));
            case "durable/3" ->
                    position(
                            name,
                            question,
                            names.get(0),
                            new PositionKey.Durable(names.get(1), names.get(2)));
            default -> throw invalid(EXPECTED);
        };
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        for (String part : text.split("/", -1)) {
            Optional<String> name = PercentDecoding.ofSegment(part);
            names.add(name.filter(given -> !given.isEmpty()).orElseThrow(() -> invalid(EXPECTED)));
        }
        return names;
    }

    private Source overview(Question question) {
        return () ->
                server.overviewRow(question.caller(), question.port())
                        .thenApply(row ->
                                // It differs each time, so a page knows how old its data are.
                                Sample.ofObject(row.with("asOf", server.now()).json()));
    }

    private Source findings(Question question) {
        return () -> findings.sample(question.caller(), question.port());
    }

    private Source why(Question question, String channel, String position) {
        question.caller().requireChannel(channel);
        return () ->
                why.json(channel, position, question.caller(), question.port())
                        .thenApply(Sample::ofObject);
    }

    private static ListRequest page(Question question, List<String> sorts) {
        ListRequest wanted = ListRequest.of(question.query(), sorts);
        if (wanted.limit() > MOST_ROWS) {
            throw new ProblemException(
                    Problem.invalid("?limit", "expected: at most 200 rows for live data"));
        }
        return wanted;
    }

    private Topic everyPosition(Question question, String who) {
        ListRequest wanted = page(question, EveryPositionResource.SORTS);
        RowRates rates = new RowRates(nanoClock);
        Source source =
                () ->
                        everyPosition
                                .page(wanted, question.caller(), question.port())
                                .thenApply(page -> {
                                    rates.addToPositions(page.rows());
                                    return sample(
                                            page.rows(),
                                            row -> String.valueOf(row.value(PositionSummary.ID)),
                                            page.total(),
                                            wanted.fields());
                                });
        return new Topic("positions", "positions" + wanted + who, source);
    }

    private Topic channels(Question question, String who) {
        ListRequest wanted = page(question, ChannelResource.SORTS);
        ChannelFilter filter = ChannelFilter.of(question.query());
        RowRates rates = new RowRates(nanoClock);
        Source source =
                () ->
                        channels.page(wanted, filter, question.caller(), question.port())
                                .thenApply(page -> {
                                    rates.addToChannels(page.rows());
                                    return sample(
                                            page.rows(),
                                            row -> String.valueOf(row.value("name")),
                                            page.total(),
                                            wanted.fields());
                                });
        return new Topic("channels", "channels" + wanted + filter + who, source);
    }

    private Source positions(Question question, String channel) {
        question.caller().requireChannel(channel);
        Desk.Asker asker = Desk.Asker.of(question);
        RowRates rates = new RowRates(nanoClock);
        return () ->
                positions
                        .rows(asker, channel)
                        .thenApply(rows -> {
                            rates.addToPositions(rows);
                            return sample(
                                    rows, row -> String.valueOf(row.value("name")), rows.size());
                        });
    }

    private Topic position(String name, Question question, String channel, PositionKey key) {
        question.caller().requireChannel(channel);
        Desk.Asker asker = Desk.Asker.of(question);
        RowRates rates = new RowRates(nanoClock);
        return new Topic(
                name,
                name,
                () ->
                        positions
                                .row(asker, channel, key)
                                .thenCompose(row -> withPending(row, asker, channel, key))
                                .thenApply(row -> {
                                    rates.addToPositions(List.of(row));
                                    return Sample.ofObject(row.json());
                                }));
    }

    private CompletionStage<Row> withPending(
            Row row, Desk.Asker asker, String channel, PositionKey key) {
        return positions
                .pendingRows(asker, channel, key, PENDING)
                .thenApply(pending -> row.with("pending", pending));
    }

    private interface Key {
        String of(Row row);
    }

    private static Sample sample(List<Row> rows, Key key, int total) {
        return sample(rows, key, total, Set.of());
    }

    private static Sample sample(List<Row> rows, Key key, int total, Set<String> fields) {
        SequencedMap<String, String> byKey = new LinkedHashMap<>();
        rows.forEach(row -> byKey.put(key.of(row), Json.object(out -> row.write(out, fields))));
        return new Sample(byKey, Map.of("total", Integer.toString(total)));
    }
}
