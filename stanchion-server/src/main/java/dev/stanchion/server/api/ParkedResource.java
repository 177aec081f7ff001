package dev.stanchion.server.api;

import dev.stanchion.engine.admin.ParkedMessage;
import dev.stanchion.engine.admin.ParkedPage;
import dev.stanchion.engine.admin.PositionState;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.core.JsonGenerator;

/** The parked messages of channels. Lists have no contents. */
final class ParkedResource {
    static final Set<String> PARAMETERS = Set.of("from", "limit");

    private static final int OK = 200;
    private static final int USUAL_LIMIT = 50;

    private final ObservedEngine engine;
    private final Desk desk;

    ParkedResource(ObservedEngine engine, Desk desk) {
        this.engine = engine;
        this.desk = desk;
    }

    /** Lists the parked messages of all channels. */
    CompletionStage<Reply> listAll(Question question) {
        ParkedOverview overview = ParkedOverview.of(desk, question);
        return engine.channelNames(question.port()).thenCompose(overview::of);
    }

    /** Returns the channel with the parked messages of the channel of the path. */
    static String channel(Question question) {
        return ParkedNote.channelFor(question.channel());
    }

    CompletionStage<Reply> list(Question question) {
        String channel = channel(question);
        long from = question.query().number("from", 1, Long.MAX_VALUE, 1);
        int most = (int) question.query().number("limit", 1, ParkedPage.MOST_MESSAGES, USUAL_LIMIT);
        return desk.<ParkedPage>ask(
                        question, (engine, reply) -> engine.parked(channel, from, most, reply))
                .thenCompose(page -> page.open() > 0 ? shownSoon(page) : none(question, page));
    }

    private static CompletionStage<Reply> shownSoon(ParkedPage page) {
        return CompletableFuture.completedFuture(shown(page));
    }

    /** Nothing is parked, which needs a channel that exists. */
    private CompletionStage<Reply> none(Question question, ParkedPage page) {
        return desk.<List<PositionState>>ask(
                        question, (engine, reply) -> engine.positions(question.channel(), reply))
                .thenApply(positions -> shown(page));
    }

    private static Reply shown(ParkedPage page) {
        return Reply.json(
                OK,
                Json.object(out -> {
                    out.writeArrayPropertyStart("items");
                    for (ParkedMessage each : page.messages()) {
                        out.writeStartObject();
                        write(out, each);
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                    out.writeNumberProperty("open", page.open());
                    if (page.next() > 0) {
                        out.writeNumberProperty("next", page.next());
                    }
                }));
    }

    /** Shows one message with its content. */
    CompletionStage<Reply> one(Question question) {
        String channel = channel(question);
        long sequence =
                MessageResource.sequence(question.value("sequence"))
                        .orElseThrow(ParkedResource::none);
        return desk.<ParkedPage>ask(
                        question, (engine, reply) -> engine.parked(channel, sequence, 1, reply))
                .thenApply(page ->
                        page.messages().stream()
                                .filter(each -> each.sequence() == sequence)
                                .findFirst()
                                .map(ParkedResource::shown)
                                .orElseThrow(ParkedResource::none));
    }

    private static Reply shown(ParkedMessage message) {
        return Reply.json(
                OK,
                Json.object(out -> {
                    write(out, message);
                    MessageResource.writeContent(out, message.reply(), message.data());
                }));
    }

    private static ProblemException none() {
        return new ProblemException(
                Problem.of(Code.NO_SUCH_MESSAGE, "no parked message has this sequence"));
    }

    /** Writes what is known of a message, without its content. */
    static void write(JsonGenerator out, ParkedMessage message) {
        ParkedNote note = message.note();
        out.writeNumberProperty("sequence", message.sequence());
        out.writeStringProperty("position", note.position());
        out.writeStringProperty("reason", note.reason());
        out.writeNumberProperty("attempts", note.attempts());
        Json.time(out, "parkedAt", note.parkedAtEpochNanos());
        out.writeNumberProperty("originalSequence", note.sequence());
        Json.time(out, "storedAt", note.storedAtEpochNanos());
        Optional.of(note.lastHolder())
                .filter(holder -> !holder.isEmpty())
                .ifPresent(holder -> out.writeStringProperty("lastHolder", holder));
        out.writeNumberProperty("size", message.data().length());
        if (message.copies() > 1) {
            out.writeNumberProperty("copies", message.copies());
        }
    }
}
