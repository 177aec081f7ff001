package dev.stanchion.server.api;

import dev.stanchion.nats.snapshot.ConnectionSnapshot;
import dev.stanchion.nats.snapshot.LoopUse;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongUnaryOperator;

/** What is around the engine in its process. Safe for use by many threads. */
public interface Machine {
    /** Nothing is known. */
    Machine UNKNOWN =
            new Machine() {
                @Override
                public List<LoopUse> loops() {
                    return List.of();
                }

                @Override
                public Optional<Disk> disk() {
                    return Optional.empty();
                }

                @Override
                public CompletionStage<List<ConnectionSnapshot>> connections(Collection<Long> ids) {
                    return CompletableFuture.completedFuture(List.of());
                }
            };

    /**
     * Where messages are stored.
     *
     * @param reserve returns the free space below which messages are refused, of a disk of so many
     *     bytes
     */
    record Disk(Path directory, LongUnaryOperator reserve) {}

    /** Returns how much each event loop has worked. */
    List<LoopUse> loops();

    /** Returns the disk of the store; empty if it has none here. */
    Optional<Disk> disk();

    /** Returns those of some connections that are open. Completes on any thread, or never. */
    CompletionStage<List<ConnectionSnapshot>> connections(Collection<Long> ids);
}
