package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.NatsPeer;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.ServerProcess;
import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A real server process with a real database, killed again and again while clients publish.
 * Afterwards all acknowledged messages are there, in order and once.
 */
@Tag("long")
class SqlCrashIT {
    private static final int ROUNDS = 3;
    private static final int BEFORE_THE_END = 300;
    private static final int IN_ONE_GO = 2_000;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES) // it starts four servers, beside many others
    void shouldKeepWhatWasAcknowledgedThroughKills() throws IOException {
        // given
        TestDatabase database = PostgresServer.shared().newDatabase();
        Set<String> acknowledged = new TreeSet<>();

        // when
        for (int round = 1; round <= ROUNDS; round++) {
            ServerProcess server = ServerProcess.start(database.flags());
            publishUntilKilled(server, round, acknowledged);
        }

        // then
        ServerProcess last = ServerProcess.start(database.flags());
        try (NatsPeer nats = last.connects()) {
            StanPeer reader = new StanPeer(nats, last.subjects(), "reader").connects();
            long count = database.numbers("SELECT count(*) FROM Messages").getFirst();
            Subscriber all = reader.subscribesAndAcknowledges(Subscribing.to("orders").fromFirst());
            List<Delivered> kept = all.awaitsMessages((int) count);
            assertThat(kept.stream().map(Delivered::data).distinct()).hasSize(kept.size());
            assertThat(kept.stream().map(Delivered::data)).containsAll(acknowledged);
            assertThat(kept.getFirst().sequence()).isEqualTo(1);
            assertThat(kept.getLast().sequence()).isEqualTo(count);
        } finally {
            last.close();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * BEFORE_THE_END);
    }

    /** Sends many at once, and ends the server when some, but hardly all, are acknowledged. */
    private static void publishUntilKilled(
            ServerProcess server, int round, Set<String> acknowledged) throws IOException {
        try (NatsPeer nats = server.connects()) {
            StanPeer client =
                    new StanPeer(nats, server.subjects(), "publisher-" + round).connects();
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < IN_ONE_GO; i++) {
                String data = "%d-%05d".formatted(round, i);
                client.startsToPublish(client.message("orders", data).guid(data));
                sent.add(data);
            }
            client.awaitsPubAcks(BEFORE_THE_END)
                    .forEach(ack -> {
                        assertThat(ack.error()).isEmpty();
                        acknowledged.add(ack.guid());
                    });
            server.kills();
            client.pubAcks().soFar().forEach(ack -> acknowledged.add(ack.guid()));
            assertThat(sent)
                    .containsAll(
                            acknowledged.stream()
                                    .filter(each -> each.startsWith(round + "-"))
                                    .toList());
        } finally {
            server.close();
        }
    }
}
