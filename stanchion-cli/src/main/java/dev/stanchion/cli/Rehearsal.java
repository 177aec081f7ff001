package dev.stanchion.cli;

import dev.stanchion.cli.server.ServerCommand;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.flags.ServerCommandLine;
import dev.stanchion.server.log.LogOptions;
import dev.stanchion.server.log.ServerLog;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Does for a moment what the executable is for, so that the JVM can write down which classes that
 * takes: the launchers' build runs it once to make the AOT cache, which halves the work of a start.
 * It shows nothing, needs no fixed port and leaves nothing behind.
 */
final class Rehearsal {
    private static final String CHANNEL = "rehearsal";
    private static final String EVENTS = "1000";

    private Rehearsal() {}

    /** Ends with 0 if all of it worked. */
    public static void main(String[] args) {
        System.exit(rehearse() ? 0 : 1);
    }

    private static boolean rehearse() {
        ServerCommandLine.read(
                List.of("-p", "-1", "-m", "-1", "-SD", "-cid", "test-cluster", "-hbi", "5s"),
                Dialect.NATS_STREAMING_SERVER,
                Map.of(),
                NatsServerOptions.defaults().version());
        ServerOptions options =
                ServerOptions.builder().host("127.0.0.1").port(0).monitoringPort(0).build();
        try (ServerLog log = ServerLog.install(LogOptions.DEFAULT, nowhere(), false);
                StanchionServer server = StanchionServer.start(options)) {
            String url = server.clientUrl();
            boolean served =
                    run("publish", "-u", url, "-n", EVENTS, CHANNEL, "{\"id\":1}")
                            && run("listen", "-u", url, "--from", "first", "-n", EVENTS, CHANNEL);
            return served && run("publish", "--help") && !log.reopen();
        }
    }

    private static boolean run(String... args) {
        Console console = new Console(nowhere(), nowhere(), false);
        Surroundings surroundings =
                new Surroundings(
                        console,
                        InputStream.nullInputStream(),
                        System::nanoTime,
                        ZoneOffset.UTC,
                        action -> code -> {});
        return new Stanchion(surroundings, ServerCommand::run).run(args) == ExitCode.DONE;
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
