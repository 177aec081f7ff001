package dev.stanchion.server.api;

import dev.stanchion.engine.Detail;
import dev.stanchion.engine.EngineSnapshot.Channel;
import dev.stanchion.engine.EngineSnapshot.Position;
import dev.stanchion.protocol.NearName;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The channels in numbers. */
final class ChannelResource {
    private static final String NAME = "name";
    static final List<String> SORTS =
            List.of(
                    NAME,
                    "messages",
                    "bytes",
                    "lastSequence",
                    "subscriptions",
                    "lagMessages",
                    "lagSeconds");
    private static final int OK = 200;

    private final ObservedEngine engine;
    private final Clock clock;

    ChannelResource(ObservedEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Lists channels. */
    CompletionStage<Reply> list(Question question) {
        ListRequest wanted = ListRequest.of(question.query(), SORTS);
        return page(wanted, question.caller(), question.port())
                .thenApply(page -> wanted.reply(page, clock));
    }

    /** Returns a page of channels. Only what it shows is asked of the engine in detail. */
    CompletionStage<ListRequest.Page> page(ListRequest wanted, Caller caller, Executor port) {
        return engine.channelNames(port)
                .thenApply(
                        names -> names.stream().filter(caller::sees).filter(wanted::wants).toList())
                .thenCompose(names ->
                        wanted.sort().equals(NAME)
                                ? byName(names, wanted, port)
                                : byNumber(names, wanted, port));
    }

    private CompletableFuture<ListRequest.Page> byName(
            List<String> names, ListRequest wanted, Executor port) {
        List<String> found = wanted.pageOfNames(names);
        boolean hasMore = found.size() > wanted.limit();
        List<String> page = hasMore ? found.subList(0, wanted.limit()) : found;
        return engine.channels(page, Detail.POSITIONS, port)
                .thenApply(channels ->
                        new ListRequest.Page(
                                rows(channels).stream().sorted(wanted.inOrder(NAME)).toList(),
                                NAME,
                                names.size(),
                                hasMore));
    }

    private CompletableFuture<ListRequest.Page> byNumber(
            List<String> names, ListRequest wanted, Executor port) {
        return engine.channels(names, Detail.POSITIONS, port)
                .thenApply(found -> wanted.page(rows(found), NAME));
    }

    private List<Row> rows(List<Channel> channels) {
        long now = nowEpochNanos();
        return channels.stream().map(channel -> row(channel, now)).toList();
    }

    private long nowEpochNanos() {
        return Times.epochNanos(clock.instant());
    }

    private static Row row(Channel channel, long nowEpochNanos) {
        long lagMessages = 0;
        long oldest = 0;
        for (Position position : channel.positions()) {
            lagMessages = Math.max(lagMessages, position.unsent() + position.pending());
            long stored = position.oldestStoredEpochNanos();
            oldest = oldest == 0 || (stored != 0 && stored < oldest) ? stored : oldest;
        }
        return new Row()
                .with(NAME, channel.name())
                .with("messages", channel.messages())
                .with("bytes", channel.bytes())
                .with("firstSequence", channel.firstSequence())
                .with("lastSequence", channel.lastSequence())
                .with("subscriptions", channel.subscriptionCount())
                .with("positions", channel.positions().size())
                .with("lagMessages", lagMessages)
                .with("lagSeconds", Times.secondsSince(oldest, nowEpochNanos));
    }

    /** Shows one channel. */
    CompletionStage<Reply> one(Question question) {
        String name = question.channel();
        return engine.channels(List.of(name), Detail.POSITIONS, question.port())
                .thenCompose(found ->
                        found.isEmpty()
                                ? noSuchChannel(name, question)
                                : CompletableFuture.completedFuture(shown(found.getFirst())));
    }

    private Reply shown(Channel channel) {
        Row row = row(channel, nowEpochNanos()).with("publishers", FlowPicture.publishers(channel));
        return Reply.json(
                OK,
                Json.object(out -> {
                    row.write(out);
                    out.writeStringProperty("asOf", Json.time(clock.instant()));
                }));
    }

    /** Fails with the names that are near, of the channels that the caller may see. */
    private CompletableFuture<Reply> noSuchChannel(String name, Question question) {
        return engine.channelNames(question.port())
                .thenApply(names -> {
                    List<String> seen =
                            names.stream().filter(question.caller()::sees).sorted().toList();
                    throw new ProblemException(
                            FailureProblem.noSuchChannel(
                                    NearName.of(name, seen).stream().toList()));
                });
    }
}
