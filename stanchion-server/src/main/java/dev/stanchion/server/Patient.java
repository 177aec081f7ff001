package dev.stanchion.server;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Waits for answers of a NATS cluster. Stateless. No loop may call it. */
final class Patient {
    private Patient() {}

    /**
     * Asks and waits.
     *
     * @param place what errors name
     * @throws StoreException if the answer is one, or there is none in time
     */
    static <T> T await(Consumer<Outcome<T>> question, Duration most, String place) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        question.accept(Outcome.of(answer::complete, answer::completeExceptionally));
        try {
            return answer.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException why
                    ? why
                    : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw failed(place, "the NATS cluster does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(place, "interrupted while opening");
        }
    }

    private static StoreException failed(String place, String why) {
        return new StoreException(StoreException.Kind.IO, "open", place, why);
    }
}
