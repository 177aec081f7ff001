package dev.stanchion.bus.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.bus.BusPeer;
import dev.stanchion.kit.process.NatsCluster;
import dev.stanchion.kit.process.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The bus leaves a server of a cluster that others use. */
class NatsBusMoveIT {
    @RegisterExtension private static final Programs PROGRAMS = new Programs();

    @TempDir private Path directory;

    @Test
    void shouldMoveWithAllItsLinksToAServerThatNobodyUses() {
        // given
        NatsCluster cluster = NatsCluster.start(PROGRAMS, directory, 3);
        ExternalFixture fixture = new ExternalFixture(cluster.urls());
        try {
            NatsBus bus = (NatsBus) fixture.bus();
            Queue<Integer> received = new ConcurrentLinkedQueue<>();
            bus.subscribe("foo", message -> received.add(message.payloadLength()));
            bus.awaitSubscribed();
            String first = serverIds(bus).getFirst();

            // when
            onFirst(bus, () -> bus.moveAwayFrom(Set.of(first), () -> true));

            // then
            await().until(() -> serverIds(bus).stream().noneMatch(first::equals));
            assertThat(serverIds(bus)).hasSize(2).containsOnly(serverIds(bus).getFirst());
            bus.awaitSubscribed();
            BusPeer client = fixture.connect();
            await().until(() -> {
                client.publish("foo", "hello");
                return received.contains(5);
            });
            client.close();
        } finally {
            fixture.close();
        }
    }

    private static void onFirst(NatsBus bus, Runnable task) {
        bus.first().execute(task);
    }

    private static List<String> serverIds(NatsBus bus) {
        return bus.outboundLinks().stream()
                .map(each -> {
                    CompletableFuture<String> id = new CompletableFuture<>();
                    each.execute(() -> id.complete(each.link().info().serverId()));
                    return id.join();
                })
                .toList();
    }
}
