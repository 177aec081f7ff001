package dev.stanchion.acceptance.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.NatsCluster;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers with the streams of three nats-servers, of which one fails. The client is connected
 * to another one, and notices a pause.
 */
@Tag("long")
class JetStreamClusterFailoverIT {
    private static final String CHANNEL = "tickets:created";

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path streams;

    private NatsCluster start(String... flags) {
        NatsCluster nats = NatsCluster.start(programs, streams, 3, flags);
        nats.servers().getFirst().requireMinorVersion(14);
        return nats;
    }

    private Program member(String urls) {
        return Server.launch(
                programs,
                Map.of(),
                List.of("-cid", Server.CLUSTER_ID, "-store", "jetstream", "-ns", urls));
    }

    private Program witness(NatsServer its) {
        Program witness = NodeWitness.start(programs, its.url(), CHANNEL);
        RestartContract.awaitTraffic(witness, 0);
        return witness;
    }

    private static void assertNothingIsLost(Program program) {
        Witness seen = Witness.of(program);
        assertThat(seen.problems()).isEmpty();
        Set<Long> acknowledged = new TreeSet<>(seen.acked());
        Waiting.until(
                "the durable gets all that was acknowledged",
                () -> Witness.of(program).numbers("durable").containsAll(acknowledged));
        assertThat(Witness.of(program).numbersAsStored("durable"))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldGoOnWhenTheNatsServerOfTheActiveIsLost() {
        // given
        NatsCluster nats = start();
        Program active = member(nats.urls());
        active.awaitLine("-> ACTIVE");
        Program follower = member(nats.urls());
        follower.awaitLine("Following ");
        Program witness = witness(nats.servers().getLast());

        // when
        nats.servers().getFirst().kill();
        long before = RestartContract.highestSequence(witness);

        // then: either the active has another connection, or the follower takes over
        RestartContract.awaitTraffic(witness, before);
        assertNothingIsLost(witness);
        assertThat(active.isAlive()).isTrue();
        assertThat(follower.isAlive()).isTrue();
    }

    @Test
    void shouldGoOnWhenTheActiveIsCutOffAndHaveItFollowWhenItIsBack() {
        // given: servers that tell nobody of each other, and the active knows only the first
        NatsCluster nats = start("-no_advertise");
        Program active = member(nats.servers().getFirst().url());
        active.awaitLine("-> ACTIVE");
        Program follower = member(nats.servers().get(1).url());
        follower.awaitLine("Following ");
        Program witness = witness(nats.servers().getLast());

        // when
        nats.servers().getFirst().program().freeze();
        follower.awaitLine("-> ACTIVE");
        long before = RestartContract.highestSequence(witness);
        RestartContract.awaitTraffic(witness, before);
        nats.servers().getFirst().program().thaw();

        // then
        active.awaitLine("STEPPING_DOWN -> FOLLOWING");
        assertThat(active.errors())
                .anyMatch(line -> line.matches(".*No longer active: .* has taken over. Following"));
        before = RestartContract.highestSequence(witness);
        RestartContract.awaitTraffic(witness, before);
        assertNothingIsLost(witness);
    }
}
