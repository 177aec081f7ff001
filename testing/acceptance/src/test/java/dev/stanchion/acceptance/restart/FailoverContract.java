package dev.stanchion.acceptance.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.acceptance.tickets.JavaTickets;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int UNAVAILABLE = 503;

    @RegisterExtension final Programs programs = new Programs();

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Member> members = new ArrayList<>();

    /** One server with the ports that it has while it is active. */
    private record Member(Program program, int port, int monitoringPort) {}

    /** Returns the flags for the store that all members have, and for their connections. */
    abstract List<String> flags();

    /** Returns the flags that make a server a member. */
    List<String> membership() {
        return List.of("-ft_group", "tickets");
    }

    /** Returns where clients connect, if not at the members. */
    String clientUrl() {
        return members.stream()
                .map(member -> "nats://127.0.0.1:" + member.port)
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
        return clientsAreConnectedElsewhere() ? OK : UNAVAILABLE;
    }

    private void start() {
        startOn(Server.freePort());
    }

    /** The client knows no port but those of the members that it was started with. */
    private void startOn(int port) {
        int monitoringPort = Server.freePort();
        Stream<String> own =
                Stream.of(
                        "-a",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-m",
                        Integer.toString(monitoringPort),
                        "-cid",
                        Server.CLUSTER_ID);
        Stream<String> common = Stream.concat(membership().stream(), flags().stream());
        Program program = Server.launch(programs, Map.of(), Stream.concat(own, common).toList());
        program.awaitLine("Starting in standby mode");
        members.add(new Member(program, port, monitoringPort));
    }

    private int status(Member member, String path) {
        try {
            URI page = URI.create("http://127.0.0.1:" + member.monitoringPort + path);
            return http.send(
                            HttpRequest.newBuilder(page).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private boolean isActive(Member member) {
        return status(member, "/streaming/isFTActive") == OK;
    }

    private Member awaitActive(List<Member> living) {
        List<Member> active = new ArrayList<>();
        Waiting.until(
                "one of " + living.size() + " members is active",
                () -> {
                    active.clear();
                    living.stream().filter(this::isActive).forEach(active::add);
                    return active.size() == 1;
                });
        return active.getFirst();
    }

    private List<Member> others(Member than) {
        return members.stream().filter(each -> !each.equals(than)).toList();
    }

    /** Starts the client that everything happens to. */
    Program startWitness() {
        return programs.start(
                "witness",
                Project.work(),
                Map.of(),
                Stream.concat(
                                JavaTickets.command(JavaWitness.class).stream(),
                                Stream.of(clientUrl(), Server.CLUSTER_ID, "witness", CHANNEL))
                        .toList());
    }

    @Test
    void shouldGoOnWithAnotherMemberHoweverTheActiveEnds() {
        // given
        for (int i = 0; i < MEMBERS; i++) {
            start();
        }
        Member active = awaitActive(members);
        for (Member follower : others(active)) {
            assertThat(status(follower, "/streaming/isFTActive")).isEqualTo(NO_CONTENT);
            assertThat(status(follower, "/readyz")).isEqualTo(readinessOfFollower());
            assertThat(status(follower, "/livez")).isEqualTo(OK);
        }
        assertThat(status(active, "/readyz")).isEqualTo(OK);
        Program witness = startWitness();
        RestartContract.awaitTraffic(witness, 0);

        // when: it is killed
        Member killed = active;
        killed.program.kill();
        long before = RestartContract.highestSequence(witness);
        members.remove(killed);
        active = awaitActive(members);
        RestartContract.awaitTraffic(witness, before);
        startOn(killed.port);

        // when: it is paused, and wakes when another is active
        Member paused = active;
        paused.program.freeze();
        before = RestartContract.highestSequence(witness);
        active = keepsTheLockWhilePaused() ? paused : awaitActive(others(paused));
        if (clientsAreConnectedElsewhere()) {
            RestartContract.awaitTraffic(witness, before);
        }
        paused.program.thaw();
        if (!keepsTheLockWhilePaused()) {
            paused.program.awaitLine("STEPPING_DOWN -> FOLLOWING");
        }
        RestartContract.awaitTraffic(witness, before);
        assertThat(members.stream().filter(this::isActive)).containsExactly(active);

        // when: it is stopped
        Member stopped = active;
        stopped.program.terminate();
        before = RestartContract.highestSequence(witness);
        stopped.program.awaitExit();
        members.remove(stopped);
        awaitActive(members);

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
