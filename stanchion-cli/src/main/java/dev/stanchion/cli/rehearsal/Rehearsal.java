package dev.stanchion.cli.rehearsal;

import dev.stanchion.cli.Stanchion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code Rehearsal DIRECTORY SERVER-CACHE SECONDS}: has a server on stage in the empty directory
 * and uses it with all commands, while this JVM makes their cache. Each shape of load lasts twice
 * so many seconds; with 0 a thousand events are all.
 */
final class Rehearsal {
    private static final String CHANNEL = "rehearsal";
    private static final String EVENTS = "1000";
    private static final List<String> PAGES =
            List.of("/healthz", "/varz", "/metrics", "/streaming/channelsz?subs=1");

    /** What users do most: one publisher with one subscriber, with several, and acks one by one. */
    private static final List<String> SHAPES = List.of("1:1", "1:4", "sync");

    private final int seconds;

    private Rehearsal(int seconds) {
        this.seconds = seconds;
    }

    /** Ends with 0 if all of it worked, and says on stderr what did not. */
    public static void main(String[] args) throws IOException {
        Rehearsal rehearsal = new Rehearsal(Integer.parseInt(args[2]));
        Path directory = Path.of(args[0]);
        List<Certificate> certificates = new ArrayList<>();
        for (String algorithm : RehearsedServer.KEY_ALGORITHMS) {
            certificates.add(Certificate.make(directory, algorithm));
        }
        try (ServerOnStage server = ServerOnStage.start(directory, Path.of(args[1]))) {
            String fileStore = server.awaitUrl();
            for (Certificate certificate : certificates) {
                SecureVisit.to(server.awaitUrl(), certificate);
            }
            String pages = server.awaitPages();
            String memoryStore = server.awaitUrl();
            rehearsal.use(memoryStore);
            read(pages);
            rehearsal.use(fileStore);
            run("help", "publish");
        }
        System.exit(0);
    }

    private void use(String url) {
        run("publish", "-u", url, "-n", EVENTS, CHANNEL, "{\"id\":1}");
        run("listen", "-u", url, "--from=first", "-n", EVENTS, CHANNEL);
        if (seconds > 0) {
            SHAPES.forEach(shape ->
                    run(
                            "bench",
                            "--url=" + url,
                            "--shape=" + shape,
                            "--warm-up=1",
                            "--rounds=1",
                            "--seconds=" + seconds));
        }
    }

    private static void read(String hostAndPort) throws IOException {
        for (String page : PAGES) {
            URI address = URI.create("http://" + hostAndPort + page);
            try (InputStream content = address.toURL().openStream()) {
                content.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private static void run(String... args) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, false, StandardCharsets.UTF_8);
        int code = Stanchion.between(stream, stream).run(args);
        if (code != 0) {
            throw new IllegalStateException(
                    "exit code "
                            + code
                            + " of "
                            + Arrays.toString(args)
                            + ":\n"
                            + said.toString(StandardCharsets.UTF_8));
        }
    }
}
