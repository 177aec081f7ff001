package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.NatsPeer;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.server.ServerProcess;
import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real server process whose database another server takes over. */
class SqlFencedIT {
    @Test
    @Tag("long")
    void shouldAnswerNobodyAndStopWhenAnotherServerHasTheDatabase()
            throws IOException, InterruptedException {
        // given
        TestDatabase database = PostgresServer.shared().newDatabase();
        ServerProcess server = ServerProcess.start(database.flags());
        try (NatsPeer nats = server.connects()) {
            StanPeer client = new StanPeer(nats, server.subjects(), "publisher").connects();
            client.publishes("orders", 1);

            // when
            database.execute("UPDATE StoreLock SET id='another'");
            client.startsToPublish(client.message("orders", "lost").guid("lost"));

            // then
            assertThat(server.awaitsEnd()).isEqualTo(1);
            assertThat(client.pubAcks().soFar()).noneMatch(ack -> ack.guid().equals("lost"));
            assertThat(database.numbers("SELECT seq FROM Messages")).containsExactly(1L);
        } finally {
            server.close();
        }
    }
}
