package dev.stanchion.server;

import dev.stanchion.activity.Activity;
import dev.stanchion.activity.ActivityListener;
import dev.stanchion.activity.ActivityReport;
import dev.stanchion.activity.AliveOnBus;
import dev.stanchion.activity.Lock;
import dev.stanchion.activity.Role;
import dev.stanchion.activity.SignOfLife;
import dev.stanchion.bus.nats.NatsBus;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.server.monitoring.streaming.ObservedGroup;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's part in a group: it follows and is active as the lock has it. Safe for use by many
 * threads.
 */
final class Membership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final long CLOSE_SECONDS = 30;

    private final ShardExecutor shard;
    private final Lock lock;
    private final TermsOfServer terms;
    private final Activity activity;
    private final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();
    private final CompletableFuture<Optional<RuntimeException>> first = new CompletableFuture<>();

    /**
     * @param shard the first one
     * @param cluster where members hear of each other
     */
    Membership(
            String clusterId,
            FtGroup group,
            ShardExecutor shard,
            Lock lock,
            Optional<NatsBus> cluster,
            TermsOfServer terms,
            ObservedGroup observed) {
        this.shard = shard;
        this.lock = lock;
        this.terms = terms;
        this.activity =
                new Activity(
                        shard,
                        this.lock,
                        cluster.map(bus -> onBus(bus, shard, clusterId, group))
                                .orElse(SignOfLife.NONE),
                        terms,
                        group.manner(),
                        group.pace(),
                        new SecureRandom(),
                        new ActivityListener() {
                            @Override
                            public void changed(ActivityReport report) {
                                observed.changed(report);
                                if (report.role() == Role.ACTIVE) {
                                    first.complete(Optional.empty());
                                }
                            }

                            @Override
                            public void failed(RuntimeException why) {
                                failure.complete(why);
                                first.complete(Optional.of(why));
                            }
                        });
    }

    private static SignOfLife onBus(
            NatsBus bus, ShardExecutor shard, String clusterId, FtGroup group) {
        return new AliveOnBus(
                bus,
                shard,
                new SecureEntropy(),
                clusterId,
                group.name(),
                new AliveOnBus.Connection() {
                    @Override
                    public boolean isUp() {
                        return bus.isConnected();
                    }

                    @Override
                    public void whenLost(Runnable task) {
                        bus.whenDisconnected(task);
                    }

                    @Override
                    public String serverId() {
                        return bus.serverId();
                    }

                    @Override
                    public void moveAwayFrom(Set<String> serverIds, BooleanSupplier isStillWanted) {
                        bus.moveAwayFrom(serverIds, isStillWanted);
                    }
                },
                () -> "alive");
    }

    /** Begins to follow. */
    void begin() {
        shard.execute(activity::begin);
    }

    /** Waits until the server is active, and throws the reason if it cannot be. */
    void awaitActive() {
        first.join()
                .ifPresent(why -> {
                    throw why;
                });
    }

    /** Completes with the reason if the server cannot go on. */
    CompletionStage<RuntimeException> failure() {
        return failure.minimalCompletionStage();
    }

    /** Ends the term in order, if there is one, and gives the lock back. Blocks. */
    @Override
    public void close() {
        CountDownLatch done = new CountDownLatch(1);
        shard.execute(() -> activity.close(done::countDown));
        try {
            if (!done.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The term did not end within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lock.close();
        terms.close();
    }
}
