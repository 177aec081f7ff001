package io.nats.streaming;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run the handlers of a connection: one for each dispatcher that subscriptions
 * name, and one for all that name none. Handlers of one dispatcher never run at the same time. Safe
 * for use by many threads.
 */
final class DispatcherThreads {
    private final Map<String, ExecutorService> byName = new ConcurrentHashMap<>();

    Executor of(@Nullable String dispatcher) {
        String name = dispatcher == null || dispatcher.isEmpty() ? "messages" : dispatcher;
        return byName.computeIfAbsent(name, DispatcherThreads::thread);
    }

    /** Makes an executor whose thread begins with its first task. */
    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "stan-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Ends the threads when their handlers have returned. */
    void end() {
        byName.values().forEach(ExecutorService::shutdown);
    }
}
