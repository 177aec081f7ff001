package dev.stanchion.simulation;

import static dev.stanchion.simulation.World.MILLIS;
import static dev.stanchion.simulation.World.SECONDS;

import dev.stanchion.engine.Compatibility;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.simulation.bus.BusKind;
import dev.stanchion.simulation.client.AckHabit;
import dev.stanchion.simulation.client.SimulatedClient;
import dev.stanchion.simulation.client.SimulatedClient.Phase;
import dev.stanchion.simulation.invariant.RecordedSubscription;
import dev.stanchion.simulation.invariant.Violation;
import dev.stanchion.simulation.store.StoreBehaviour;
import java.util.List;
import java.util.Optional;

/**
 * Brings a world to rest: faults end, the engine notices dead clients, clients resume durables, and
 * all clients acknowledge. A message that is still owed after that never arrives.
 */
final class Settling {
    /** Longer than a lost connection takes to come back, or a healthy store to answer. */
    private static final long CALM_NANOS = 3 * SECONDS;

    /** Longer than a request to close takes to arrive, and shorter than the shortest ack wait. */
    private static final long LEAVING_NANOS = 700 * MILLIS;

    /** A healthy store reads the handed-over messages in less time. */
    private static final long HANDING_OVER_NANOS = 200 * MILLIS;

    /** Longer than dead clients stay registered. */
    private static final long NOTICING_NANOS = 30 * SECONDS;

    /** Longer than the longest ack wait, several times over. */
    private static final int LONGEST_ROUNDS = 40;

    private static final long ROUND_NANOS = 5 * SECONDS;
    private static final int TRACED_ROUNDS = 2;

    private final World world;
    private final Population population;
    private final Wishes wishes;

    Settling(World world, Population population) {
        this.world = world;
        this.population = population;
        wishes = new Wishes(world.chance().fork());
    }

    void settle() {
        world.trace().note("* settling");
        lookForStranded();
        endFaults();
        world.pass(NOTICING_NANOS);
        world.settings().channels().forEach(world::resume); // another operation may have been first
        population.all().forEach(SimulatedClient::ping);
        world.pass(SECONDS);
        closeWhatIsDeaf();
        resumeWhatIsDormant();
        waitUntilEverythingArrived(LONGEST_ROUNDS);
        world.trace().note("* publishing once more");
        publishOnceMore();
        waitUntilEverythingArrived(1);
        lookForLeftBehind();
        waitUntilEverythingArrived(LONGEST_ROUNDS);
        if (!world.isBroken()) {
            endEverything();
        }
    }

    /** A subscription may have come to rest because it is stuck: new messages tell. */
    private void publishOnceMore() {
        for (String channel : world.settings().channels()) {
            population.anyConnected().ifPresent(client -> client.publish(channel, true));
        }
        world.pass(SECONDS);
    }

    /** When some connections end, others have their messages soon, wherever nothing else fails. */
    private void lookForStranded() {
        boolean isFollowed =
                world.settings().busKind() == BusKind.EMBEDDED
                        && world.settings().options().compatibility() == Compatibility.DEFAULT;
        if (!isFollowed || !world.isRunning()) {
            return;
        }
        world.behave(StoreBehaviour.HEALTHY);
        world.settings().channels().forEach(world::resume); // a pause hands nothing over
        population.all().forEach(client -> client.connection().relieve());
        world.pass(CALM_NANOS);
        shareOneGroup(1);
        publishOnceMore();
        population.all().stream()
                .filter(ignored -> world.chance().oneIn(2))
                .forEach(client -> client.connection().cut());
        world.pass(CALM_NANOS);
        world.witness().stranded(world.bus()::mayHaveInterest).stream()
                .findFirst()
                .ifPresent(world.violations()::report);
    }

    /**
     * When some clients close, the remaining ones have the messages of those clients before any ack
     * wait is over.
     */
    private void lookForLeftBehind() {
        world.trace().note("* closing some clients");
        shareOneGroup(world.chance().between(1, 3));
        publishOnceMore();
        population.all().stream()
                .filter(SimulatedClient::isConnected)
                .filter(ignored -> world.chance().oneIn(2))
                .forEach(SimulatedClient::close);
        world.pass(LEAVING_NANOS);
        world.witness().leftBehind(world.bus()::mayHaveInterest, HANDING_OVER_NANOS).stream()
                .findFirst()
                .ifPresent(world.violations()::report);
    }

    private void shareOneGroup(int membersEach) {
        String channel = world.chance().pick(world.settings().channels());
        String durableName = world.chance().oneIn(2) ? "d1" : "";
        for (int i = 0; i < membersEach; i++) {
            population.all().stream()
                    .filter(SimulatedClient::isConnected)
                    .forEach(client ->
                            client.subscribe(
                                    wishes.resume(client.clientId(), channel, "g1", durableName),
                                    AckHabit.NEVER,
                                    false));
        }
        world.pass(SECONDS);
    }

    private void endFaults() {
        world.behave(StoreBehaviour.HEALTHY);
        if (!world.isRunning()) {
            world.startEngine();
        }
        world.settings().channels().forEach(world::resume);
        for (SimulatedClient client : population.all()) {
            if (client.phase() == Phase.CONNECTED && client.canPing()) {
                client.connection().revive();
                client.behaveWell();
            } else {
                client.crash();
            }
        }
    }

    /**
     * The current holder of a client ID can close the subscriptions of a program that has lost the
     * ID.
     */
    private void closeWhatIsDeaf() {
        for (RecordedSubscription deaf : world.witness().deafSubscriptions()) {
            population.all().stream()
                    .filter(SimulatedClient::isConnected)
                    .filter(one -> one.clientId().equals(deaf.subscription().clientId()))
                    .forEach(one ->
                            one.closeSubscription(deaf.channel(), deaf.subscription().inbox()));
        }
        world.pass(SECONDS);
    }

    private void resumeWhatIsDormant() {
        for (RecordedSubscription left : world.witness().dormantSubscriptions()) {
            if (!world.isBroken()) {
                resume(left);
            }
        }
        world.pass(SECONDS);
    }

    private void resume(RecordedSubscription dormant) {
        SubscriptionRecord left = dormant.subscription();
        String clientId = left.clientId().isEmpty() ? "settler" : left.clientId();
        SimulatedClient client = connected(clientId);
        int colon = left.queueGroup().indexOf(':');
        String queueGroup = left.queueGroup().substring(colon + 1);
        String durableName =
                left.queueGroup().isEmpty()
                        ? left.durableName()
                        : left.queueGroup().substring(0, Math.max(0, colon));
        client.subscribe(
                wishes.resume(clientId, dormant.channel(), queueGroup, durableName),
                AckHabit.PROMPT,
                false);
    }

    private SimulatedClient connected(String clientId) {
        Optional<SimulatedClient> there =
                population.all().stream()
                        .filter(one -> one.isConnected() && one.clientId().equals(clientId))
                        .findFirst();
        return there.orElseGet(() -> {
            SimulatedClient client = population.start(clientId, 1);
            world.passUntil(client::isConnected, 5 * SECONDS);
            return client;
        });
    }

    private void waitUntilEverythingArrived(int longestRounds) {
        List<Violation> missing = world.witness().missing();
        for (int round = 0; round < longestRounds && !missing.isEmpty(); round++) {
            population.all().forEach(SimulatedClient::behaveWell);
            world.pass(ROUND_NANOS);
            if (round == TRACED_ROUNDS) {
                world.trace().end();
            }
            missing = world.witness().missing();
        }
        missing.stream().findFirst().ifPresent(world.violations()::report);
    }

    private void endEverything() {
        population.all().forEach(SimulatedClient::close);
        world.pass(NOTICING_NANOS);
        world.checkNothingOfClientsLeft();
        world.closeEngine();
    }
}
