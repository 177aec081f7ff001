package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Place;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Lets two searches run at a time. Confined to the port's thread. */
final class SearchDesk {
    private static final int MOST_AT_ONCE = 2;

    private final LongSupplier nanoClock;
    private int running;

    SearchDesk(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    CompletableFuture<Search> run(Search search, Place from, long budgetMillis) {
        if (running >= MOST_AT_ONCE) {
            throw new ProblemException(
                    Problem.of(Code.BUSY, "two searches are running")
                            .withRemedy("try again in a second")
                            .withHeader("Retry-After", "1"));
        }
        running++;
        return search.run(from, budgetMillis, nanoClock).whenComplete((done, failure) -> running--);
    }
}
