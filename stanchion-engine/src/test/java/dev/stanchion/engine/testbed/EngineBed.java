package dev.stanchion.engine.testbed;

import dev.stanchion.engine.Detail;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.EngineStartException;
import dev.stanchion.engine.Inspector;
import dev.stanchion.engine.StartListener;
import dev.stanchion.engine.StreamingEngine;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.bus.MemoryBus;
import dev.stanchion.kit.bus.MemoryConnection;
import dev.stanchion.kit.shard.ManualShards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An engine with its surroundings. A bug that the engine caught at a shard's edge fails the test.
 */
public final class EngineBed implements AutoCloseable {
    private static final Logger ENGINE_LOG = Logger.getLogger("dev.stanchion.engine");

    private final ManualShards shards;
    private final MemoryBus bus;
    private final ScriptedStore store;
    private final List<String> logged = new ArrayList<>();
    private final List<StoreException> losses = new ArrayList<>();
    private final List<Throwable> bugs = new ArrayList<>();
    private final Handler logHandler = new Witness();
    private EngineOptions options;
    private StreamingEngine engine;
    private int tokens;

    public EngineBed(EngineOptions options, int shardCount) {
        this.options = options;
        this.shards = new ManualShards(shardCount);
        this.bus = new MemoryBus(shards);
        this.store = new ScriptedStore();
        ENGINE_LOG.addHandler(logHandler);
        ENGINE_LOG.setLevel(Level.FINE);
        ENGINE_LOG.setUseParentHandlers(false);
        this.engine = newEngine();
    }

    /** Starts an engine with defaults on one shard. */
    public static EngineBed started() {
        return started(EngineOptions.defaults(), 1);
    }

    public static EngineBed started(EngineOptions options) {
        return started(options, 1);
    }

    public static EngineBed started(EngineOptions options, int shardCount) {
        EngineBed bed = new EngineBed(options, shardCount);
        bed.start();
        return bed;
    }

    private StreamingEngine newEngine() {
        return new StreamingEngine(options, bus, store, shards.all(), this::token);
    }

    private String token(int length) {
        String number = Integer.toString(tokens++);
        return "T".repeat(length - number.length()) + number;
    }

    /** Starts the engine and waits until it takes requests. */
    public void start() {
        Readiness readiness = new Readiness();
        engine.start(readiness);
        settle();
        if (!readiness.isReady) {
            throw new AssertionError("the engine is not ready");
        }
    }

    private final class Readiness implements StartListener {
        private boolean isReady;

        @Override
        public void ready() {
            isReady = true;
        }

        @Override
        public void failed(StoreException why) {
            throw new AssertionError(why);
        }

        @Override
        public void refused(EngineStartException why) {
            throw new AssertionError(why);
        }

        @Override
        public void lost(StoreException why) {
            losses.add(why);
        }
    }

    /** Closes the engine in order and starts another on the same store. */
    public void restart() {
        boolean[] closed = {false};
        engine.close(() -> closed[0] = true);
        settle();
        if (!closed[0]) {
            throw new AssertionError("the engine did not close");
        }
        engine = newEngine();
        start();
    }

    /** Starts another engine on the same store, without waiting until it takes requests. */
    public void startsAgain() {
        startsAgain(new Readiness());
    }

    /** As {@link #startsAgain()}, with a listener of the test. */
    public void startsAgain(StartListener listener) {
        engine = newEngine();
        engine.start(listener);
    }

    public void restartWith(EngineOptions newOptions) {
        options = newOptions;
        restart();
    }

    public StreamingEngine engine() {
        return engine;
    }

    public MemoryBus bus() {
        return bus;
    }

    public ScriptedStore store() {
        return store;
    }

    public ManualShards shards() {
        return shards;
    }

    /** Lets everything happen that happens without time passing. */
    public void settle() {
        do {
            shards.settle();
        } while (bus.deliver());
    }

    public void advance(Duration duration) {
        advance(duration, Duration.ofMillis(1));
    }

    /** Lets much time pass in large steps. Clients answer heartbeats after each step. */
    public void advance(Duration duration, Duration step) {
        settle();
        for (long left = duration.toNanos(); left > 0; left -= step.toNanos()) {
            shards.advance(Math.min(left, step.toNanos()));
            settle();
        }
    }

    /** Returns a client that is connected. */
    public TestClient connected(String clientId) {
        TestClient client = client(clientId, 0);
        client.connects();
        return client;
    }

    public TestClient connected(String clientId, int shard) {
        TestClient client = client(clientId, shard);
        client.connects();
        return client;
    }

    /** Returns a client that has a NATS connection and no more. */
    public TestClient client(String clientId, int shard) {
        return new TestClient(this, clientId, new MemoryConnection(shard), "i" + tokens++);
    }

    /** Returns all that the engine shows of itself. */
    public Snapshot snapshot() {
        Inspector inspector = engine.inspector();
        return new Snapshot(
                ask(inspector::clients),
                ask(answer ->
                        inspector.channelNames(
                                names -> inspector.channels(names, Detail.SUBSCRIPTIONS, answer))),
                ask(inspector::totals));
    }

    private <T> T ask(Consumer<Consumer<T>> question) {
        AtomicReference<@Nullable T> answered = new AtomicReference<>();
        question.accept(answered::set);
        settle();
        T answer = answered.get();
        if (answer == null) {
            throw new AssertionError("no answer");
        }
        return answer;
    }

    /** Returns what the engine logged: {@code LEVEL text}. */
    public List<String> logged() {
        return List.copyOf(logged);
    }

    /** Returns why the store belongs to another server, as the engine has told. */
    public List<StoreException> losses() {
        return List.copyOf(losses);
    }

    /** Returns the bugs that the engine has caught; they do not matter any more. */
    public List<Throwable> forgetBugs() {
        List<Throwable> forgotten = List.copyOf(bugs);
        bugs.clear();
        return forgotten;
    }

    @Override
    public void close() {
        ENGINE_LOG.removeHandler(logHandler);
        if (!bugs.isEmpty()) {
            throw new AssertionError("the engine caught a bug", bugs.getFirst());
        }
    }

    private final class Witness extends Handler {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getLevel() + " " + entry.getMessage());
            if (entry.getMessage().startsWith("Bug")) {
                bugs.add(entry.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
