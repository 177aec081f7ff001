package dev.stanchion.spring.listener;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.context.SmartLifecycle;

/**
 * All listeners of an application. It starts them late, when everything that they call is there,
 * and stops them early. Safe for use by many threads.
 */
public final class StanListenerRegistry implements SmartLifecycle {
    private final Map<String, StanListenerContainer> containers = new ConcurrentHashMap<>();
    private volatile boolean running;

    /** Adds a listener. If the registry is running, the listener starts. */
    void add(StanListenerContainer container) {
        if (containers.putIfAbsent(container.id(), container) != null) {
            throw new InvalidListenerException(
                    "two listeners have the ID '"
                            + container.id()
                            + "'. Give each @StanListener its own id.");
        }
        if (running && container.startsAutomatically()) {
            container.start();
        }
    }

    public Collection<StanListenerContainer> containers() {
        return List.copyOf(containers.values());
    }

    public Optional<StanListenerContainer> container(String id) {
        return Optional.ofNullable(containers.get(id));
    }

    /** Starts one listener, whether it starts automatically or not. */
    public void start(String id) {
        existing(id).start();
    }

    /** Stops one listener; a durable and a group keep their position. */
    public void stop(String id) {
        existing(id).stop();
    }

    private StanListenerContainer existing(String id) {
        return container(id)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no listener has the ID '%s' (there are: %s)"
                                        .formatted(
                                                id,
                                                String.join(
                                                        ", ",
                                                        containers.keySet().stream()
                                                                .sorted()
                                                                .toList()))));
    }

    @Override
    public void start() {
        running = true;
        containers.values().stream()
                .filter(StanListenerContainer::startsAutomatically)
                .forEach(StanListenerContainer::start);
    }

    /** Stops all listeners at the same time, so that the slowest one decides how long it takes. */
    @Override
    public void stop() {
        running = false;
        List<StanListenerContainer> stopping = new ArrayList<>(containers.values());
        if (stopping.isEmpty()) {
            return;
        }
        var threads =
                Executors.newFixedThreadPool(
                        Math.min(stopping.size(), 16),
                        task -> new Thread(task, "stanchion-listener-stop"));
        try {
            stopping.stream()
                    .map(container -> threads.submit(container::stop))
                    .toList()
                    .forEach(StanListenerRegistry::await);
        } finally {
            threads.shutdown();
        }
    }

    private static void await(Future<?> stop) {
        try {
            stop.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts after, and stops before, what has the default phase. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
