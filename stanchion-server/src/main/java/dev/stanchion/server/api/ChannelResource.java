package dev.stanchion.server.api;

import dev.stanchion.engine.Detail;
import dev.stanchion.engine.EngineSnapshot.Channel;
import dev.stanchion.engine.EngineSnapshot.Position;
import dev.stanchion.engine.Measure;
import dev.stanchion.engine.Measurements;
import dev.stanchion.protocol.NearName;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The channels in numbers. */
final class ChannelResource {
    private static final String NAME = "name";
    private static final String MESSAGES = "messages";
    private static final String BYTES = "bytes";
    private static final String LAST_SEQUENCE = "lastSequence";
    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final String LAG_MESSAGES = "lagMessages";
    private static final String LAG_SECONDS = "lagSeconds";
    static final List<String> SORTS =
            List.of(NAME, MESSAGES, BYTES, LAST_SEQUENCE, SUBSCRIPTIONS, LAG_MESSAGES, LAG_SECONDS);
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
        boolean isEach = wanted.text().isEmpty() && !caller.isLimited();
        Predicate<String> isWanted =
                isEach ? any -> true : name -> caller.sees(name) && wanted.wants(name);
        return wanted.sort().equals(NAME)
                ? engine.channelNames(port)
                        .thenCompose(names ->
                                byName(
                                        isEach ? names : names.stream().filter(isWanted).toList(),
                                        wanted,
                                        port))
                : engine.measured(measure(wanted.sort()), port)
                        .thenCompose(all -> byNumber(all, isWanted, wanted, port));
    }

    private static Measure measure(String sort) {
        return switch (sort) {
            case MESSAGES -> Measure.MESSAGES;
            case BYTES -> Measure.BYTES;
            case LAST_SEQUENCE -> Measure.LAST_SEQUENCE;
            case SUBSCRIPTIONS -> Measure.SUBSCRIPTIONS;
            case LAG_MESSAGES -> Measure.LAG_MESSAGES;
            default -> Measure.OLDEST_WAITING;
        };
    }

    private CompletableFuture<ListRequest.Page> byName(
            List<String> names, ListRequest wanted, Executor port) {
        List<String> found = wanted.pageOfNames(names);
        boolean hasMore = found.size() > wanted.limit();
        List<String> page = hasMore ? found.subList(0, wanted.limit()) : found;
        return engine.channels(page, Detail.POSITIONS, port)
                .thenApply(channels ->
                        new ListRequest.Page(rows(page, channels), NAME, names.size(), hasMore));
    }

    private CompletableFuture<ListRequest.Page> byNumber(
            Measurements all, Predicate<String> isWanted, ListRequest wanted, Executor port) {
        long now = nowEpochNanos();
        int[] fitting =
                IntStream.range(0, all.size()).filter(i -> isWanted.test(all.channel(i))).toArray();
        Stream<ListRequest.Key> keys =
                Arrays.stream(fitting)
                        .mapToObj(i ->
                                new ListRequest.Key(
                                        all.channel(i), value(wanted.sort(), all.value(i), now)));
        List<ListRequest.Key> found = wanted.pageOf(keys.iterator());
        boolean hasMore = found.size() > wanted.limit();
        List<ListRequest.Key> page = hasMore ? found.subList(0, wanted.limit()) : found;
        List<String> names = page.stream().map(ListRequest.Key::name).toList();
        return engine.channels(names, Detail.POSITIONS, port)
                .thenApply(channels -> {
                    List<Row> rows = rows(names, channels);
                    setSorted(rows, wanted.sort(), page);
                    return new ListRequest.Page(rows, NAME, fitting.length, hasMore);
                });
    }

    /** Returns a number as a row has it. */
    private static Object value(String sort, long number, long nowEpochNanos) {
        return switch (sort) {
            case SUBSCRIPTIONS -> (int) number;
            case LAG_SECONDS -> Times.secondsSince(number, nowEpochNanos);
            default -> number;
        };
    }

    /**
     * Lets rows show the numbers by which they were sorted. The engine has moved on since, and the
     * order of a page must be that of its numbers.
     */
    private static void setSorted(List<Row> rows, String sort, List<ListRequest.Key> keys) {
        Map<Object, Object> values = new HashMap<>();
        keys.forEach(key -> values.put(key.name(), key.value()));
        for (Row row : rows) {
            row.with(sort, Objects.requireNonNull(values.get(row.value(NAME))));
        }
    }

    /** Returns the rows in the order of names; a channel that is gone has none. */
    private List<Row> rows(List<String> names, List<Channel> channels) {
        long now = nowEpochNanos();
        Map<String, Channel> byName = new HashMap<>();
        channels.forEach(channel -> byName.put(channel.name(), channel));
        return names.stream()
                .map(byName::get)
                .filter(Objects::nonNull)
                .map(channel -> row(channel, now))
                .toList();
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
                .with(MESSAGES, channel.messages())
                .with(BYTES, channel.bytes())
                .with("firstSequence", channel.firstSequence())
                .with(LAST_SEQUENCE, channel.lastSequence())
                .with(SUBSCRIPTIONS, channel.subscriptionCount())
                .with("positions", channel.positions().size())
                .with(LAG_MESSAGES, lagMessages)
                .with(LAG_SECONDS, Times.secondsSince(oldest, nowEpochNanos));
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
                    List<String> seen = names.stream().filter(question.caller()::sees).toList();
                    throw new ProblemException(
                            FailureProblem.noSuchChannel(
                                    name, NearName.of(name, seen).stream().toList()));
                });
    }
}
