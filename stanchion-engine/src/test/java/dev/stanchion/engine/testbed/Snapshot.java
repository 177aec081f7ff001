package dev.stanchion.engine.testbed;

import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.engine.EngineTotals;
import java.util.Comparator;
import java.util.List;

/** All that an engine shows of itself, in the order of names. */
public record Snapshot(
        List<EngineSnapshot.Client> clients,
        List<EngineSnapshot.Channel> channels,
        EngineTotals totals) {
    public Snapshot {
        clients =
                clients.stream()
                        .sorted(Comparator.comparing(EngineSnapshot.Client::clientId))
                        .toList();
        channels =
                channels.stream()
                        .sorted(Comparator.comparing(EngineSnapshot.Channel::name))
                        .toList();
    }

    public int subscriptionCount() {
        return totals.subscriptions();
    }

    public long totalMessages() {
        return totals.messages();
    }

    public long outMessages() {
        return totals.outMessages();
    }
}
