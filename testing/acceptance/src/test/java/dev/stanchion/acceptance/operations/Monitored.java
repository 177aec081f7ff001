package dev.stanchion.acceptance.operations;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** A server with its monitoring port, and a client of that port. */
final class Monitored {
    private static final String OPENED = "Starting http monitor on 127.0.0.1:";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Server server;
    private final int port;

    private Monitored(Server server, int port) {
        this.server = server;
        this.port = port;
    }

    static Monitored start(Programs programs, String... flags) {
        String[] all =
                Stream.concat(Stream.of("-m", "-1"), Arrays.stream(flags)).toArray(String[]::new);
        return of(Server.start(programs, Map.of(), all));
    }

    static Monitored of(Server server) {
        return new Monitored(server, portOf(server.program()));
    }

    /** Waits until a program says on which port its pages are. */
    static int portOf(Program program) {
        String line = program.awaitLine(OPENED);
        return Integer.parseInt(line.substring(line.indexOf(OPENED) + OPENED.length()).strip());
    }

    Server server() {
        return server;
    }

    /** Returns the port of the pages. */
    int port() {
        return port;
    }

    Program program() {
        return server.program();
    }

    /** Returns a client that is connected. */
    StreamingConnection client(String id) throws IOException, InterruptedException {
        return NatsStreaming.connect(
                Server.CLUSTER_ID, id, new Options.Builder().natsUrl(server.url()).build());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Returns a page of JSON. */
    Json json(String path) throws IOException, InterruptedException {
        return Json.read(get(path).body());
    }
}
