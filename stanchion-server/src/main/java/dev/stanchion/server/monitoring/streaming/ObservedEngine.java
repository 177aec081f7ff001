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
 * The engine for pages. Questions wait until it has recovered and clients can connect, as with the
 * Go server. Answers come on the given thread. Safe for use by many threads.
 */
public final class ObservedEngine {
    private final CompletableFuture<StreamingEngine> ready = new CompletableFuture<>();

    /** Answers questions from now on, and those that wait. */
    public void ready(StreamingEngine engine) {
        ready.complete(engine);
    }

    /** Returns whether it accepts requests. */
    public boolean isReady() {
        return ready.isDone();
    }

    /**
     * Asks another object a question when clients can connect. Each call returns a new future,
     * which the caller may abandon.
     */
    public <T> CompletableFuture<T> once(Supplier<CompletionStage<T>> question) {
        return ready.thenCompose(ignored -> question.get());
    }

    CompletableFuture<String> storeType(Executor executor) {
        return ready.thenApplyAsync(StreamingEngine::storeType, executor);
    }

    /** Asks for the totals. */
    public CompletableFuture<EngineTotals> totals(Executor executor) {
        return ask(Inspector::totals, executor);
    }

    /** Asks for the latencies. */
    public CompletableFuture<EngineLatencies> latencies(Executor executor) {
        return ask(Inspector::latencies, executor);
    }

    CompletableFuture<List<EngineSnapshot.Client>> clients(Executor executor) {
        return ask(Inspector::clients, executor);
    }

    CompletableFuture<List<Inspector.Use>> uses(Collection<String> clientIds, Executor executor) {
        return ask((inspector, answer) -> inspector.uses(clientIds, answer), executor);
    }

    /** Asks for the names of all channels, in no particular order. */
    public CompletableFuture<List<String>> channelNames(Executor executor) {
        return ask(Inspector::channelNames, executor);
    }

    /** Asks for some channels, in no particular order. */
    public CompletableFuture<List<EngineSnapshot.Channel>> channels(
            Collection<String> names, Detail detail, Executor executor) {
        return ask((inspector, answer) -> inspector.channels(names, detail, answer), executor);
    }

    /** Asks a question. After the loops have ended, nobody answers; the port does not wait long. */
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
