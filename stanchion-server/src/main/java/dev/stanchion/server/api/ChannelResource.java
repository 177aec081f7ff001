package dev.stanchion.server.api;

import dev.stanchion.engine.Measure;
import dev.stanchion.engine.Measurements;
import dev.stanchion.protocol.NearName;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The channels in numbers. */
final class ChannelResource {
    static final List<String> SORTS =
            List.of(
                    ChannelRows.NAME,
                    ChannelRows.MESSAGES,
                    ChannelRows.BYTES,
                    ChannelRows.FIRST_SEQUENCE,
                    ChannelRows.LAST_SEQUENCE,
                    ChannelRows.LAST_PUBLISH,
                    ChannelRows.SUBSCRIPTIONS,
                    ChannelRows.POSITIONS,
                    ChannelRows.LAG_MESSAGES,
                    ChannelRows.LAG_SECONDS,
                    ChannelRows.PARKED);

    static final Set<String> PARAMETERS =
            Stream.concat(ListRequest.PARAMETERS.stream(), ChannelFilter.PARAMETERS.stream())
                    .collect(Collectors.toUnmodifiableSet());

    private static final int OK = 200;

    private final ObservedEngine engine;
    private final Clock clock;
    private final ChannelRows rows;

    ChannelResource(ObservedEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
        this.rows = new ChannelRows(engine, clock);
    }

    /** Lists channels. */
    CompletionStage<Reply> list(Question question) {
        ListRequest wanted = ListRequest.of(question.query(), SORTS);
        ChannelFilter filter = ChannelFilter.of(question.query());
        return page(wanted, filter, question.caller(), question.port())
                .thenApply(page -> wanted.reply(page, clock));
    }

    /** Returns a page of channels. Only what it shows is asked of the engine in detail. */
    CompletionStage<ListRequest.Page> page(
            ListRequest wanted, ChannelFilter filter, Caller caller, Executor port) {
        boolean isEach = filter.isOpen() && wanted.names().isOpen() && !caller.isLimited();
        return isEach
                ? page(wanted, any -> true, port)
                : filter.fitting(engine, nowEpochNanos(), port)
                        .thenCompose(isFitting ->
                                page(
                                        wanted,
                                        name ->
                                                caller.sees(name)
                                                        && wanted.wants(name)
                                                        && isFitting.test(name),
                                        port));
    }

    private CompletableFuture<ListRequest.Page> page(
            ListRequest wanted, Predicate<String> isWanted, Executor port) {
        return switch (wanted.sort()) {
            case ChannelRows.NAME ->
                    engine.channelNames(port)
                            .thenCompose(names ->
                                    byName(names.stream().filter(isWanted).toList(), wanted, port));
            case ChannelRows.PARKED ->
                    engine.channelNames(port)
                            .thenCombine(ChannelFilter.parkedOf(engine, port), Numbers::of)
                            .thenCompose(all -> byNumber(all, isWanted, wanted, port));
            default ->
                    engine.measured(measure(wanted.sort()), port)
                            .thenApply(Numbers::of)
                            .thenCompose(all -> byNumber(all, isWanted, wanted, port));
        };
    }

    private static Measure measure(String sort) {
        return switch (sort) {
            case ChannelRows.MESSAGES -> Measure.MESSAGES;
            case ChannelRows.BYTES -> Measure.BYTES;
            case ChannelRows.FIRST_SEQUENCE -> Measure.FIRST_SEQUENCE;
            case ChannelRows.LAST_SEQUENCE -> Measure.LAST_SEQUENCE;
            case ChannelRows.LAST_PUBLISH -> Measure.LAST_STORED;
            case ChannelRows.SUBSCRIPTIONS -> Measure.SUBSCRIPTIONS;
            case ChannelRows.POSITIONS -> Measure.POSITIONS;
            case ChannelRows.LAG_MESSAGES -> Measure.LAG_MESSAGES;
            default -> Measure.OLDEST_WAITING;
        };
    }

    private CompletableFuture<ListRequest.Page> byName(
            List<String> names, ListRequest wanted, Executor port) {
        List<String> found = wanted.pageOfNames(names);
        boolean hasMore = found.size() > wanted.limit();
        List<String> page = hasMore ? found.subList(0, wanted.limit()) : found;
        return rowsOf(page, port)
                .thenApply(shown ->
                        new ListRequest.Page(shown, ChannelRows.NAME, names.size(), hasMore));
    }

    private CompletableFuture<List<Row>> rowsOf(List<String> names, Executor port) {
        return rows.of(names, port)
                .thenApply(shown -> shown.stream().map(ChannelRows.Shown::row).toList());
    }

    /** One number of each of many channels, by an index. */
    private record Numbers(int size, IntFunction<String> channel, IntToLongFunction value) {
        static Numbers of(Measurements all) {
            return new Numbers(all.size(), all::channel, all::value);
        }

        static Numbers of(List<String> names, Map<String, Long> numbers) {
            return new Numbers(
                    names.size(), names::get, i -> numbers.getOrDefault(names.get(i), 0L));
        }
    }

    private CompletableFuture<ListRequest.Page> byNumber(
            Numbers all, Predicate<String> isWanted, ListRequest wanted, Executor port) {
        long now = nowEpochNanos();
        int[] fitting =
                IntStream.range(0, all.size())
                        .filter(i -> isWanted.test(all.channel().apply(i)))
                        .toArray();
        List<ListRequest.Key> found =
                wanted.pageOf(
                        IntStream.of(fitting)
                                .mapToObj(i ->
                                        new ListRequest.Key(
                                                all.channel().apply(i),
                                                value(
                                                        wanted.sort(),
                                                        all.value().applyAsLong(i),
                                                        now)))
                                .iterator());
        boolean hasMore = found.size() > wanted.limit();
        List<ListRequest.Key> page = hasMore ? found.subList(0, wanted.limit()) : found;
        List<String> names = page.stream().map(ListRequest.Key::name).toList();
        return rowsOf(names, port)
                .thenApply(shown -> {
                    setSorted(shown, wanted.sort(), page);
                    return new ListRequest.Page(shown, ChannelRows.NAME, fitting.length, hasMore);
                });
    }

    /** Returns a number as a row has it. */
    private static Object value(String sort, long number, long nowEpochNanos) {
        return switch (sort) {
            case ChannelRows.SUBSCRIPTIONS, ChannelRows.POSITIONS -> (int) number;
            case ChannelRows.LAG_SECONDS -> Times.secondsSince(number, nowEpochNanos);
            case ChannelRows.LAST_PUBLISH -> ChannelRows.time(number);
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
            Object value = Objects.requireNonNull(values.get(row.value(ChannelRows.NAME)));
            if (!value.equals("")) {
                row.with(sort, value);
            }
        }
    }

    private long nowEpochNanos() {
        return Times.epochNanos(clock.instant());
    }

    /** Shows one channel. */
    CompletionStage<Reply> one(Question question) {
        String name = question.channel();
        return rows.of(List.of(name), question.port())
                .thenCompose(found ->
                        found.isEmpty()
                                ? noSuchChannel(name, question)
                                : CompletableFuture.completedFuture(shown(found.getFirst())));
    }

    private Reply shown(ChannelRows.Shown channel) {
        Row row = channel.row().with("publishers", FlowPicture.publishers(channel.source()));
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
