package dev.stanchion.server.api;

import dev.stanchion.engine.admin.KeyTable;
import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Reply;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The keys of a group that is ordered by key. They are named by messages that have them. */
record KeyResource(Desk desk, Clock clock) {
    static final Set<String> PARAMETERS = Set.of("limit");

    private static final int OK = 200;
    private static final int USUAL_LIMIT = 20;
    private static final int MOST = 100;

    CompletionStage<Reply> list(Question question) {
        int limit = (int) question.query().number("limit", 1, MOST, USUAL_LIMIT);
        PositionKey group = new PositionKey.Group(question.value("group"));
        return desk.<KeyTable>ask(
                        question,
                        (engine, reply) -> engine.keys(question.channel(), group, limit, reply))
                .thenApply(this::shown);
    }

    private Reply shown(KeyTable table) {
        List<Row> items =
                table.busiest().stream()
                        .map(each ->
                                new Row()
                                        .with("sequence", each.sequence())
                                        .with("waiting", each.waiting())
                                        .withText("holder", each.clientId()))
                        .toList();
        Row row =
                new Row()
                        .with("isOrdered", table.isOrdered())
                        .with("items", items)
                        .with("total", table.keys())
                        .with("waiting", table.waiting())
                        .with("held", table.held());
        if (table.isOrdered()) {
            row.with("maxWaiting", table.maxWaiting());
        }
        return Reply.json(
                OK,
                Json.object(out -> {
                    row.write(out);
                    out.writeStringProperty("asOf", Json.time(clock.instant()));
                }));
    }
}
