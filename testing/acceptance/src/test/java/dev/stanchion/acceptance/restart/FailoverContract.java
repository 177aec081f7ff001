package dev.stanchion.acceptance.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.acceptance.restart.Members.Member;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Waiting;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Servers with one store, of which one is active: it is killed, paused and stopped, and an
 * unmodified client goes on with another. Nothing that was acknowledged may be lost, whoever
 * acknowledged it.
 */
abstract class FailoverContract {
    static final String CHANNEL = "tickets:created";
    private static final int MEMBERS = 3;
    private static final int NO_CONTENT = 204;
    private static final int UNAVAILABLE = 503;

    @RegisterExtension final Programs programs = new Programs();

    private @Nullable Members members;

    /** Returns the flags for the store that all members have, and for their connections. */
    abstract List<String> flags();

    /** Returns the flags that make a server a member. */
    List<String> membership() {
        return List.of("-ft_group", "tickets");
    }

    /** Returns where clients connect, if not at the members. */
    String clientUrl() {
        return members().living().stream()
                .map(member -> "nats://127.0.0.1:" + member.port())
                .collect(Collectors.joining(","));
    }

    /**
     * Tells whether clients are connected to others than the members. If not, a client of a paused
     * member notices nothing until its own pings fail, or the member wakes and sends it away.
     */
    boolean clientsAreConnectedElsewhere() {
        return false;
    }

    /** Tells whether nobody takes over from a process as long as it exists. */
    boolean keepsTheLockWhilePaused() {
        return false;
    }

    private int readinessOfFollower() {
        return clientsAreConnectedElsewhere() ? Members.OK : UNAVAILABLE;
    }

    private Members members() {
        Members started = members;
        if (started == null) {
            started =
                    new Members(
                            programs,
                            Stream.concat(membership().stream(), flags().stream()).toList());
            members = started;
        }
        return started;
    }

    /** Starts the client that everything happens to. */
    Program startWitness() {
        return JavaWitness.start(programs, clientUrl(), CHANNEL);
    }

    @Test
    void shouldGoOnWithAnotherMemberHoweverTheActiveEnds() {
        // given
        for (int i = 0; i < MEMBERS; i++) {
            members().start();
        }
        Member active = members().awaitActive();
        for (Member follower : members().others(active)) {
            assertThat(members().status(follower, "/streaming/isFTActive")).isEqualTo(NO_CONTENT);
            assertThat(members().status(follower, "/readyz")).isEqualTo(readinessOfFollower());
            assertThat(members().status(follower, "/livez")).isEqualTo(Members.OK);
        }
        assertThat(members().status(active, "/readyz")).isEqualTo(Members.OK);
        Program witness = startWitness();
        RestartContract.awaitTraffic(witness, 0);

        // when: it is killed
        Member killed = active;
        killed.program().kill();
        long before = RestartContract.highestSequence(witness);
        members().remove(killed);
        active = members().awaitActive();
        RestartContract.awaitTraffic(witness, before);
        members().startOn(killed.port());

        // when: it is paused, and wakes when another is active
        Member paused = active;
        paused.program().freeze();
        before = RestartContract.highestSequence(witness);
        active =
                keepsTheLockWhilePaused()
                        ? paused
                        : members().awaitActive(members().others(paused));
        if (clientsAreConnectedElsewhere()) {
            RestartContract.awaitTraffic(witness, before);
        }
        paused.program().thaw();
        if (!keepsTheLockWhilePaused()) {
            paused.program().awaitLine("STEPPING_DOWN -> FOLLOWING");
        }
        RestartContract.awaitTraffic(witness, before);
        assertThat(members().living().stream().filter(members()::isActive)).containsExactly(active);

        // when: it is stopped
        Member stopped = active;
        stopped.program().terminate();
        before = RestartContract.highestSequence(witness);
        stopped.program().awaitExit();
        members().remove(stopped);
        members().awaitActive();

        // then
        RestartContract.awaitTraffic(witness, before);
        Witness seen = Witness.of(witness);
        assertThat(seen.problems()).isEmpty();
        Set<Long> acknowledged = new TreeSet<>(seen.acked());
        Waiting.until(
                "the durable gets all that was acknowledged",
                () -> Witness.of(witness).numbers("durable").containsAll(acknowledged));
        assertThat(Witness.of(witness).numbers("plain")).containsAll(acknowledged);
        assertThat(Witness.of(witness).numbersAsStored("durable"))
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
