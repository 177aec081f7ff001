package dev.stanchion.crash;

import dev.stanchion.crash.disk.Fault;
import dev.stanchion.crash.promise.ChannelModel;
import dev.stanchion.crash.promise.SubscriptionsModel;
import dev.stanchion.crash.promise.Written;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.simulation.world.SimulatedShard;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Uses the store as an engine does, and lets it end in all ways. */
final class Workload {
    private static final List<String> CLIENT_IDS = List.of("a", "b", "c");
    private static final int MAX_SUBSCRIPTIONS = 3;

    private final World world;
    private final Service service;
    private final Chance chance;
    private long written;

    Workload(World world, Service service) {
        this.world = world;
        this.service = service;
        chance = world.chance();
    }

    /** One thing happens. */
    void step() {
        if (!world.isRunning()) {
            restart();
            return;
        }
        Act act = chance.pick(world.settings().acts());
        switch (act) {
            case PUBLISH -> withChannel(act, this::publish);
            case COMMIT -> withChannel(act, channel -> channel.log().commit());
            case READ -> withChannel(act, this::read);
            case FIND_BY_TIME -> withChannel(act, this::findByTime);
            case SKIP -> withChannel(act, this::skip);
            case EXPIRE -> withChannel(act, this::expire);
            case SUBSCRIBE -> withChannel(act, this::subscribe);
            case DELIVER -> withSubscription(act, this::deliver);
            case ACKNOWLEDGE -> withSubscription(act, this::acknowledge);
            case UNSUBSCRIBE -> withSubscription(act, this::unsubscribe);
            case FLUSH -> withChannel(act, this::flush);
            case CONNECT -> connect();
            case DISCONNECT -> disconnect();
            case OPEN_CHANNEL -> service.open(chance.pick(service.slots()));
            case DELETE_CHANNEL -> withChannel(act, this::delete);
            case WORK -> work();
            case REST -> world.rest();
            case PASS_TIME -> world.pass(drawPause());
            case KILL_SOON -> world.incidents().endWithin(60, Incidents.Ending.KILLED);
            case KILL_NOW -> world.end(Incidents.Ending.KILLED);
            case LOSE_POWER_SOON -> losePowerSoon();
            case CLOSE -> service.close();
            case FAIL_SOON -> failSoon();
            case FILL_UP -> fillUp();
        }
    }

    /** Starts again, perhaps not for long. */
    private void restart() {
        world.processIsOver();
        if (chance.oneIn(4)) {
            Incidents.Ending how =
                    world.settings().hasPowerLoss() && chance.oneIn(2)
                            ? Incidents.Ending.POWER_LOST
                            : Incidents.Ending.KILLED;
            world.incidents().endWithin(40, how);
        } else if (world.settings().hasFaults() && chance.oneIn(6)) {
            failSoon();
        }
        if (!service.start()) {
            world.processIsOver();
        }
    }

    private void withChannel(Act act, Consumer<OpenChannel> action) {
        List<OpenChannel> usable = world.run().usable();
        if (usable.isEmpty()) {
            return;
        }
        OpenChannel channel = chance.pick(usable);
        world.trace().note("%s %s", act, channel.name());
        Run run = world.run();
        run.on(
                channel.shard(),
                () -> {
                    action.accept(channel);
                    SubscriptionsModel model = channel.model().subscriptions();
                    long changes = model.changes();
                    channel.shard().atEndOfBatch(() -> model.batchEnded(changes));
                });
    }

    // messages

    private void publish(OpenChannel channel) {
        ChannelLog log = channel.log();
        int count = chance.oneIn(10) ? chance.between(20, 60) : chance.between(1, 5);
        for (int i = 0; i < count; i++) {
            if (!append(channel, log)) {
                break;
            }
        }
        if (chance.percent(75)) {
            log.commit();
        }
    }

    private boolean append(OpenChannel channel, ChannelLog log) {
        long sequence = log.lastSequence() + 1;
        long time = Math.max(channel.shard().epochNanos(), log.lastTimestampEpochNanos());
        Written message = Written.of(channel.name(), sequence, time, drawData());
        try {
            log.append(message);
        } catch (StoreException why) {
            world.trace().note("refused: %s", String.valueOf(why.getMessage()));
            if (why.kind() != StoreException.Kind.BUSY) {
                world.expectFault(why);
            }
            return false;
        }
        channel.model().appended(message, log.firstSequence());
        return true;
    }

    /** Never the same twice, so that a message of an earlier time is recognised. */
    private String drawData() {
        String start = Long.toString(++written) + ".";
        int length =
                switch (chance.below(20)) {
                    case 0 -> chance.between(1_000, 4_000);
                    case 1 -> chance.oneIn(10) ? 30_000 : 600;
                    case 2, 3 -> 0;
                    default -> chance.between(1, 150);
                };
        return start + "x".repeat(length);
    }

    private void read(OpenChannel channel) {
        ChannelModel model = channel.model();
        long from = chance.between(1, (int) Math.max(2, channel.log().lastSequence() + 1));
        channel.log()
                .read(
                        from,
                        chance.between(1, 50),
                        new Reading(
                                chance.oneIn(4) ? 3 : Integer.MAX_VALUE,
                                reading -> hasRead(channel, model, from, reading)));
    }

    private void hasRead(OpenChannel channel, ChannelModel model, long from, Reading reading) {
        StoreException failure = reading.failure();
        if (failure != null) {
            world.expectFault(failure);
            return;
        }
        long expected = from;
        for (Written message : reading.found()) {
            model.readNothingBetween(expected, message.sequence(), channel.log().firstSequence());
            model.read(message);
            expected = message.sequence() + 1;
        }
        model.readNothingBetween(expected, reading.next(), channel.log().firstSequence());
    }

    private void findByTime(OpenChannel channel) {
        long time = channel.shard().epochNanos() - chance.upToNanos(20 * World.SECONDS);
        long lastBefore = channel.log().lastSequence();
        channel.log()
                .sequenceAt(
                        time,
                        new Answer<>(
                                world,
                                "finding by time in " + channel.name(),
                                sequence ->
                                        channel.model()
                                                .foundByTime(
                                                        time,
                                                        sequence,
                                                        lastBefore,
                                                        channel.log())));
    }

    private void skip(OpenChannel channel) {
        channel.log().skipTo(channel.log().lastSequence() + chance.between(1, 20));
    }

    private void expire(OpenChannel channel) {
        long age = chance.upToNanos(chance.oneIn(3) ? 100 * World.MILLIS : 30 * World.SECONDS);
        long cut = channel.shard().epochNanos() - age;
        channel.log().removeOlderThan(cut);
        channel.model().expired(cut);
    }

    // subscriptions

    private void withSubscription(Act act, SubscriptionAct action) {
        withChannel(
                act,
                channel -> {
                    List<SubscriptionRecord> records = channel.model().subscriptions().records();
                    if (!records.isEmpty()) {
                        action.on(channel, chance.pick(records));
                    }
                });
    }

    private interface SubscriptionAct {
        void on(OpenChannel channel, SubscriptionRecord subscription);
    }

    private void subscribe(OpenChannel channel) {
        SubscriptionsModel model = channel.model().subscriptions();
        List<SubscriptionRecord> known = model.records();
        boolean isNew = known.isEmpty() || (known.size() < MAX_SUBSCRIPTIONS && chance.oneIn(2));
        SubscriptionRecord before =
                isNew ? subscription(model.highestId() + 1, 0) : chance.pick(known);
        SubscriptionRecord record = subscription(before.id(), before.lastSent());
        world.trace().note("puts subscription %d", record.id());
        channel.subscriptions().put(record);
        model.put(record);
    }

    private SubscriptionRecord subscription(long id, long lastSent) {
        return new SubscriptionRecord(
                id,
                chance.pick(CLIENT_IDS),
                chance.oneIn(3) ? "dur:group" : "",
                "_INBOX." + chance.below(1000),
                "_INBOX.ack." + id,
                16,
                30,
                chance.oneIn(2) ? "dur" : "",
                lastSent,
                chance.oneIn(2),
                chance.oneIn(4));
    }

    private void deliver(OpenChannel channel, SubscriptionRecord subscription) {
        SubscriptionsModel model = channel.model().subscriptions();
        long last = Math.min(channel.model().durable(), channel.log().lastSequence());
        long from = Math.max(subscription.lastSent() + 1, channel.log().firstSequence());
        for (long next = from; next <= last && next < from + chance.between(1, 8); next++) {
            channel.subscriptions().delivered(subscription.id(), next);
            model.delivered(subscription.id(), next);
        }
    }

    private void acknowledge(OpenChannel channel, SubscriptionRecord subscription) {
        SubscriptionsModel model = channel.model().subscriptions();
        for (long pending : model.pending(subscription.id())) {
            if (chance.percent(60)) {
                channel.subscriptions().acknowledged(subscription.id(), pending);
                model.acknowledged(subscription.id(), pending);
            }
        }
    }

    private void unsubscribe(OpenChannel channel, SubscriptionRecord subscription) {
        world.trace().note("deletes subscription %d", subscription.id());
        // told first: the call itself writes, and the process may end behind that
        channel.model().subscriptions().delete(subscription.id());
        channel.subscriptions().delete(subscription.id());
    }

    private void flush(OpenChannel channel) {
        SubscriptionsModel model = channel.model().subscriptions();
        long changes = model.changes();
        channel.subscriptions()
                .flush(
                        new Answer<>(
                                world,
                                "flush of " + channel.name(),
                                done -> model.flushed(changes)));
    }

    // clients and channels

    private void connect() {
        String id = chance.pick(CLIENT_IDS);
        ClientRecord client =
                new ClientRecord(id, "_INBOX.hb." + chance.below(100), "conn", 1, 5, 3);
        long change = service.clients().asked(id, Optional.of(client));
        Answer<Outcome.Done> answer = answerOf(id, change);
        Run run = world.run();
        SimulatedShard shard = run.firstShard();
        run.on(shard, () -> run.store().clients().put(client, shard, answer));
    }

    private void disconnect() {
        String id = chance.pick(CLIENT_IDS);
        long change = service.clients().asked(id, Optional.empty());
        Answer<Outcome.Done> answer = answerOf(id, change);
        Run run = world.run();
        SimulatedShard shard = run.firstShard();
        run.on(shard, () -> run.store().clients().delete(id, shard, answer));
    }

    private Answer<Outcome.Done> answerOf(String clientId, long change) {
        return new Answer<>(
                world,
                "change of client " + clientId,
                done -> service.clients().done(clientId, change));
    }

    private void delete(OpenChannel channel) {
        if (chance.oneIn(2)) {
            service.delete(channel);
        }
    }

    // time and ends

    private void work() {
        for (int i = chance.between(1, 30); i > 0 && world.goOn(); i--) {
            if (world.verdict().isBroken()) {
                return;
            }
        }
    }

    private long drawPause() {
        return chance.upToNanos(
                chance.pick(
                        List.of(
                                World.MILLIS,
                                150 * World.MILLIS,
                                3 * World.SECONDS,
                                40 * World.SECONDS)));
    }

    private void losePowerSoon() {
        if (world.settings().hasPowerLoss()) {
            world.incidents().endWithin(60, Incidents.Ending.POWER_LOST);
        }
    }

    private void failSoon() {
        if (world.settings().hasFaults()) {
            world.incidents()
                    .failWithin(
                            40, chance.pick(List.of(Fault.SHORT, Fault.IO_ERROR, Fault.NO_SPACE)));
        }
    }

    private void fillUp() {
        if (world.settings().hasFaults()) {
            world.fillUp(chance.between(0, 20_000));
            world.time()
                    .after(
                            chance.upToNanos(20 * World.SECONDS),
                            () -> world.disk().limitTo(Long.MAX_VALUE));
        }
    }
}
