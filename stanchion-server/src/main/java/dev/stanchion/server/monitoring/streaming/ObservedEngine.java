package dev.stanchion.server.monitoring.streaming;

import dev.stanchion.engine.Detail;
import dev.stanchion.engine.EngineLatencies;
import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.engine.EngineTotals;
import dev.stanchion.engine.Inspector;
import dev.stanchion.engine.StreamingEngine;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An engine as pages ask it: questions wait until it has recovered and clients can come, as they do
 * with the Go server, and answers come on the thread that was named. Safe for use by many threads.
 */
public final class ObservedEngine {
    private final CompletableFuture<StreamingEngine> ready = new CompletableFuture<>();

    /** Lets questions through, those that wait too. */
    public void ready(StreamingEngine engine) {
        ready.complete(engine);
    }

    /** Tells whether it takes requests. */
    public boolean isReady() {
        return ready.isDone();
    }

    /** Asks somebody else when clients can come; a copy each time, which the caller may give up. */
    public <T> CompletableFuture<T> once(Supplier<CompletionStage<T>> question) {
        return ready.thenCompose(ignored -> question.get());
    }

    CompletableFuture<String> storeType(Executor executor) {
        return ready.thenApplyAsync(StreamingEngine::storeType, executor);
    }

    /** Counts everything. */
    public CompletableFuture<EngineTotals> totals(Executor executor) {
        return ask(Inspector::totals, executor);
    }

    /** Tells how long things have taken. */
    public CompletableFuture<EngineLatencies> latencies(Executor executor) {
        return ask(Inspector::latencies, executor);
    }

    CompletableFuture<List<EngineSnapshot.Client>> clients(Executor executor) {
        return ask(Inspector::clients, executor);
    }

    CompletableFuture<List<Inspector.Use>> uses(Collection<String> clientIds, Executor executor) {
        return ask((inspector, answer) -> inspector.uses(clientIds, answer), executor);
    }

    /** Lists all channels, in no particular order. */
    public CompletableFuture<List<String>> channelNames(Executor executor) {
        return ask(Inspector::channelNames, executor);
    }

    /** Shows some channels, in no particular order. */
    public CompletableFuture<List<EngineSnapshot.Channel>> channels(
            Collection<String> names, Detail detail, Executor executor) {
        return ask((inspector, answer) -> inspector.channels(names, detail, answer), executor);
    }

    /** A question put when the loops have ended is never answered; the port does not wait long. */
    private <T> CompletableFuture<T> ask(
            BiConsumer<Inspector, Consumer<T>> question, Executor executor) {
        return ready.thenCompose(
                        engine -> {
                            CompletableFuture<T> answer = new CompletableFuture<>();
                            question.accept(engine.inspector(), answer::complete);
                            return answer;
                        })
                .thenApplyAsync(answer -> answer, executor);
    }
}
