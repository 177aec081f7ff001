package dev.stanchion.server.monitoring.streaming;

import dev.stanchion.engine.Detail;
import dev.stanchion.engine.EngineLatencies;
import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.engine.EngineTotals;
import dev.stanchion.engine.Inspector;
import dev.stanchion.engine.Measure;
import dev.stanchion.engine.Measurements;
import dev.stanchion.engine.StreamingEngine;
import dev.stanchion.engine.diagnosis.Diagnosis;
import dev.stanchion.engine.finding.Findings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The engine for pages. Questions wait until it has recovered and clients can connect, as with the
 * Go server. A standby has no engine and answers at once that there is nothing. Answers come on the
 * given thread. Safe for use by many threads.
 */
public final class ObservedEngine {
    /** Empty for a standby; a new one for each term. */
    private volatile CompletableFuture<Optional<StreamingEngine>> current =
            new CompletableFuture<>();

    private volatile boolean isStandby;

    /** Answers questions from now on, and those that wait. */
    public synchronized void ready(StreamingEngine engine) {
        change(Optional.of(engine), false);
    }

    /** The server serves nobody: there is nothing to ask. */
    public synchronized void standby() {
        change(Optional.empty(), true);
    }

    private void change(Optional<StreamingEngine> to, boolean standby) {
        CompletableFuture<Optional<StreamingEngine>> waiting = current;
        isStandby = standby;
        current = CompletableFuture.completedFuture(to);
        waiting.complete(to);
    }

    /** An engine recovers: questions wait for it. */
    public synchronized void recovering() {
        isStandby = false;
        current = new CompletableFuture<>();
    }

    /** Returns whether it accepts requests. */
    public boolean isReady() {
        return current.getNow(Optional.empty()).isPresent();
    }

    /** Returns the engine; empty while none accepts requests. */
    public Optional<StreamingEngine> current() {
        return current.getNow(Optional.empty());
    }

    boolean isStandby() {
        return isStandby;
    }

    /**
     * Asks another object a question when clients can connect, or when certainly none can. Each
     * call returns a new future, which the caller may abandon.
     */
    public <T> CompletableFuture<T> once(Supplier<CompletionStage<T>> question) {
        return current.thenCompose(ignored -> question.get());
    }

    /** Asks for the type of the store; empty for a standby. */
    public CompletableFuture<String> storeType(Executor executor) {
        return current.thenApplyAsync(
                engine -> engine.map(StreamingEngine::storeType).orElse(""), executor);
    }

    /** Asks for the totals. */
    public CompletableFuture<EngineTotals> totals(Executor executor) {
        return ask(EngineTotals.NONE, Inspector::totals, executor);
    }

    /** Asks for the latencies. */
    public CompletableFuture<EngineLatencies> latencies(Executor executor) {
        return ask(EngineLatencies.NONE, Inspector::latencies, executor);
    }

    /** Asks for all clients, in no particular order. */
    public CompletableFuture<List<EngineSnapshot.Client>> clients(Executor executor) {
        return ask(List.of(), Inspector::clients, executor);
    }

    /** Asks what some clients use. */
    public CompletableFuture<Inspector.Uses> uses(Collection<String> clientIds, Executor executor) {
        return ask(
                Inspector.Uses.NONE,
                (inspector, answer) -> inspector.uses(clientIds, answer),
                executor);
    }

    /**
     * Asks why messages of a channel do not arrive; empty if the server is a standby.
     *
     * @param position a group, a durable or a client; empty for all of the channel
     */
    public CompletableFuture<Optional<Diagnosis>> why(
            String channel, String position, Executor executor) {
        return ask(
                Optional.empty(),
                (inspector, answer) ->
                        inspector.why(
                                channel, position, found -> answer.accept(Optional.of(found))),
                executor);
    }

    /** Asks why the store has refused messages lately, as a sentence; empty if it has not. */
    public CompletableFuture<String> storeFailure(Executor executor) {
        return ask("", Inspector::storeFailure, executor);
    }

    /** Asks what is likely wrong. */
    public CompletableFuture<Findings> findings(Executor executor) {
        return ask(Findings.NONE, Inspector::findings, executor);
    }

    /** Asks for the names of all channels, in ascending order. */
    public CompletableFuture<List<String>> channelNames(Executor executor) {
        return ask(List.of(), Inspector::channelNames, executor);
    }

    /** Asks for one number of all channels, in no particular order. */
    public CompletableFuture<Measurements> measured(Measure measure, Executor executor) {
        return ask(
                Measurements.NONE,
                (inspector, answer) -> inspector.measured(measure, answer),
                executor);
    }

    /** Asks for some channels, in no particular order. */
    public CompletableFuture<List<EngineSnapshot.Channel>> channels(
            Collection<String> names, Detail detail, Executor executor) {
        return ask(
                List.of(),
                (inspector, answer) -> inspector.channels(names, detail, answer),
                executor);
    }

    /** Asks for the channels whose names fit, in no particular order. */
    public CompletableFuture<List<EngineSnapshot.Channel>> channelsThat(
            Predicate<String> fit, Detail detail, Executor executor) {
        return channelNames(executor)
                .thenCompose(
                        names -> channels(names.stream().filter(fit).toList(), detail, executor));
    }

    /** Asks a question. After the loops have ended, nobody answers; the port does not wait long. */
    private <T> CompletableFuture<T> ask(
            T nothing, BiConsumer<Inspector, Consumer<T>> question, Executor executor) {
        return current.thenCompose(
                        engine -> {
                            CompletableFuture<T> answer = new CompletableFuture<>();
                            engine.ifPresentOrElse(
                                    there -> question.accept(there.inspector(), answer::complete),
                                    () -> answer.complete(nothing));
                            return answer;
                        })
                .thenApplyAsync(answer -> answer, executor);
    }
}
