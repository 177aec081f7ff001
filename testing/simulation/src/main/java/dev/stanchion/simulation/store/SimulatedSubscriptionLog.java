package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.simulation.store.SubscriptionTable.Change;
import java.util.stream.LongStream;

/** The subscriptions of a channel that is open in a {@link SimulatedStore}. */
final class SimulatedSubscriptionLog implements SubscriptionLog {
    private final String channel;
    private final DiskChannel disk;
    private final ShardExecutor owner;
    private final Answers answers;

    SimulatedSubscriptionLog(
            String channel, DiskChannel disk, ShardExecutor owner, Answers answers) {
        this.channel = channel;
        this.disk = disk;
        this.owner = owner;
        this.answers = answers;
    }

    @Override
    public long highestId() {
        answers.requireCurrent(owner);
        return disk.highestSubscriptionId();
    }

    @Override
    public void put(SubscriptionRecord subscription) {
        record(new Change.Put(subscription));
    }

    @Override
    public void replace(SubscriptionRecord subscription, long[] pending) {
        record(new Change.Replace(subscription, LongStream.of(pending).boxed().toList()));
    }

    @Override
    public void delete(long id) {
        record(new Change.Delete(id));
    }

    @Override
    public void delivered(long id, long sequence) {
        record(new Change.Delivered(id, sequence));
    }

    @Override
    public void acknowledged(long id, long sequence) {
        record(new Change.Acknowledged(id, sequence));
    }

    private void record(Change change) {
        answers.requireCurrent(owner);
        disk.change(change);
    }

    @Override
    public void flush(Outcome<Outcome.Done> outcome) {
        long mark = disk.changesEver();
        boolean fails = answers.chance().percent(answers.behaviour().failedFlushes());
        answers.answer(
                owner,
                answers.behaviour().flushNanos(),
                () -> {
                    if (fails) {
                        outcome.failed(answers.fault(StoreException.Kind.IO, "flush", channel));
                    } else {
                        disk.flushUpTo(mark);
                        outcome.succeeded(Outcome.Done.DONE);
                    }
                });
    }
}
