package dev.stanchion.server.api;

import dev.stanchion.engine.Detail;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The positions of all channels in one list, so that the one that is farthest behind is found. */
final class EveryPositionResource {
    static final List<String> SORTS =
            List.of(
                    PositionSummary.ID,
                    "channel",
                    "name",
                    "state",
                    "unsent",
                    "inFlight",
                    "lagSeconds",
                    "members");

    private final ObservedEngine engine;
    private final Clock clock;

    EveryPositionResource(ObservedEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    CompletionStage<Reply> list(Question question) {
        ListRequest wanted = ListRequest.of(question.query(), SORTS);
        return page(wanted, question.caller(), question.port())
                .thenApply(page -> wanted.reply(page, clock));
    }

    /** Returns a page of positions. */
    CompletionStage<ListRequest.Page> page(ListRequest wanted, Caller caller, Executor port) {
        return engine.channelsThat(caller::sees, Detail.POSITIONS, port)
                .thenApply(channels -> {
                    long now = Times.epochNanos(clock.instant());
                    List<Row> rows =
                            channels.stream()
                                    .flatMap(channel -> PositionSummary.rows(channel, now))
                                    .filter(row ->
                                            wanted.wants(
                                                    String.valueOf(row.value(PositionSummary.ID))))
                                    .toList();
                    return wanted.page(rows, PositionSummary.ID);
                });
    }
}
