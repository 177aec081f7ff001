package dev.stanchion.simulation;

import static dev.stanchion.simulation.World.MILLIS;
import static dev.stanchion.simulation.World.SECONDS;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.simulation.bus.BusKind;
import dev.stanchion.simulation.bus.SimulatedConnection;
import dev.stanchion.simulation.client.AckHabit;
import dev.stanchion.simulation.client.SimulatedClient;
import dev.stanchion.simulation.store.StoreBehaviour;
import java.util.List;

/** Makes things happen: one act at a time, and then some time in which its effects mingle. */
final class Happenings {
    private static final List<String> INVALID_CHANNELS = List.of("one.*", ">", "two.", "a..b", "");
    private static final List<AckHabit> HABITS = List.of(AckHabit.values());

    private final World world;
    private final Population population;
    private final Chance chance;
    private final Wishes wishes;

    Happenings(World world, Population population) {
        this.world = world;
        this.population = population;
        chance = world.chance().fork();
        wishes = new Wishes(chance);
    }

    void step() {
        Act act = chance.pick(world.settings().acts());
        world.trace().note("* %s", act);
        perform(act);
        world.pass(usualPauseNanos());
    }

    private long usualPauseNanos() {
        return switch (chance.below(10)) {
            case 0, 1, 2, 3 -> 0;
            case 4, 5, 6 -> chance.upToNanos(3 * MILLIS);
            case 7, 8 -> chance.upToNanos(50 * MILLIS);
            default -> chance.upToNanos(SECONDS);
        };
    }

    private void perform(Act act) {
        switch (act) {
            case PUBLISH -> population.anyConnected().ifPresent(this::publishBurst);
            case PUBLISH_NONSENSE -> population.anyConnected().ifPresent(this::publishNonsense);
            case CONNECT -> connect();
            case CONNECT_AGAIN -> population.anyConnecting().ifPresent(SimulatedClient::connect);
            case SUBSCRIBE -> population.anyConnected().ifPresent(this::subscribe);
            case UNSUBSCRIBE ->
                    population
                            .anySubscribed()
                            .ifPresent(one -> one.client().unsubscribe(one.subscription()));
            case CLOSE_SUBSCRIPTION ->
                    population
                            .anySubscribed()
                            .ifPresent(one -> one.client().closeSubscription(one.subscription()));
            case CLOSE_CLIENT -> population.anyConnected().ifPresent(SimulatedClient::close);
            case CRASH_CLIENT -> population.any().ifPresent(SimulatedClient::crash);
            case CRASH_HOST -> crashHost();
            case RESTART_CLIENT -> population.any().ifPresent(this::restart);
            case PING -> population.anyConnected().ifPresent(SimulatedClient::ping);
            case SEND_NONSENSE ->
                    population.anyConnected().ifPresent(SimulatedClient::sendNonsense);
            case CUT -> population.any().ifPresent(one -> one.connection().cut());
            case BLINK -> population.any().ifPresent(one -> blink(one.connection()));
            case FALL_SILENT ->
                    population.any().ifPresent(one -> one.connection().goSilent(chance.oneIn(2)));
            case REVIVE -> revive();
            case NEGLECT_HEARTBEATS ->
                    population.anyConnected().ifPresent(SimulatedClient::neglectHeartbeats);
            case CONGEST ->
                    population
                            .anyConnected()
                            .ifPresent(one -> one.connection().congest(congestionNanos()));
            case TROUBLE_STORE -> world.behave(StoreBehaviour.troubled(chance));
            case CALM_STORE ->
                    world.behave(
                            chance.oneIn(2) ? StoreBehaviour.HEALTHY : StoreBehaviour.slow(chance));
            case PURGE ->
                    world.purge(chance.pick(world.settings().channels()), 1 + chance.below(40));
            case REDRIVE -> redrive();
            case PAUSE ->
                    world.pause(
                            chance.pick(world.settings().channels()),
                            chance.upToNanos(4 * SECONDS));
            case JUMP_WALL -> jumpWall();
            case STAND_STILL -> world.standStill(chance.upToNanos(15 * SECONDS));
            case RESTART_ENGINE -> restart(this::closeEngine);
            case CRASH_ENGINE -> restart(world::crashEngine);
            case PAUSE_ENGINE -> restart(world::pauseEngine);
            case WAIT -> world.pass(chance.upToNanos(12 * SECONDS));
        }
    }

    private void redrive() {
        String parked = ParkedNote.channelFor(chance.pick(world.settings().channels()));
        List<Long> all = world.witness().parkedIn(parked);
        if (!all.isEmpty()) {
            world.redrive(parked, chance.pick(all));
        }
    }

    private void publishBurst(SimulatedClient client) {
        int messages = chance.oneIn(20) ? 100 : chance.between(1, 12);
        String channel = chance.pick(world.settings().channels());
        for (int i = 0; i < messages; i++) {
            client.publish(
                    chance.oneIn(3) ? chance.pick(world.settings().channels()) : channel, true);
        }
    }

    private void publishNonsense(SimulatedClient client) {
        client.publish(chance.pick(INVALID_CHANNELS), false);
    }

    private void connect() {
        if (!population.isFull()) {
            population.start(chance.pick(world.settings().clientIds()), chance.percent(85) ? 1 : 0);
        }
    }

    private void subscribe(SimulatedClient client) {
        SubscriptionRequest wish =
                wishes.draw(client.clientId(), chance.pick(world.settings().channels()));
        client.subscribe(wish, chance.pick(HABITS), chance.oneIn(10));
    }

    /** Some programs die together: they ran on one machine. */
    private void crashHost() {
        population.all().stream()
                .filter(ignored -> chance.oneIn(2))
                .forEach(SimulatedClient::crash);
    }

    /** The program dies, and starts again under its client ID before anybody has noticed. */
    private void restart(SimulatedClient client) {
        client.crash();
        population.start(client.clientId(), chance.percent(85) ? 1 : 0);
    }

    /** The connection is lost, and soon there again with the same inboxes: a library reconnects. */
    private void blink(SimulatedConnection connection) {
        connection.cut();
        world.time()
                .after(
                        chance.upToNanos(chance.oneIn(2) ? MILLIS : 3 * SECONDS),
                        () -> {
                            if (world.isRunning()) {
                                connection.revive();
                            }
                        });
    }

    private long congestionNanos() {
        return chance.upToNanos(chance.oneIn(5) ? 20 * SECONDS : SECONDS);
    }

    /** Corrects a clock by seconds, or by the error of a wrong time zone. */
    private void jumpWall() {
        int mostSeconds = chance.oneIn(5) ? 7_200 : 5;
        world.witness().clockJumped();
        world.time().jumpWall(chance.between(-mostSeconds * 1_000, mostSeconds * 1_000) * MILLIS);
    }

    /** Sometimes patience ends before the engine has closed. */
    private void closeEngine() {
        if (chance.oneIn(5)) {
            world.closeEngineWithin(chance.upToNanos(20 * MILLIS));
        } else {
            world.closeEngine();
        }
    }

    private void revive() {
        for (SimulatedClient client : population.all()) {
            boolean troubled = client.connection().state() != SimulatedConnection.State.LIVE;
            if (troubled && chance.oneIn(2)) {
                client.connection().revive();
            }
        }
    }

    private void restart(Runnable ending) {
        ending.run();
        if (world.isBroken()) {
            return;
        }
        world.pass(chance.upToNanos(2 * SECONDS));
        if (chance.oneIn(5)) {
            world.startEngineAndCrashWithin(chance.upToNanos(20 * MILLIS));
        }
        world.startEngine();
        if (world.settings().busKind() == BusKind.EMBEDDED) {
            population.all().forEach(this::dialAgain);
        }
    }

    /** Most programs reconnect on their own when their server comes back. */
    private void dialAgain(SimulatedClient client) {
        if (chance.percent(80)) {
            world.time()
                    .after(
                            chance.upToNanos(2 * SECONDS),
                            () -> {
                                if (world.isRunning()) {
                                    client.connection().revive();
                                }
                            });
        }
    }
}
