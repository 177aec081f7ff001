package dev.stanchion.interop.driver;

import dev.stanchion.kit.process.Waiting;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waiting for a driver's answers. */
public final class Answers {
    private Answers() {}

    /**
     * Waits for an answer.
     *
     * @throws RefusedException if the library refused
     */
    public static Fields await(CompletableFuture<Fields> answer) {
        Waiting.until("an answer", answer::isDone);
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RefusedException refusal) {
                refusal.addSuppressed(e); // shows where the test waited
                throw refusal;
            }
            throw e;
        }
    }

    /** Waits for a refusal and returns its text. */
    public static String awaitRefusal(CompletableFuture<Fields> answer) {
        try {
            Fields fields = await(answer);
            throw new AssertionError("not refused, but answered with " + fields);
        } catch (RefusedException refusal) {
            return String.valueOf(refusal.getMessage());
        }
    }
}
