package dev.stanchion.acceptance.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.acceptance.restart.Members.Member;
import dev.stanchion.acceptance.tickets.NodeTickets;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A group whose clients are connected to a nats-server, and an unmodified client with its default
 * settings that publishes all the time. Whatever happens to the active, each publish is
 * acknowledged, and stored once and in order: nothing of the gap is lost.
 */
abstract class GapContract {
    private static final Path COUNTER =
            Project.root().resolve("testing/acceptance/src/test/node/restart/counter.js");
    private static final Pattern PUBLISHED = Pattern.compile("published (\\d+) answered (\\d+)");
    private static final int KILLS = 5;
    private static final String CHANNEL = "tickets:created";

    @RegisterExtension final Programs programs = new Programs();

    private @Nullable Members group;

    /** Returns the flags that make a server a member of a group with a store. */
    abstract List<String> flags();

    /** Starts the server that clients are connected to. */
    NatsServer startNats(Programs running) {
        return NatsServer.start(running);
    }

    /** Tells whether nobody takes over from a process as long as it exists. */
    boolean keepsTheLockWhilePaused() {
        return false;
    }

    private Members group() {
        Members started = group;
        if (started == null) {
            throw new IllegalStateException("no member was started");
        }
        return started;
    }

    private Program publishThrough(int members, int rate) {
        NatsServer nats = startNats(programs);
        group =
                new Members(
                        programs,
                        Stream.concat(nats.flagsOfStanchion(), flags().stream()).toList());
        for (int i = 0; i < members; i++) {
            group().start();
        }
        group().awaitActive();
        Path installed = NodeTickets.programs().directory();
        Program counter =
                programs.start(
                        "counter",
                        installed,
                        Map.of("NODE_PATH", installed.resolve("node_modules").toString()),
                        List.of(
                                "node",
                                COUNTER.toString(),
                                nats.url(),
                                Server.CLUSTER_ID,
                                "counter",
                                CHANNEL,
                                Integer.toString(rate)));
        awaitSeconds(counter, 2);
        return counter;
    }

    /** The program says something once a second. */
    private static void awaitSeconds(Program counter, int seconds) {
        int before = counter.output().size();
        Waiting.until("the publisher goes on", () -> counter.output().size() >= before + seconds);
    }

    /**
     * All has an answer that was published before now. What was published before a follower was
     * there has no other witness than the active: if that dies too, nobody answers.
     */
    private static void awaitAnswers(Program counter) {
        long published = count(counter, 1);
        Waiting.until(
                "an answer to each of " + published + " messages",
                () -> count(counter, 2) >= published);
    }

    /** Returns what the program said last: 1 how many are published, 2 how many are answered. */
    private static long count(Program counter, int group) {
        Matcher last = PUBLISHED.matcher(counter.output().getLast());
        return last.matches() ? Long.parseLong(last.group(group)) : 0;
    }

    private static void expectEachOnceAndInOrder(Program counter) {
        counter.terminate();
        counter.awaitLine("end");
        assertThat(counter.output())
                .allMatch(line -> PUBLISHED.matcher(line).matches() || line.equals("end"));
    }

    @Test
    void shouldLoseNothingWhenTheActiveIsKilledAgainAndAgain() {
        // given
        Program counter = publishThrough(2, 1000);

        // when
        for (int i = 0; i < KILLS; i++) {
            Member killed = group().awaitActive();
            killed.program().kill();
            group().remove(killed);
            group().start();
            awaitSeconds(counter, 2);
            awaitAnswers(counter);
        }

        // then
        expectEachOnceAndInOrder(counter);
    }

    @Test
    void shouldLoseNothingWhenTheActiveIsPausedOrStops() {
        // given
        Program counter = publishThrough(3, 300);
        Member paused = group().awaitActive();

        // when
        paused.program().freeze();
        if (keepsTheLockWhilePaused()) {
            awaitSeconds(counter, 2);
        } else {
            group().awaitActive(group().others(paused));
        }
        paused.program().thaw();
        awaitSeconds(counter, 3);
        Member stopped = group().awaitActive();
        stopped.program().terminate();
        stopped.program().awaitExit();
        group().remove(stopped);
        awaitSeconds(counter, 3);

        // then
        expectEachOnceAndInOrder(counter);
    }
}
