package dev.stanchion.acceptance.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.acceptance.tickets.NodeTickets;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three members of a group with {@code node-nats-streaming}, unmodified, of which one is killed at
 * work: of each thing, one version is worked on at a time, and the versions come in their order.
 */
@Tag("long")
class NodeKeyOrderIT {
    private static final String CHANNEL = "tickets:updated";
    private static final int MESSAGES = 600;
    private static final Path FOLDER =
            Project.root().resolve("testing/acceptance/src/test/node/policies");

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path folder;

    private Program node(String name, String program, String... arguments) {
        Path installed = NodeTickets.programs().directory();
        return programs.start(
                name,
                installed,
                Map.of("NODE_PATH", installed.resolve("node_modules").toString()),
                Stream.concat(
                                Stream.of("node", FOLDER.resolve(program).toString()),
                                Stream.of(arguments))
                        .toList());
    }

    private Program worker(String url, String name, Path file) {
        Program worker =
                node(
                        name,
                        "worker.js",
                        url,
                        Server.CLUSTER_ID,
                        name,
                        CHANNEL,
                        "orders",
                        file.toString());
        worker.awaitLine("listens");
        return worker;
    }

    @Test
    void shouldWorkOnOneVersionOfEachThingAtATime() throws IOException {
        // given
        Path file = Files.createFile(folder.resolve("work"));
        Server server =
                Server.start(
                        programs,
                        "-policy",
                        "tickets:*/group:orders=key:$.id,max_waiting:64",
                        "-st",
                        "FILE",
                        "-dir",
                        folder.resolve("store").toString());
        worker(server.url(), "worker-1", file);
        worker(server.url(), "worker-2", file);
        Program third = worker(server.url(), "worker-3", file);

        // when
        node(
                        "publisher",
                        "publisher.js",
                        server.url(),
                        Server.CLUSTER_ID,
                        "publisher",
                        CHANNEL,
                        Integer.toString(MESSAGES),
                        "20")
                .awaitLine("end");
        await().atMost(Duration.ofMinutes(1)).until(() -> done(file) > MESSAGES / 4);
        third.kill();
        await().atMost(Duration.ofMinutes(1)).until(() -> done(file) == MESSAGES);

        // then
        Map<String, Integer> lastDone = new HashMap<>();
        Map<String, String> atWork = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ", -1);
            String id = words[2];
            int version = Integer.parseInt(words[3]);
            if (words[0].equals("took")) {
                // the one that was killed may have done its work and not acknowledged it
                int last = lastDone.getOrDefault(id, 0);
                assertThat(version)
                        .as("%s behind version %d", line, last)
                        .isBetween(Math.max(1, last), last + 1);
                String other = atWork.put(id, words[1]);
                assertThat(other == null || other.equals(words[1])).as(line).isTrue();
            } else {
                lastDone.put(id, version);
                atWork.remove(id);
            }
        }
    }

    private static int done(Path file) throws IOException {
        Set<String> done = new HashSet<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines) {
            if (line.startsWith("done ")) {
                done.add(line);
            }
        }
        return done.size();
    }
}
