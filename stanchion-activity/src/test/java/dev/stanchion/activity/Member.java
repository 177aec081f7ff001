package dev.stanchion.activity;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.ManualShards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One process of a group, whose terms begin and end as the test says. Confined to one thread. */
final class Member implements Service, ActivityListener {
    private static final Duration STORE_BEAT = Duration.ofMillis(300);

    private final ManualShards shards;
    private final int index;
    private final PausableShard shard;
    private final SharedLock lock;
    private final SharedLock.Handle handle;
    private final SharedAir.@Nullable Ear ear;
    private final Activity activity;
    private final List<Ending> endings = new ArrayList<>();
    private Duration catchingUp = Duration.ofMillis(50);
    private @Nullable RuntimeException cannotBegin;
    private boolean canNeverBegin;
    private @Nullable Tenure tenure;
    private @Nullable Progress progress;
    private boolean isServing;
    private @Nullable RuntimeException failure;
    private boolean isClosed;

    Member(ManualShards shards, int index, SharedLock lock, @Nullable SharedAir air) {
        this(shards, index, lock, air, Manner.FOLLOW);
    }

    Member(
            ManualShards shards,
            int index,
            SharedLock lock,
            @Nullable SharedAir air,
            Manner manner) {
        this.shards = shards;
        this.index = index;
        this.lock = lock;
        this.shard = new PausableShard(shards.all().get(index));
        this.handle =
                lock
                .new Handle(
                        "server-" + index, air == null ? Rival.MEMBER : Rival.MEMBER_ON_BUS, shard);
        this.ear = air == null ? null : air.new Ear(shard);
        SignOfLife life = ear == null ? SignOfLife.NONE : ear;
        Activity[] made = new Activity[1];
        shards.on(
                index,
                () ->
                        made[0] =
                                new Activity(
                                        shard,
                                        handle,
                                        life,
                                        this,
                                        manner,
                                        Pace.of(Pace.DEFAULT_SILENCE),
                                        new Random(index),
                                        this));
        this.activity = made[0];
    }

    Member begins() {
        shards.on(index, activity::begin);
        return this;
    }

    void closes() {
        shards.on(index, () -> activity.close(() -> isClosed = true));
    }

    void isPaused() {
        shard.pause();
    }

    void isResumed() {
        shard.resume();
    }

    /** The process ends; on a bus its connection is gone. */
    void isKilled() {
        shard.kill();
        if (ear != null) {
            ear.connected(false);
        }
    }

    void takesToCatchUp(Duration time) {
        catchingUp = time;
    }

    void cannotBegin(@Nullable RuntimeException why) {
        cannotBegin = why;
    }

    void canNeverBegin(RuntimeException why) {
        cannotBegin = why;
        canNeverBegin = true;
    }

    /** Its store writes, and so notices that it was deposed. */
    void writes() {
        Tenure mine = tenure;
        Progress told = progress;
        if (mine != null && told != null && !lock.isHeldBy(mine.id())) {
            told.lost(
                    new StoreException(
                            StoreException.Kind.FENCED, "write", "store", "another has it"));
        }
    }

    Role role() {
        return activity.report().role();
    }

    ActivityReport report() {
        return activity.report();
    }

    boolean isServing() {
        return isServing;
    }

    boolean isClosed() {
        return isClosed;
    }

    List<Ending> endings() {
        return endings;
    }

    @Nullable RuntimeException failure() {
        return failure;
    }

    SharedLock.Handle lock() {
        return handle;
    }

    SharedAir.Ear ear() {
        if (ear == null) {
            throw new AssertionError("it has no bus");
        }
        return ear;
    }

    @Override
    public void begin(Tenure taken, Progress told) {
        tenure = taken;
        progress = told;
        RuntimeException why = cannotBegin;
        shard.schedule(
                catchingUp.toNanos(),
                () -> {
                    if (why == null) {
                        isServing = true;
                        told.ready();
                        beat(taken);
                    } else if (canNeverBegin) {
                        told.never(why);
                    } else {
                        told.notNow(why);
                    }
                });
    }

    private void beat(Tenure mine) {
        if (isServing && mine.equals(tenure)) {
            lock.beatOf(mine.id());
            shard.schedule(STORE_BEAT.toNanos(), () -> beat(mine));
        }
    }

    @Override
    public void end(Ending ending, Runnable ended) {
        endings.add(ending);
        isServing = false;
        tenure = null;
        progress = null;
        shard.schedule(Duration.ofMillis(20).toNanos(), ended);
    }

    @Override
    public void changed(ActivityReport report) {
        // asked for when it is wanted
    }

    @Override
    public void failed(RuntimeException why) {
        failure = why;
    }
}
