package dev.stanchion.acceptance.restart;

import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Members with the streams of the nats-server that their clients are connected to. */
@Tag("long")
@Isolated("its clients give up when servers take too long to start")
class JetStreamGapIT extends GapContract {
    private static final int NEEDED_MINOR = 14;

    @TempDir private Path directory;

    @Override
    NatsServer startNats(Programs running) {
        NatsServer nats = NatsServer.start(running, "-js", "-sd", directory.toString());
        nats.requireMinorVersion(NEEDED_MINOR);
        return nats;
    }

    @Override
    List<String> flags() {
        return List.of("-store", "jetstream");
    }
}
