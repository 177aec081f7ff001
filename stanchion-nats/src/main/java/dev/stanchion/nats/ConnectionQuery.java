package dev.stanchion.nats;

import dev.stanchion.nats.connection.ClientConnection;
import dev.stanchion.nats.connection.ServedLoop;
import dev.stanchion.nats.loop.TurnLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Asks every connection of a server a question on its loop. It asks a few connections at a time; in
 * between, the loop does its other work.
 *
 * <p>If the server closes meanwhile, the survey never completes.
 *
 * @param <T> what is collected
 */
final class ConnectionQuery<T> {
    private static final int PORTION = 256;

    private final List<T> collected = new ArrayList<>();
    private final BiConsumer<ClientConnection, List<T>> question;
    private final CompletableFuture<List<T>> done = new CompletableFuture<>();
    private final AtomicInteger loopsLeft;

    private ConnectionQuery(int loops, BiConsumer<ClientConnection, List<T>> question) {
        this.question = question;
        loopsLeft = new AtomicInteger(loops);
    }

    /**
     * Asks all open connections. Any thread.
     *
     * @param question called on the connection's loop; adds what it finds to the list
     * @return completed on some loop
     */
    static <T> CompletableFuture<List<T>> of(
            List<ServedLoop> loops, BiConsumer<ClientConnection, List<T>> question) {
        var survey = new ConnectionQuery<T>(loops.size(), question);
        for (ServedLoop each : loops) {
            TurnLoop loop = each.loop();
            loop.post(() -> survey.ask(loop, each.connections().all(), 0, new ArrayList<>()));
        }
        return survey.done;
    }

    private void ask(TurnLoop loop, List<ClientConnection> all, int from, List<T> found) {
        int end = Math.min(from + PORTION, all.size());
        for (ClientConnection connection : all.subList(from, end)) {
            if (connection.isOpen()) {
                question.accept(connection, found);
            }
        }
        if (end < all.size()) {
            loop.post(() -> ask(loop, all, end, found));
        } else {
            hand(found);
        }
    }

    private void hand(List<T> found) {
        synchronized (collected) {
            collected.addAll(found);
        }
        if (loopsLeft.decrementAndGet() == 0) {
            done.complete(collected);
        }
    }
}
