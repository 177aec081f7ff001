package dev.stanchion.cli;

import dev.stanchion.cli.demo.DemoStory;
import dev.stanchion.cli.demo.UntrueStoryException;
import dev.stanchion.cli.demo.cluster.ClusterDemo;
import dev.stanchion.cli.demo.cluster.ClusterDemoException;
import dev.stanchion.cli.terminal.FailedException;
import dev.stanchion.cli.terminal.Interrupts;
import dev.stanchion.client.StreamingException;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.StartException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stanchion demo}: the ticket story in one terminal, with servers of its own. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Show the ticket story: a server, a publisher and its listeners, all in this"
                    + " terminal.",
            "The demo needs no other program, leaves nothing behind, and checks each of"
                    + " its scenes. With --cluster it shows a takeover instead: three nats-servers,"
                    + " two Stanchions with the JetStream store, and the end of the active one."
        },
        footer = {
            "",
            "Exit codes: 0 all scenes are true, 1 failed, 2 wrong usage, 130 ended by Ctrl-C."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    private final Surroundings surroundings;
    private final Map<String, String> environment;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--cluster",
            description = "Show a takeover, with three nats-servers and two Stanchions.")
    private boolean isCluster;

    @Option(
            names = "--nats-server",
            paramLabel = "FILE",
            description =
                    "With --cluster: the nats-server, 2.14 or newer (default: STANCHION_NATS_SERVER in"
                            + " the environment, or the one on the PATH).")
    private @Nullable String natsServer;

    DemoCommand(Surroundings surroundings, Map<String, String> environment) {
        this.surroundings = surroundings;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        if (isCluster) {
            return playTakeover();
        }
        if (natsServer != null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--nats-server needs --cluster");
        }
        playTickets();
        return ExitCode.DONE;
    }

    private void playTickets() {
        ServerOptions options = ServerOptions.builder().host("127.0.0.1").port(0).build();
        try (StanchionServer server = StanchionServer.start(options)) {
            new DemoStory(
                            surroundings.console(),
                            server.clientUrl(),
                            options.clusterId(),
                            surroundings.nanoClock(),
                            surroundings.startNanos().getAsLong())
                    .play();
        } catch (StartException e) {
            throw new FailedException(
                    "the demo's server cannot start: " + e.getMessage(),
                    "Check that programs may listen on 127.0.0.1 on this machine.",
                    e);
        }
    }

    private int playTakeover() {
        try (ClusterDemo demo =
                ClusterDemo.prepare(
                        surroundings.console(),
                        natsServer,
                        environment,
                        Stanchion.class,
                        surroundings.nanoClock(),
                        surroundings.startNanos().getAsLong())) {
            return playUntilInterrupted(demo);
        } catch (ClusterDemoException e) {
            throw new FailedException("the demo failed: " + e.problem(), e.remedy(), e);
        }
    }

    private int playUntilInterrupted(ClusterDemo demo) {
        Interrupts.Work work = surroundings.interrupts().during(demo::close);
        int exitCode = ExitCode.FAILED;
        try {
            demo.play();
            exitCode = ExitCode.DONE;
        } catch (ClusterDemoException | UntrueStoryException | StreamingException e) {
            if (!demo.isClosed()) {
                throw e;
            }
            exitCode = INTERRUPTED; // whatever failed, failed because the servers have ended
        } finally {
            work.finished(exitCode);
        }
        return exitCode;
    }
}
