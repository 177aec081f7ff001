package dev.stanchion.server.api;

import dev.stanchion.engine.admin.MessagePage;
import dev.stanchion.engine.admin.PageRequest;
import dev.stanchion.engine.admin.Place;
import dev.stanchion.engine.admin.StoredMessage;
import dev.stanchion.server.api.live.Events;
import dev.stanchion.server.api.live.OpenStreams;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.EventStream;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Later;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of a channel as they come. It reads the log twice a second, as any reader
 * does, and holds nothing back: while its client is slow, or more messages come than it shows, it
 * leaves messages out and says how many. Confined to the port's thread.
 */
final class Tail implements EventStream {
    /** How many messages it shows in a second, in two turns. */
    static final int MOST_A_SECOND = 200;

    private static final Duration TURN = Duration.ofMillis(500);

    /** How often it looks for a channel that is not there. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    private static final int MOST_SHOWN = MOST_A_SECOND / 2;
    private static final int MOST_BYTES = 128 * 1024;

    /** With a filter it looks at more messages than it shows. */
    private static final int MOST_EXAMINED = PageRequest.MOST_MESSAGES;

    private static final int MOST_BYTES_EXAMINED = 1024 * 1024;

    private final Desk desk;
    private final Later later;
    private final Seat seat;
    private final String channel;
    private final Optional<MessageFilter> filter;
    private final boolean waits;
    private @Nullable Outlet outlet;
    private boolean isCounted;
    private boolean isToldUnavailable;
    private boolean isToldMissing;
    private long next;

    /**
     * Where it is looked at.
     *
     * @param mayLook whether the client may still look
     */
    record Seat(OpenStreams open, String address, BooleanSupplier mayLook, Desk.Asker asker) {}

    /**
     * Which messages it shows.
     *
     * @param waits whether it waits for the channel if there is none, and does not end with it
     */
    record Wanted(String channel, Optional<MessageFilter> filter, boolean waits) {}

    /**
     * @param next the first message to show
     */
    Tail(Desk desk, Later later, Seat seat, Wanted wanted, long next) {
        this.desk = desk;
        this.later = later;
        this.seat = seat;
        this.channel = wanted.channel();
        this.filter = wanted.filter();
        this.waits = wanted.waits();
        this.next = next;
    }

    @Override
    public void begin(Outlet to) {
        outlet = to;
        isCounted = seat.open().admit(seat.address(), to);
        if (isCounted) {
            turn();
        }
    }

    @Override
    public void ended() {
        outlet = null;
        if (isCounted) {
            seat.open().end(seat.address());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what follows is done in any case
    private void turn() {
        Outlet to = outlet;
        if (to == null) {
            return;
        }
        if (!seat.mayLook().getAsBoolean()) {
            Events.end(to, "the session has ended");
            return;
        }
        if (!to.isFree()) {
            again(TURN);
            return;
        }
        PageRequest wanted =
                new PageRequest(
                        new Place.Sequence(next),
                        false,
                        filter.isPresent() ? MOST_EXAMINED : MOST_SHOWN,
                        filter.isPresent() ? MOST_BYTES_EXAMINED : MOST_BYTES);
        desk.<MessagePage>ask(seat.asker(), (engine, reply) -> engine.peek(channel, wanted, reply))
                .whenComplete((page, failure) -> {
                    Outlet still = outlet;
                    if (still != null && failure == null) {
                        show(page, still);
                        again(TURN);
                    } else if (still != null) {
                        fail(failure, still);
                    }
                });
    }

    private void again(Duration after) {
        later.run(after, seat.asker().port(), this::turn);
    }

    private void fail(Throwable failure, Outlet to) {
        Optional<Problem> problem = ProblemException.problemOf(failure);
        if (problem.filter(each -> each.code() == Code.NO_SUCH_CHANNEL).isPresent()) {
            isMissing(to);
            return;
        }
        if (!isToldUnavailable) {
            isToldUnavailable = true;
            String detail =
                    problem.map(Problem::detail)
                            .orElseGet(() -> ProblemException.causeOf(failure).toString());
            to.send(
                    Events.of(
                            "unavailable",
                            "",
                            Json.object(out -> out.writeStringProperty("unavailable", detail))));
        }
        again(TURN);
    }

    private void isMissing(Outlet to) {
        if (!waits) {
            Events.end(to, "the channel is gone");
            return;
        }
        next = 1;
        if (!isToldMissing) {
            isToldMissing = true;
            to.send(
                    Events.of(
                            "waiting",
                            "",
                            Json.object(out -> out.writeStringProperty("channel", channel))));
        }
        again(WAIT);
    }

    private void show(MessagePage page, Outlet to) {
        isToldUnavailable = false;
        isToldMissing = false;
        if (page.lastSequence() < next - 1) {
            next = 1; // the channel was deleted, and another one has its name
            return;
        }
        StringBuilder text = new StringBuilder();
        if (next < page.firstSequence()) {
            skip(page.firstSequence(), text);
        }
        int shown = 0;
        List<StoredMessage> messages = page.messages();
        for (StoredMessage message : messages) {
            boolean fits = filter.map(each -> each.fits(message)).orElse(true);
            if (fits && shown == MOST_SHOWN) {
                break;
            }
            next = message.sequence() + 1;
            if (fits) {
                shown++;
                text.append(
                        Events.of(
                                "message",
                                Long.toString(message.sequence()),
                                Json.object(out -> MessageResource.writePreview(out, message))));
            }
        }
        long behind = page.lastSequence() - next + 1;
        if (behind > MOST_A_SECOND && filter.isEmpty()) {
            skip(page.lastSequence() - MOST_SHOWN + 1, text);
        } else if (behind > (long) MOST_EXAMINED * 2 && filter.isPresent()) {
            skip(page.lastSequence() - MOST_EXAMINED + 1, text);
        }
        if (!text.isEmpty()) {
            to.send(text.toString());
        }
    }

    private void skip(long to, StringBuilder text) {
        long skipped = to - next;
        text.append(
                Events.of(
                        "skipped",
                        Long.toString(to - 1),
                        Json.object(out -> {
                            out.writeNumberProperty("skipped", skipped);
                            out.writeNumberProperty("next", to);
                        })));
        next = to;
    }
}
