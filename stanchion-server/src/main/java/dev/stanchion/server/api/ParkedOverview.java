package dev.stanchion.server.api;

import dev.stanchion.engine.admin.ParkedMessage;
import dev.stanchion.engine.admin.ParkedPage;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Query;
import dev.stanchion.server.http.Reply;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JsonGenerator;

/**
 * A list of the parked messages of all channels, by channel and sequence. The first page tells how
 * many there are of each channel, position and reason. One request looks at some thousand messages
 * at most and says so if there are more. Confined to the port's thread.
 */
final class ParkedOverview {
    static final Set<String> PARAMETERS =
            Set.of("channel", "q", "group", "durable", "client", "reason", "limit", "after");

    private static final int OK = 200;
    private static final int USUAL_LIMIT = 50;

    /** How many messages one request looks at. */
    private static final int MOST_EXAMINED = 2000;

    /** The length of the longest name of a channel that is looked for. */
    private static final int MOST_NAME = 4096;

    /** How many values a facet has. */
    private static final int MOST_VALUES = 100;

    private static final String ORDER = "parked";

    private final Desk desk;
    private final Desk.Asker asker;
    private final Optional<String> only;
    private final NameFilter wanted;
    private final ParkedFilter filter;
    private final int limit;
    private final String afterChannel;
    private final long afterSequence;
    private final List<Item> items = new ArrayList<>();
    private final Map<String, Long> channels = new TreeMap<>();
    private final Map<String, Long> positions = new TreeMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private long matching;
    private int examined;
    private boolean isWhole = true;
    private boolean hasMore;
    private String lastChannel = "";
    private long lastSequence;

    private record Item(String channel, ParkedMessage message) {}

    private ParkedOverview(
            Desk desk, Desk.Asker asker, Query query, String afterChannel, long afterSequence) {
        this.desk = desk;
        this.asker = asker;
        this.only = query.text("channel");
        if (only.isPresent() && (only.get().isEmpty() || only.get().length() > MOST_NAME)) {
            throw new ProblemException(
                    Problem.invalid("?channel", "expected: a name of at most 4096 characters"));
        }
        this.wanted = NameFilter.of(query);
        this.filter = ParkedFilter.read(query);
        this.limit = (int) query.number("limit", 1, ListRequest.MAX_LIMIT, USUAL_LIMIT);
        this.afterChannel = afterChannel;
        this.afterSequence = afterSequence;
    }

    static ParkedOverview of(Desk desk, Question question) {
        Query query = question.query();
        String channel = "";
        long sequence = 0;
        String after = query.text("after").orElse("");
        if (!after.isEmpty()) {
            Cursor cursor = Cursor.parse(after, ORDER);
            channel = cursor.name();
            sequence =
                    MessageResource.sequence(cursor.value())
                            .orElseThrow(() ->
                                    new ProblemException(
                                            Problem.invalid(
                                                    "?after", "expected: \"next\" of a page")));
        }
        return new ParkedOverview(desk, Desk.Asker.of(question), query, channel, sequence);
    }

    /** Answers, given the names of all channels. */
    CompletableFuture<Reply> of(List<String> names) {
        Iterator<String> parked =
                names.stream()
                        .filter(ParkedNote::isParkedChannel)
                        .filter(name -> asker.caller().sees(ParkedNote.originOf(name)))
                        .filter(name ->
                                only.isEmpty() || ParkedNote.originOf(name).equals(only.get()))
                        .filter(name -> wanted.wants(ParkedNote.originOf(name)))
                        .filter(name -> ParkedNote.originOf(name).compareTo(afterChannel) >= 0)
                        .sorted()
                        .iterator();
        return next(parked).thenApply(ignored -> reply());
    }

    private CompletableFuture<Void> next(Iterator<String> parked) {
        if (!parked.hasNext() || isFull()) {
            isWhole &= !parked.hasNext();
            return CompletableFuture.completedFuture(null);
        }
        String channel = parked.next();
        boolean isBegun = ParkedNote.originOf(channel).equals(afterChannel);
        return page(channel, isBegun ? afterSequence + 1 : 1).thenCompose(ignored -> next(parked));
    }

    /** Later pages have no numbers of all, so they end with their last item. */
    private boolean isFull() {
        return examined >= MOST_EXAMINED || (!isFirst() && hasMore);
    }

    private boolean isFirst() {
        return afterChannel.isEmpty();
    }

    private CompletableFuture<Void> page(String channel, long from) {
        return desk.<ParkedPage>ask(
                        asker,
                        (engine, reply) -> engine.parked(channel, from, ParkedCount.PAGE, reply))
                .thenCompose(page -> {
                    String origin = ParkedNote.originOf(channel);
                    page.messages().forEach(message -> take(origin, message));
                    if (page.next() > 0 && isFull()) {
                        isWhole = false;
                    }
                    return page.next() > 0 && !isFull()
                            ? page(channel, page.next())
                            : CompletableFuture.completedFuture(null);
                })
                .exceptionallyCompose(failure ->
                        ImportRun.isNoSuchChannel(failure)
                                ? CompletableFuture.completedFuture(null)
                                : CompletableFuture.failedFuture(failure));
    }

    private void take(String channel, ParkedMessage message) {
        examined++;
        if (!hasMore) {
            lastChannel = channel;
            lastSequence = message.sequence();
        }
        if (!filter.fits(message)) {
            return;
        }
        matching++;
        count(channels, channel);
        count(positions, message.note().position());
        count(reasons, message.note().reason());
        if (items.size() < limit) {
            items.add(new Item(channel, message));
        } else {
            hasMore = true;
        }
    }

    private static void count(Map<String, Long> facet, String value) {
        if (facet.size() < MOST_VALUES || facet.containsKey(value)) {
            facet.merge(value, 1L, Long::sum);
        }
    }

    private Reply reply() {
        return Reply.json(
                OK,
                Json.object(out -> {
                    out.writeArrayPropertyStart("items");
                    for (Item item : items) {
                        out.writeStartObject();
                        out.writeStringProperty("channel", item.channel());
                        ParkedResource.write(out, item.message());
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                    out.writeBooleanProperty("isWhole", isWhole);
                    if (isFirst()) {
                        out.writeNumberProperty("total", matching);
                        out.writeObjectPropertyStart("facets");
                        write(out, "channels", channels);
                        write(out, "positions", positions);
                        write(out, "reasons", reasons);
                        out.writeEndObject();
                    }
                    if (hasMore || !isWhole) {
                        out.writeStringProperty("next", next());
                    }
                }));
    }

    /** Returns where the next page begins: behind the last item, or behind what was looked at. */
    private String next() {
        boolean isBehindItem = hasMore && !items.isEmpty();
        String channel = isBehindItem ? items.getLast().channel() : lastChannel;
        long sequence = isBehindItem ? items.getLast().message().sequence() : lastSequence;
        return new Cursor(ORDER, String.valueOf(sequence), channel).text();
    }

    private static void write(JsonGenerator out, String name, Map<String, Long> facet) {
        out.writeObjectPropertyStart(name);
        facet.forEach(out::writeNumberProperty);
        out.writeEndObject();
    }
}
