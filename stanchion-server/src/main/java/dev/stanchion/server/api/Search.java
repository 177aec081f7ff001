package dev.stanchion.server.api;

import dev.stanchion.engine.admin.MessagePage;
import dev.stanchion.engine.admin.PageRequest;
import dev.stanchion.engine.admin.Place;
import dev.stanchion.engine.admin.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One search through the messages of a channel. It reads a few messages in a turn of the shard and
 * compares them on the port's thread, so deliveries do not wait for it. It ends with enough hits,
 * or with its bounds. Confined to the port's thread.
 */
final class Search {
    static final int MESSAGES_AT_ONCE = 64;

    private static final int MAX_MESSAGES = 20_000;
    private static final long MAX_BYTES = 16L * 1024 * 1024;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Desk desk;
    private final Question question;
    private final String channel;
    private final MessageFilter filter;
    private final int limit;
    private final boolean backward;
    private final List<StoredMessage> found = new ArrayList<>();
    private long examined;
    private long bytes;
    private long next;
    private @Nullable MessagePage last;

    Search(
            Desk desk,
            Question question,
            String channel,
            MessageFilter filter,
            int limit,
            boolean backward) {
        this.desk = desk;
        this.question = question;
        this.channel = channel;
        this.filter = filter;
        this.limit = limit;
        this.backward = backward;
    }

    /** Searches from a place on, and completes with this search. */
    CompletableFuture<Search> run(Place from, long budgetMillis, LongSupplier nanoClock) {
        long until = nanoClock.getAsLong() + budgetMillis * NANOS_PER_MILLI;
        return step(from, until, nanoClock);
    }

    private CompletableFuture<Search> step(Place from, long until, LongSupplier nanoClock) {
        PageRequest wanted =
                new PageRequest(from, backward, MESSAGES_AT_ONCE, PageRequest.MOST_BYTES);
        return desk.<MessagePage>ask(
                        question, (engine, reply) -> engine.peek(channel, wanted, reply))
                .thenCompose(page -> {
                    take(page);
                    boolean isOver =
                            next == 0
                                    || found.size() >= limit
                                    || examined >= MAX_MESSAGES
                                    || bytes >= MAX_BYTES
                                    || nanoClock.getAsLong() - until >= 0;
                    return isOver
                            ? CompletableFuture.completedFuture(this)
                            : step(new Place.Sequence(next), until, nanoClock);
                });
    }

    private void take(MessagePage page) {
        last = page;
        next = page.next();
        List<StoredMessage> inOrder = backward ? page.messages().reversed() : page.messages();
        for (StoredMessage message : inOrder) {
            examined++;
            bytes += message.data().length();
            if (filter.fits(message)) {
                found.add(message);
                if (found.size() == limit) {
                    next = behind(message, page);
                    return;
                }
            }
        }
    }

    /** Returns where the next search begins; 0 if there is nothing more. */
    private long behind(StoredMessage message, MessagePage page) {
        long following = message.sequence() + (backward ? -1 : 1);
        boolean isKept = following >= page.firstSequence() && following <= page.lastSequence();
        return isKept ? following : 0;
    }

    List<StoredMessage> found() {
        return found;
    }

    long examined() {
        return examined;
    }

    long next() {
        return next;
    }

    MessagePage lastPage() {
        MessagePage page = last;
        if (page == null) {
            throw new IllegalStateException("search: no page yet");
        }
        return page;
    }
}
