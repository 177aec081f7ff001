package dev.stanchion.crash;

import dev.stanchion.crash.promise.ChannelModel;
import dev.stanchion.crash.promise.ClientsModel;
import dev.stanchion.crash.promise.Promise;
import dev.stanchion.crash.promise.Written;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The server of this world, as its store sees it. It starts with the data that the previous process
 * left, and compares that data with the promises.
 */
final class Service {
    private static final ServerRecord SERVER = new ServerRecord("crash", "_STAN.discover", "crash");

    private final World world;
    private final ClientsModel clients;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private boolean mayBeInitialized;
    private boolean isInitialized;

    Service(World world) {
        this.world = world;
        clients = new ClientsModel(world.verdict());
        for (String channel : world.settings().channels()) {
            slots.put(channel, new Slot(channel, world.verdict()));
        }
    }

    ClientsModel clients() {
        return clients;
    }

    List<Slot> slots() {
        return List.copyOf(slots.values());
    }

    /** Returns the channel behind a name of the settings. */
    Slot slot(String name) {
        return Objects.requireNonNull(slots.get(name), name);
    }

    /**
     * Starts a process and waits until it serves, or has ended.
     *
     * @return whether it serves
     */
    boolean start() {
        List<String> damages = world.damages();
        world.verdict().expect(damages.isEmpty(), Promise.NO_FALSE_ALARM, "damaged: %s", damages);
        world.startProcess();
        RecoveredState[] recovered = {RecoveredState.NOTHING};
        return world.onMain("recovery", () -> recovered[0] = world.run().store().recover())
                && world.onMain("initialization", () -> initialize(recovered[0]))
                && openAll(recovered[0]);
    }

    private void initialize(RecoveredState recovered) {
        Optional<ServerRecord> known = recovered.server();
        world.verdict()
                .expect(
                        known.isPresent()
                                ? known.get().equals(SERVER) && mayBeInitialized
                                : !isInitialized,
                        Promise.IDENTITY_IS_KEPT,
                        "the server is %s",
                        known);
        if (known.isEmpty()) {
            mayBeInitialized = true;
            world.run().store().initialize(SERVER);
        }
        isInitialized = true;
        mayBeInitialized = true;
    }

    private boolean openAll(RecoveredState recovered) {
        clients.recovered(recovered.clients());
        Set<String> found = new HashSet<>();
        for (RecoveredState.Channel channel : recovered.channels()) {
            found.add(channel.name());
            Slot slot = slots.get(channel.name());
            if (slot == null || !slot.mayBeThere()) {
                world.verdict()
                        .broken(
                                Promise.CHANNELS_ARE_WHOLE,
                                "%s is there, which nobody created or which was deleted",
                                channel.name());
                return false;
            }
            world.verdict()
                    .expect(
                            !channel.mayLackDeliveries() || world.mayLackDeliveries(),
                            Promise.DELIVERIES_ARE_KNOWN,
                            "%s is said to lack deliveries",
                            channel.name());
            slot.model().recovered(channel, world.lacksDeliveries());
        }
        world.deliveriesAreCompared();
        for (Slot slot : slots.values()) {
            if (!found.contains(slot.name())) {
                world.verdict()
                        .expect(
                                !slot.mustBeThere(),
                                Promise.CHANNELS_ARE_WHOLE,
                                "%s is gone",
                                slot.name());
                slot.isGone();
            }
        }
        for (String name : found) {
            open(slot(name));
        }
        for (String name : found) {
            if (!world.await(() -> isUsable(name))) {
                expectAnswers("opening " + name);
                return false;
            }
        }
        return true;
    }

    private void expectAnswers(String what) {
        if (world.isRunning() && !world.run().isFaulty()) {
            world.verdict().broken(Promise.GOES_ON, "%s: no answer", what);
        }
    }

    private boolean isUsable(String channel) {
        return world.run().usable().stream().anyMatch(open -> open.name().equals(channel));
    }

    /** Opens a channel. It is created if it does not exist, and compared before it is used. */
    void open(Slot slot) {
        if (world.run().has(slot.name())) {
            return;
        }
        slot.creating();
        ChannelModel model = slot.model();
        OpenChannel channel =
                new OpenChannel(world, slot.name(), world.run().shardOf(slot.name()), model);
        ChannelLimits limits = world.settings().drawLimits(world.chance());
        world.trace().note("opens %s, %s", slot.name(), limits);
        model.opening(limits);
        Run run = world.run();
        run.add(channel);
        Answer<ChannelStore> answer =
                new Answer<>(
                        world,
                        "opening " + slot.name(),
                        store -> {
                            slot.isThere();
                            channel.opened(store);
                            new Inspection(channel).readOn(1);
                        });
        run.on(
                channel.shard(),
                () ->
                        run.store()
                                .openChannel(
                                        slot.name(), limits, channel.shard(), channel, answer));
    }

    /** Reads all that a channel holds, and compares it. */
    private final class Inspection {
        private final OpenChannel channel;
        private final List<Written> found = new ArrayList<>();

        Inspection(OpenChannel channel) {
            this.channel = channel;
        }

        void readOn(long from) {
            int chunk = world.chance().pick(List.of(1, 7, 100, 10_000));
            channel.log()
                    .read(
                            from,
                            chunk,
                            new Reading(Integer.MAX_VALUE, reading -> hasRead(from, reading)));
        }

        private void hasRead(long from, Reading reading) {
            if (reading.failure() != null) {
                world.trace()
                        .note("unreadable: %s", String.valueOf(reading.failure().getMessage()));
                world.verdict()
                        .expect(
                                world.run().isFaulty(),
                                Promise.DURABLE_IS_KEPT,
                                "%s: message %d is unreadable: %s",
                                channel.name(),
                                reading.unreadable(),
                                String.valueOf(reading.failure().getMessage()));
                return;
            }
            found.addAll(reading.found());
            if (reading.found().isEmpty() && reading.next() <= from) {
                compare();
            } else {
                channel.shard().execute(() -> readOn(reading.next()));
            }
        }

        private void compare() {
            channel.model().opened(found, channel.log(), channel.subscriptions().highestId());
            channel.verified();
        }
    }

    /** Deletes a channel, on its shard. */
    void delete(OpenChannel channel) {
        Run run = world.run();
        Slot slot = slot(channel.name());
        slot.deleting();
        channel.deleting();
        Answer<Outcome.Done> answer =
                new Answer<>(
                        world,
                        "deletion of " + channel.name(),
                        done -> {
                            slot.isGone();
                            run.remove(channel.name());
                        });
        run.on(
                channel.shard(),
                () -> run.store().deleteChannel(channel.name(), channel.shard(), answer));
    }

    /** Closes the store in good order, unless the process ends meanwhile. */
    void close() {
        Run run = world.run();
        Map<OpenChannel, Long> firsts = new LinkedHashMap<>();
        run.usable().forEach(channel -> firsts.put(channel, channel.log().firstSequence()));
        world.trace().note("closes");
        run.endShards();
        boolean closed = world.onMain("closing", run.store()::close);
        if (closed && !run.isFaulty()) {
            firsts.forEach((channel, first) -> channel.model().closed(first));
            world.everythingIsRecorded();
            world.verdict()
                    .expect(
                            world.disk().openFiles().isEmpty(),
                            Promise.NOTHING_IS_LEFT_BEHIND,
                            "still open after close: %s",
                            world.disk().openFiles());
        }
        world.processIsOver();
    }
}
