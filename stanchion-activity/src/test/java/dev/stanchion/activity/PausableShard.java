package dev.stanchion.activity;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.kit.shard.ManualShard;
import java.util.ArrayList;
import java.util.List;

/** A shard of a process that can be paused as by SIGSTOP, or killed. Confined to one thread. */
final class PausableShard implements ShardExecutor {
    private final ManualShard shard;
    private final List<Runnable> kept = new ArrayList<>();
    private boolean isPaused;
    private boolean isDead;

    PausableShard(ManualShard shard) {
        this.shard = shard;
    }

    void pause() {
        isPaused = true;
    }

    void resume() {
        isPaused = false;
        kept.forEach(shard::execute);
        kept.clear();
    }

    void kill() {
        isDead = true;
        kept.clear();
    }

    private void run(Runnable task) {
        if (isDead) {
            return;
        }
        if (isPaused) {
            kept.add(() -> run(task));
        } else {
            task.run();
        }
    }

    @Override
    public int index() {
        return shard.index();
    }

    @Override
    public boolean isCurrent() {
        return shard.isCurrent();
    }

    @Override
    public void execute(Runnable task) {
        shard.execute(() -> run(task));
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        boolean[] isCancelled = new boolean[1];
        Runnable unlessCancelled =
                () -> {
                    if (!isCancelled[0]) {
                        task.run();
                    }
                };
        Timer timer = scheduleOnShard(delayNanos, unlessCancelled);
        return () -> {
            isCancelled[0] = true;
            timer.cancel();
        };
    }

    private Timer scheduleOnShard(long delayNanos, Runnable task) {
        return shard.schedule(delayNanos, () -> run(task));
    }

    @Override
    public void atEndOfBatch(Runnable hook) {
        shard.atEndOfBatch(() -> run(hook));
    }

    @Override
    public long elapsedNanos() {
        return shard.elapsedNanos();
    }

    @Override
    public long epochNanos() {
        return shard.epochNanos();
    }
}
