package dev.stanchion.cli;

import dev.stanchion.cli.demo.DemoStory;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.StartException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code stanchion demo}: the ticket story in one terminal, with a server of its own. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Show the ticket story: a server, a publisher and its listeners, all in this terminal.",
            "The demo needs no other program, leaves nothing behind, and checks each of its scenes."
        },
        footer = {"", "Exit codes: 0 all scenes are true, 1 failed, 2 wrong usage."})
final class DemoCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
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
        return ExitCode.DONE;
    }
}
