package dev.stanchion.engine.admin;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;

/** Turns answers of the store into answers for operators. */
final class Failures {
    private Failures() {}

    static Failure of(StoreException why) {
        return new Failure.StoreFailed(why.kind(), String.valueOf(why.getMessage()));
    }

    /** Returns what hears of the store when a change is durable. */
    static Outcome<Outcome.Done> whenDurable(Reply<Long> done) {
        return Outcome.of(ignored -> done.succeeded(0L), why -> done.failed(of(why)));
    }
}
