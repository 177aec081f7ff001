package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;

/** The clients of a {@link SimulatedStore}; changes become durable in their order. */
final class SimulatedClientLog implements ClientLog {
    private final Disk disk;
    private final Answers answers;
    private long lastChangeNanos;

    SimulatedClientLog(Disk disk, Answers answers) {
        this.disk = disk;
        this.answers = answers;
    }

    @Override
    public void put(ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        answers.requireCurrent(owner);
        if (answers.chance().percent(answers.behaviour().failedClients())) {
            answers.answer(
                    owner,
                    answers.behaviour().flushNanos(),
                    () ->
                            outcome.failed(
                                    answers.fault(
                                            StoreException.Kind.IO, "put", client.clientId())));
        } else {
            change(() -> disk.put(client), owner, outcome);
        }
    }

    @Override
    public void delete(String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        answers.requireCurrent(owner);
        change(() -> disk.deleteClient(clientId), owner, outcome);
    }

    private void change(Runnable change, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        long delayNanos = answers.delayNanos(answers.behaviour().flushNanos());
        disk.changeClients(change);
        if (delayNanos == 0 && lastChangeNanos < answers.nowNanos()) {
            disk.syncNextClientChange();
            outcome.succeeded(Outcome.Done.DONE);
            return;
        }
        lastChangeNanos = Math.max(lastChangeNanos, answers.nowNanos() + delayNanos);
        answers.later(
                lastChangeNanos - answers.nowNanos(),
                () -> {
                    disk.syncNextClientChange();
                    owner.execute(() -> outcome.succeeded(Outcome.Done.DONE));
                });
    }
}
