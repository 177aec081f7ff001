package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.GoFileHome;
import dev.stanchion.conformance.server.PersistentServer;
import dev.stanchion.conformance.server.SqlHome;
import dev.stanchion.transfer.CopyReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Go server writes files, Stanchion imports them and serves the same clients. Source: {@code
 * spec/stores.md} 3.9.
 */
@Tag("long")
class GoFileImportIT {
    @TempDir private Path directory;

    @BeforeAll
    static void requireGoServer() {
        if (SqlHome.goServer().isEmpty()) {
            Assumptions.abort("the Go server is not there: see SqlTakeoverIT");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-file_slice_max_msgs 2",
                "-encrypt -encryption_key secret -encryption_cipher CHACHA"
            })
    void shouldServeTheSameClientsWithTheirPositions(String flags) {
        // given
        GoFileHome home = new GoFileHome(directory);
        try (PersistentServer server = PersistentServer.in(home, flags, "import")) {
            StanPeer client = server.client();
            Subscriber durable =
                    client.subscribes(Subscribing.to("orders").durable("dur").ackWaitSeconds(1));
            Subscriber member =
                    client.subscribes(Subscribing.to("orders").durable("g").queue("workers"));
            client.publishes("orders", 5);
            durable.awaitsNew(1, 2, 3, 4, 5);
            durable.acknowledges(1, 3);
            member.awaitsAndAcknowledges(1, 2, 3, 4, 5);
            client.settles("orders");
            server.stops();

            // when
            CopyReport report = home.imports();
            server.starts(flags.replace("-file_slice_max_msgs 2", ""));

            // then
            assertThat(report.findings().kept()).isEmpty();
            assertThat(report.messages()).isEqualTo(5);
            assertThat(sequences(durable.awaitsMessages(3))).containsExactlyInAnyOrder(2L, 4L, 5L);
            durable.acknowledges(2, 4, 5);
            client.publishes("orders", "six");
            durable.awaitsNew(6);
            member.awaitsNew(6);

            // when: back to the Go server
            client.settles("orders");
            StanPeer late = server.client();
            Subscriber closed =
                    late.subscribes(Subscribing.to("orders").durable("late").fromFirst());
            closed.awaitsNew(1, 2, 3, 4, 5, 6);
            closed.acknowledges(1, 2, 3, 4, 5);
            late.settles("orders");
            closed.closes();
            late.closes();
            server.stops();
            home.exports();
            server.starts(flags);

            // then
            StanPeer again = server.twinOf(late).connects();
            again.subscribes(Subscribing.to("orders").durable("late")).awaitsAgain(6);
            assertThat(sequences(durable.awaitsMessages(1))).containsExactly(6L);
            client.publishes("orders", "seven");
            durable.awaitsNew(7);
        }
    }

    private static List<Long> sequences(List<Delivered> messages) {
        return messages.stream().map(Delivered::sequence).toList();
    }

    @Test
    void shouldRefuseTheFilesOfAServerThatRuns() {
        // given
        GoFileHome home = new GoFileHome(directory);
        try (PersistentServer server = PersistentServer.in(home, "running")) {
            server.client().publishes("orders", 1);

            // when, then
            assertThatThrownBy(home::opens).hasMessageContaining("a Go server uses");
        }
    }
}
