package dev.stanchion.simulation;

import dev.stanchion.protocol.RequestSubjects;
import dev.stanchion.simulation.client.SimulatedClient;
import dev.stanchion.simulation.client.SimulatedClient.Phase;
import dev.stanchion.simulation.client.SimulatedSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The client programs that run at the moment. */
final class Population {
    private static final int MOST = 10;
    private static final String DISCOVERY =
            RequestSubjects.of("_STAN.discover", Settings.CLUSTER_ID, Settings.CLUSTER_ID)
                    .discovery();

    private final World world;
    private final List<SimulatedClient> clients = new ArrayList<>();
    private int startedEver;

    Population(World world) {
        this.world = world;
    }

    /** Starts a program and lets it connect. */
    SimulatedClient start(String clientId, int protocol) {
        SimulatedClient client =
                new SimulatedClient(
                        clientId,
                        protocol,
                        DISCOVERY,
                        world.bus().connect("c" + ++startedEver),
                        world.time(),
                        world.chance().fork(),
                        world.witness());
        clients.add(client);
        client.connect();
        return client;
    }

    boolean isFull() {
        return living().size() >= MOST;
    }

    /** Programs that were refused end, and those that have ended are forgotten. */
    private List<SimulatedClient> living() {
        clients.stream()
                .filter(one -> one.phase() == Phase.REFUSED)
                .forEach(SimulatedClient::crash);
        clients.removeIf(one -> one.phase() == Phase.OVER);
        return clients;
    }

    List<SimulatedClient> all() {
        return List.copyOf(living());
    }

    /** Returns one of those whose requests make sense, if there is any. */
    Optional<SimulatedClient> anyConnected() {
        return any(living().stream().filter(SimulatedClient::isConnected).toList());
    }

    Optional<SimulatedClient> any() {
        return any(living());
    }

    Optional<SimulatedClient> anyConnecting() {
        return any(living().stream().filter(one -> one.phase() == Phase.CONNECTING).toList());
    }

    /** Returns a subscription that is in use, with its client. */
    Optional<Subscribed> anySubscribed() {
        return any(
                living().stream()
                        .filter(SimulatedClient::isConnected)
                        .flatMap(one ->
                                one.activeSubscriptions().stream()
                                        .map(used -> new Subscribed(one, used)))
                        .toList());
    }

    /** A client and one of its subscriptions. */
    record Subscribed(SimulatedClient client, SimulatedSubscription subscription) {}

    private <T> Optional<T> any(List<T> choices) {
        return choices.isEmpty() ? Optional.empty() : Optional.of(world.chance().pick(choices));
    }
}
