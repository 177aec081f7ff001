package dev.stanchion.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.admin.MessageDelivery;
import dev.stanchion.engine.admin.MessagePage;
import dev.stanchion.engine.admin.PageRequest;
import dev.stanchion.engine.admin.Payload;
import dev.stanchion.engine.admin.Place;
import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.engine.admin.StoredMessage;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Query;
import dev.stanchion.server.http.Reply;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tools.jackson.core.JsonGenerator;

/**
 * The contents of messages. Looking changes nothing: no position moves, and no client sees it.
 * Confined to the port's thread.
 */
final class MessageResource {
    static final Set<String> PARAMETERS =
            Set.of("from", "direction", "limit", "contains", "path", "equals", "budgetMs");

    private static final int OK = 200;
    private static final int USUAL_LIMIT = 50;
    private static final int MAX_BUDGET_MILLIS = 250;
    private static final int MAX_TEXT = 1000;
    private static final int PREVIEW_BYTES = 256;

    private final Desk desk;
    private final SearchDesk searches;

    MessageResource(Desk desk, SearchDesk searches) {
        this.desk = desk;
        this.searches = searches;
    }

    /** Lists messages, or those of a range that fit. */
    CompletionStage<Reply> list(Question question) {
        String channel = question.channel();
        Query query = question.query();
        boolean backward =
                query.oneOf(
                                "direction",
                                List.of("forward", "backward"),
                                query.text("from").orElse("").equals("last")
                                        ? "backward"
                                        : "forward")
                        .equals("backward");
        int limit = (int) query.number("limit", 1, PageRequest.MOST_MESSAGES, USUAL_LIMIT);
        long budget = query.number("budgetMs", 1, MAX_BUDGET_MILLIS, MAX_BUDGET_MILLIS);
        Place from = place(query.text("from"), backward);
        Optional<MessageFilter> filter = filter(query);
        if (filter.isEmpty()) {
            PageRequest wanted = new PageRequest(from, backward, limit, PageRequest.MOST_BYTES);
            return desk.<MessagePage>ask(
                            question, (engine, reply) -> engine.peek(channel, wanted, reply))
                    .thenApply(page -> shown(page, page.messages(), page.examined(), page.next()));
        }
        Search search = new Search(desk, question, channel, filter.get(), limit, backward);
        return searches.run(search, from, budget)
                .thenApply(
                        done -> shown(done.lastPage(), done.found(), done.examined(), done.next()));
    }

    /** Reads which messages are wanted; empty for all. */
    static Optional<MessageFilter> filter(Query query) {
        Optional<String> contains = query.text("contains").filter(text -> !text.isEmpty());
        Optional<String> path = query.text("path");
        Optional<String> equal = query.text("equals");
        if (path.isPresent() != equal.isPresent()) {
            throw new ProblemException(
                    Problem.invalid("?path", "expected: path and equals together"));
        }
        if (contains.orElse("").length() > MAX_TEXT || equal.orElse("").length() > MAX_TEXT) {
            throw new ProblemException(
                    Problem.invalid("?contains", "expected: at most 1000 characters"));
        }
        return contains.isEmpty() && path.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new MessageFilter(
                                contains.map(text -> text.getBytes(UTF_8)).orElse(new byte[0]),
                                path.map(JsonPath::parse),
                                equal.orElse("")));
    }

    private static Place place(Optional<String> from, boolean backward) {
        String text = from.orElse(backward ? "last" : "first");
        if (text.equals("first")) {
            return new Place.First();
        }
        if (text.equals("last")) {
            return new Place.Last();
        }
        Optional<Place> place = Optional.empty();
        if (text.startsWith("seq:")) {
            place = sequence(text.substring("seq:".length())).map(Place.Sequence::new);
        } else if (text.startsWith("time:")) {
            place = Times.epochNanos(text.substring("time:".length())).map(Place.Time::new);
        }
        return place.orElseThrow(() ->
                new ProblemException(
                        Problem.invalid(
                                "?from", "expected: first, last, seq:41, or time:RFC 3339")));
    }

    /** Returns the sequence in a text; empty if it is no positive number. */
    static Optional<Long> sequence(String text) {
        try {
            long sequence = Long.parseLong(text);
            return sequence > 0 ? Optional.of(sequence) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Reply shown(
            MessagePage page, List<StoredMessage> messages, long examined, long next) {
        return Reply.json(
                OK,
                Json.object(out -> {
                    out.writeArrayPropertyStart("items");
                    for (StoredMessage message : messages) {
                        out.writeStartObject();
                        write(out, message);
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                    out.writeNumberProperty("firstSequence", page.firstSequence());
                    out.writeNumberProperty("lastSequence", page.lastSequence());
                    out.writeNumberProperty("examined", examined);
                    if (next > 0) {
                        out.writeStringProperty("next", "seq:" + next);
                    }
                }));
    }

    private static void write(JsonGenerator out, StoredMessage message) {
        out.writeNumberProperty("sequence", message.sequence());
        Json.time(out, "time", message.timestampEpochNanos());
        out.writeNumberProperty("size", message.data().length());
        writeContent(out, message.reply(), message.data());
    }

    /** Writes the beginning of a message, for somebody who reads many. */
    static void writePreview(JsonGenerator out, StoredMessage message) {
        out.writeNumberProperty("sequence", message.sequence());
        Json.time(out, "time", message.timestampEpochNanos());
        out.writeNumberProperty("size", message.data().length());
        ByteBuffer data = message.data().asReadOnlyBuffer();
        boolean isCut = data.remaining() > PREVIEW_BYTES;
        if (isCut) {
            data.limit(data.position() + PREVIEW_BYTES);
        }
        out.writeBooleanProperty("isWhole", !isCut);
        Optional<String> text = beginning(data.duplicate(), isCut);
        if (text.isPresent()) {
            out.writeStringProperty("data", text.get());
        } else {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            out.writeStringProperty("dataBase64", Base64.getEncoder().encodeToString(bytes));
        }
    }

    /**
     * Returns the text of bytes; empty if they are none. A cut character at the end is left out.
     */
    private static Optional<String> beginning(ByteBuffer data, boolean isCut) {
        CharBuffer text = CharBuffer.allocate(data.remaining());
        CoderResult result = UTF_8.newDecoder().decode(data, text, !isCut);
        return result.isError() ? Optional.empty() : Optional.of(text.flip().toString());
    }

    /** Writes what a publisher has sent. */
    static void writeContent(JsonGenerator out, String reply, Payload content) {
        if (!reply.isEmpty()) {
            out.writeStringProperty("reply", reply);
        }
        ByteBuffer data = content.asReadOnlyBuffer();
        Optional<String> text = text(data.duplicate());
        if (text.isPresent()) {
            out.writeStringProperty("data", text.get());
        } else {
            writeBase64(out, content);
        }
    }

    /** Writes what a publisher has sent, with data that is no text. */
    static void writeBytes(JsonGenerator out, String reply, Payload content) {
        if (!reply.isEmpty()) {
            out.writeStringProperty("reply", reply);
        }
        writeBase64(out, content);
    }

    private static void writeBase64(JsonGenerator out, Payload content) {
        out.writeStringProperty(
                "dataBase64", Base64.getEncoder().encodeToString(content.toByteArray()));
    }

    private static Optional<String> text(ByteBuffer data) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(data).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** Shows one message, and what each position has done with it. */
    CompletionStage<Reply> one(Question question) {
        String channel = question.channel();
        return message(question, channel)
                .thenCompose(message ->
                        desk.<List<MessageDelivery>>ask(
                                        question,
                                        (engine, reply) ->
                                                engine.deliveries(
                                                        channel, message.sequence(), reply))
                                .thenApply(deliveries -> shown(message, deliveries)));
    }

    private static Reply shown(StoredMessage message, List<MessageDelivery> deliveries) {
        return Reply.json(
                OK,
                Json.object(out -> {
                    write(out, message);
                    out.writeArrayPropertyStart("deliveries");
                    for (MessageDelivery delivery : deliveries) {
                        out.writeStartObject();
                        write(out, delivery);
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                }));
    }

    private static void write(JsonGenerator out, MessageDelivery delivery) {
        switch (delivery.position()) {
            case PositionKey.Group(String name) -> out.writeStringProperty("group", name);
            case PositionKey.Durable(String clientId, String durable) ->
                    out.writeStringProperty("durable", clientId + "/" + durable);
            case PositionKey.Plain(long id) -> out.writeNumberProperty("subscriptionId", id);
        }
        out.writeStringProperty(
                "state",
                switch (delivery.state()) {
                    case UNSENT -> "unsent";
                    case IN_FLIGHT -> "in-flight";
                    case SETTLED -> "settled";
                });
        if (delivery.state() == MessageDelivery.State.IN_FLIGHT) {
            out.writeNumberProperty("attempts", delivery.resends() + 1);
            out.writeStringProperty("holder", delivery.clientId());
        }
    }

    /** Returns the bytes of a message. */
    CompletionStage<Reply> raw(Question question) {
        String channel = question.channel();
        return message(question, channel)
                .thenApply(message ->
                        Reply.bytes("application/octet-stream", message.data().toByteArray())
                                .with(
                                        "Content-Disposition",
                                        String.format(
                                                Locale.ROOT,
                                                "attachment; filename=\"message-%d\"",
                                                message.sequence())));
    }

    private CompletionStage<StoredMessage> message(Question question, String channel) {
        String named = question.value("sequence");
        long sequence =
                sequence(named)
                        .orElseThrow(() -> new ProblemException(noSuchMessage(channel, named)));
        PageRequest wanted =
                new PageRequest(new Place.Sequence(sequence), false, 1, PageRequest.MOST_BYTES);
        return desk.<MessagePage>ask(
                        question, (engine, reply) -> engine.peek(channel, wanted, reply))
                .thenApply(page ->
                        page.messages().stream()
                                .filter(message -> message.sequence() == sequence)
                                .findFirst()
                                .orElseThrow(() ->
                                        new ProblemException(
                                                noSuchMessage(channel, named)
                                                        .withRemedy(
                                                                "the channel keeps %d to %d"
                                                                        .formatted(
                                                                                page
                                                                                        .firstSequence(),
                                                                                page
                                                                                        .lastSequence())))));
    }

    private static Problem noSuchMessage(String channel, String sequence) {
        return Problem.of(
                Code.NO_SUCH_MESSAGE, "%s has no message %s".formatted(channel, sequence));
    }
}
