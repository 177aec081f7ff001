package dev.stanchion.server.api;

import dev.stanchion.engine.admin.ParkedMessage;
import dev.stanchion.engine.admin.ParkedPage;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Counts the parked messages that a filter means, a page at a time. Confined to the port's thread.
 */
final class ParkedCount {
    static final int PAGE = 100;

    private static final int MAX_POSITIONS = 20;

    private final Desk desk;
    private final Desk.Asker asker;
    private final String channel;
    private final ParkedFilter filter;
    private final Set<String> positions = new TreeSet<>();
    private long found;
    private long last;

    /**
     * What there is.
     *
     * @param found how many messages fit
     * @param last the largest sequence of all that are parked; 0 if none is
     * @param positions of all that are parked; some of them if there are many
     */
    record Count(long found, long last, Set<String> positions) {
        Count {
            positions = Set.copyOf(positions);
        }
    }

    ParkedCount(Desk desk, Desk.Asker asker, String channel, ParkedFilter filter) {
        this.desk = desk;
        this.asker = asker;
        this.channel = channel;
        this.filter = filter;
    }

    CompletableFuture<Count> run() {
        return from(1);
    }

    private CompletableFuture<Count> from(long sequence) {
        return desk.<ParkedPage>ask(
                        asker, (engine, reply) -> engine.parked(channel, sequence, PAGE, reply))
                .thenCompose(page -> {
                    page.messages().forEach(this::take);
                    return page.next() == 0
                            ? CompletableFuture.completedFuture(new Count(found, last, positions))
                            : from(page.next());
                });
    }

    private void take(ParkedMessage message) {
        last = Math.max(last, message.sequence());
        if (positions.size() < MAX_POSITIONS) {
            positions.add(message.note().position());
        }
        if (filter.fits(message)) {
            found++;
        }
    }
}
