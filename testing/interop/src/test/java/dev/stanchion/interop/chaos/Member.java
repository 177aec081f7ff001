package dev.stanchion.interop.chaos;

import dev.stanchion.kit.network.Proxy;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One Stanchion of several, with its own connections to all nats-servers. */
final class Member {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int OK = 200;

    private final String name;
    private final Programs programs;
    private final List<Proxy> links;
    private final List<String> flags;
    private final int monitoringPort = FreePort.next();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<Program> runs = new ArrayList<>();
    private Program program;

    Member(String name, Programs programs, List<Proxy> links, List<String> flagsOfStore) {
        this.name = name;
        this.programs = programs;
        this.links = List.copyOf(links);
        Stream<String> own =
                Stream.of(
                        "-ns",
                        links.stream().map(Proxy::url).collect(Collectors.joining(",")),
                        "-cid",
                        Stage.CLUSTER_ID,
                        "-m",
                        Integer.toString(monitoringPort));
        this.flags = Stream.concat(own, flagsOfStore.stream()).toList();
        this.program = launch();
    }

    private Program launch() {
        Program run = Server.launch(programs, Map.of(), flags);
        runs.add(run);
        return run;
    }

    /** Writes what its processes have logged, one behind the other. */
    void writeLog(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Program run : runs) {
            lines.add("-- process " + run.pid());
            lines.addAll(run.output());
            lines.addAll(run.errors());
        }
        Files.write(directory.resolve(name + ".log"), lines);
    }

    String name() {
        return name;
    }

    Program program() {
        return program;
    }

    /** Waits until it follows or is active. */
    void awaitStarted() {
        program.awaitLine("Starting in standby mode");
    }

    boolean isActive() {
        try {
            URI page = URI.create("http://127.0.0.1:" + monitoringPort + "/streaming/isFTActive");
            return http.send(
                                    HttpRequest.newBuilder(page).timeout(PATIENCE).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == OK;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Starts it again, once it has ended. */
    void restart() {
        program = launch();
        awaitStarted();
    }

    /** Ends its connections to nats-servers; it reaches none until {@link #reconnect}. */
    void isolate() {
        links.parallelStream().forEach(Proxy::cut);
    }

    /** Lets it reach the nats-servers again. */
    void reconnect() {
        links.parallelStream().forEach(Proxy::restore);
    }
}
