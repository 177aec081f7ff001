package dev.stanchion.server.api;

import dev.stanchion.engine.Detail;
import dev.stanchion.engine.EngineSnapshot.Channel;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.api.live.Sample;
import dev.stanchion.server.api.live.Source;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Where messages go: from whom, through which channels, to whom. */
final class FlowResource {
    private static final int OK = 200;

    private final ObservedEngine engine;
    private final LongSupplier nanoClock;
    private final Clock clock;

    FlowResource(ObservedEngine engine, LongSupplier nanoClock, Clock clock) {
        this.engine = engine;
        this.nanoClock = nanoClock;
        this.clock = clock;
    }

    /** Shows one look. Its rates are 0, because a rate needs two. */
    CompletionStage<Reply> show(Question question) {
        return seen(question.caller(), question.port())
                .thenApply(channels -> {
                    List<Row> rows = new FlowPicture(nanoClock).look(channels, nowEpochNanos());
                    return Reply.json(
                            OK,
                            Json.object(out -> {
                                out.writeArrayPropertyStart("items");
                                rows.forEach(row -> out.writeRawValue(row.json()));
                                out.writeEndArray();
                                out.writeNumberProperty("total", channels.size());
                                out.writeStringProperty("asOf", Json.time(clock.instant()));
                            }));
                });
    }

    /** Returns what viewers look at. */
    Source source(Question question) {
        FlowPicture picture = new FlowPicture(nanoClock);
        return () ->
                seen(question.caller(), question.port())
                        .thenApply(channels ->
                                sample(picture.look(channels, nowEpochNanos()), channels.size()));
    }

    private static Sample sample(List<Row> rows, int total) {
        SequencedMap<String, String> byName = new LinkedHashMap<>();
        rows.forEach(row -> byName.put(String.valueOf(row.value("name")), row.json()));
        return new Sample(byName, Map.of("total", Integer.toString(total)));
    }

    private CompletableFuture<List<Channel>> seen(Caller caller, Executor port) {
        return engine.channelsThat(caller::sees, Detail.POSITIONS, port);
    }

    private long nowEpochNanos() {
        return Times.epochNanos(clock.instant());
    }
}
