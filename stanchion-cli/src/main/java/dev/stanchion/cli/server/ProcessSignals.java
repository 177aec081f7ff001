package dev.stanchion.cli.server;

import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.log.ServerLog;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What signals mean to a server ({@code spec/operations.md} 6.1). They are handled here and not in
 * a shutdown hook, because only so can SIGINT end with 0 and SIGTERM with 143, and as PID 1 too,
 * where the kernel ignores a signal that nobody handles.
 *
 * <p>The JDK tells one signal from another only in {@code sun.misc.Signal}, which its module {@code
 * jdk.unsupported} exports for such use; javac warns of every mention, so it is reached by name.
 *
 * <p>Safe for use by many threads.
 */
@SuppressWarnings("ReferenceEquality") // a handler equals itself only
final class ProcessSignals {
    private static final Logger LOG = LoggerFactory.getLogger(StanchionServer.class);

    /**
     * Names the signal with which the JVM stops its threads for a flight recording. Without this
     * variable that is SIGUSR2. The launchers set it.
     */
    private static final String SIGNAL_OF_RECORDINGS = "_JAVA_SR_SIGNUM";

    private static final int STOPPED_BY_SIGINT = 0;
    private static final int STOPPED_BY_SIGTERM = 143;
    private static final int STOPPED_AS_LAME_DUCK = 0;

    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final AtomicReference<Runnable> lameDuck =
            new AtomicReference<>(() -> LOG.debug("SIGUSR2 is ignored"));
    private @Nullable Runnable reload;
    private boolean reloadIsOverdue;

    private ProcessSignals() {}

    static ProcessSignals install(ServerLog log) {
        ProcessSignals signals = new ProcessSignals();
        on("INT", () -> signals.stop(STOPPED_BY_SIGINT));
        on("TERM", () -> signals.stop(STOPPED_BY_SIGTERM));
        on("HUP", signals::reload);
        on("USR1", () -> reopen(log));
        if (System.getenv(SIGNAL_OF_RECORDINGS) != null) {
            on("USR2", () -> signals.lameDuck.get().run());
        }
        return signals;
    }

    /**
     * Has SIGUSR2 send all clients away, instead of nothing; the process stops when they are gone.
     *
     * @param sendAway begins it and runs what it is given when it is done
     */
    void onLameDuck(Consumer<Runnable> sendAway) {
        lameDuck.set(() -> sendAway.accept(() -> exitCode.complete(STOPPED_AS_LAME_DUCK)));
    }

    /** The first one asks for a graceful stop; whoever sends another does not want to wait. */
    private void stop(int code) {
        if (!exitCode.complete(code)) {
            Runtime.getRuntime().halt(code);
        }
    }

    /** Stops the process, which cannot go on; a signal may have come before. */
    void stopAfterFailure(int code) {
        exitCode.complete(code);
    }

    private static void on(String name, Runnable effect) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name),
                            handlerOf(handler, effect));
        } catch (ReflectiveOperationException e) {
            // not on this system, or the virtual machine keeps it for itself
            LOG.debug("SIG{} has its default effect: {}", name, e.toString());
        }
    }

    private static Object handlerOf(Class<?> type, Runnable effect) {
        return Proxy.newProxyInstance(
                type.getClassLoader() == null
                        ? ClassLoader.getSystemClassLoader()
                        : type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handle(proxy, method, arguments, effect));
    }

    /**
     * Returns the virtual machine keeps handlers in maps, so the methods of Object are called too.
     */
    private static @Nullable Object handle(
            Object proxy, Method method, Object @Nullable [] arguments, Runnable effect) {
        return switch (method.getName()) {
            case "handle" -> {
                effect.run();
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            default -> "a signal handler of the server";
        };
    }

    private static void reopen(ServerLog log) {
        try {
            if (log.reopen()) {
                LOG.info("File log re-opened");
            } else {
                LOG.info("File log re-open ignored, not a file logger");
            }
        } catch (FileOpenException e) {
            LOG.error("File log re-open failed: {}", e.getMessage());
        }
    }

    /** What comes before it is known what it does is done then. */
    private void reload() {
        Runnable effect;
        synchronized (this) {
            effect = reload;
            reloadIsOverdue |= effect == null;
        }
        if (effect != null) {
            effect.run();
        }
    }

    /** Says what SIGHUP does, once there is something that it can change. */
    void onReload(Runnable effect) {
        boolean overdue;
        synchronized (this) {
            reload = effect;
            overdue = reloadIsOverdue;
        }
        if (overdue) {
            effect.run();
        }
    }

    /** Waits until the process is told to stop; returns with which code. */
    int awaitStop() {
        return exitCode.join();
    }
}
