package dev.stanchion.cli.publish;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/**
 * Says at once that something happened in a directory, where the system can tell. Nothing relies on
 * it: macOS has no native watcher in the JDK, and a bind mount may not report the changes of the
 * other side. So the files are looked at in any case.
 */
final class DirectoryEvents implements AutoCloseable {
    private final @Nullable WatchService service;

    private DirectoryEvents(@Nullable WatchService service) {
        this.service = service;
    }

    /** Starts watching. Where that is not possible, the result does nothing. */
    static DirectoryEvents in(Collection<Path> directories, Runnable onEvent) {
        try {
            WatchService service = FileSystems.getDefault().newWatchService();
            new HashSet<>(directories).forEach(directory -> register(directory, service));
            Thread.ofVirtual().name("stanchion-watch").start(() -> report(service, onEvent));
            return new DirectoryEvents(service);
        } catch (IOException | UnsupportedOperationException e) {
            return new DirectoryEvents(null);
        }
    }

    private static void register(Path directory, WatchService service) {
        try {
            directory.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            // no such directory, or too many watchers: looking at the files notices the changes
        }
    }

    private static void report(WatchService service, Runnable onEvent) {
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents();
                onEvent.run();
                key.reset();
            }
        } catch (ClosedWatchServiceException e) {
            // the end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (service == null) {
            return;
        }
        try {
            service.close();
        } catch (IOException e) {
            // then it watches on until the process ends, which is now
        }
    }
}
