package dev.stanchion.server.api;

import dev.stanchion.engine.admin.MessagePage;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.PageRequest;
import dev.stanchion.engine.admin.Payload;
import dev.stanchion.engine.admin.Place;
import dev.stanchion.engine.admin.StoredMessage;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.JsonBody;
import dev.stanchion.server.http.Reply;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Exports and imports messages, a page at a time, so that neither side holds more than a page. A
 * page has one line of JSON for each message, as a file of an export has them.
 */
final class ExchangeResource {
    static final Set<String> PARAMETERS = Set.of("from", "upTo");

    /** The header with the sequence at which the next page begins; missing on the last page. */
    static final String NEXT = "Stanchion-Next";

    /** The header with the last sequence of the channel when the page was read. */
    static final String LAST = "Stanchion-Last-Sequence";

    /** A message that is parked for many positions has a note of each. */
    private static final int MOST_NOTES = 1000;

    private static final int OK = 200;
    private static final int PAGE_BYTES = 1024 * 1024;

    private final Desk desk;
    private final ChangeResource changes;

    ExchangeResource(Desk desk, ChangeResource changes) {
        this.desk = desk;
        this.changes = changes;
    }

    /** Returns messages of a channel in lines. */
    CompletionStage<Reply> export(Question question) {
        String channel = question.channel();
        long from = question.query().number("from", 1, Long.MAX_VALUE, 1);
        long upTo = question.query().number("upTo", 0, Long.MAX_VALUE, Long.MAX_VALUE);
        PageRequest wanted =
                new PageRequest(
                        new Place.Sequence(from), false, PageRequest.MOST_MESSAGES, PAGE_BYTES);
        return desk.<MessagePage>ask(
                        question, (engine, reply) -> engine.peek(channel, wanted, reply))
                .thenApply(page -> shown(channel, page, upTo));
    }

    private static Reply shown(String channel, MessagePage page, long upTo) {
        StringBuilder lines = new StringBuilder();
        for (StoredMessage message : page.messages()) {
            if (message.sequence() <= upTo) {
                lines.append(line(channel, message)).append('\n');
            }
        }
        Reply reply =
                Reply.of(
                        OK,
                        "application/x-ndjson",
                        lines.toString(),
                        Map.of(LAST, String.valueOf(page.lastSequence())));
        return page.next() > 0 && page.next() <= upTo
                ? reply.with(NEXT, String.valueOf(page.next()))
                : reply;
    }

    private static String line(String channel, StoredMessage message) {
        return Json.object(out -> {
            out.writeStringProperty("type", "message");
            out.writeStringProperty("channel", channel);
            out.writeNumberProperty("sequence", message.sequence());
            Json.time(out, "time", message.timestampEpochNanos());
            if (isBlownUp(message.data().asReadOnlyBuffer())) {
                MessageResource.writeBytes(out, message.reply(), message.data());
            } else {
                MessageResource.writeContent(out, message.reply(), message.data());
            }
        });
    }

    /** Returns whether the data has bytes of which JSON would make six characters each. */
    private static boolean isBlownUp(ByteBuffer data) {
        while (data.hasRemaining()) {
            byte value = data.get();
            if (value >= 0 && value < ' ' && value != '\n' && value != '\r' && value != '\t') {
                return true;
            }
        }
        return false;
    }

    /** Puts some lines of an export into a channel. */
    CompletionStage<Reply> importSome(Question question) {
        String channel = question.channel();
        JsonBody body = question.body();
        boolean renumber = body.truth("renumber").orElse(false);
        OptionalLong behind = body.number("behind", 0, Long.MAX_VALUE);
        if (!body.has("messages")) {
            throw body.wrong("messages", "a list; it is missing");
        }
        List<StoredMessage> messages = new ArrayList<>();
        for (JsonBody each : body.objects("messages", Operation.Restore.MOST_MESSAGES)) {
            messages.add(message(each));
        }
        body.end();
        if (messages.isEmpty()) {
            throw body.wrong("messages", "at least one message");
        }
        return changes.made(
                question, new Operation.Restore(channel, messages, renumber, behind), OK);
    }

    /** Reads a line; its channel is the one of the path, whatever it was in the file. */
    private static StoredMessage message(JsonBody body) {
        if (!body.text("type").orElse("message").equals("message")) {
            throw body.wrong("type", "message");
        }
        body.text("channel");
        body.objects("parked", MOST_NOTES);
        long sequence =
                body.number("sequence", 1, Long.MAX_VALUE)
                        .orElseThrow(() -> body.wrong("sequence", "a sequence; it is missing"));
        String time = body.textOrThrow("time");
        long epochNanos =
                Times.epochNanos(time).orElseThrow(() -> body.wrong("time", Times.EXPECTED));
        String reply = body.text("reply").orElse("");
        Payload data = ChangeResource.content(body);
        body.end();
        return new StoredMessage(sequence, epochNanos, reply, data);
    }
}
