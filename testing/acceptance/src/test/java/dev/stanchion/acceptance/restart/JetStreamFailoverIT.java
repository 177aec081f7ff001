package dev.stanchion.acceptance.restart;

import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Members with the streams of one nats-server, to which a Node client is connected. */
@Tag("long")
class JetStreamFailoverIT extends FailoverContract {
    @TempDir private Path streams;

    private @Nullable NatsServer nats;

    private NatsServer nats() {
        NatsServer running = nats;
        if (running == null) {
            running = NatsServer.start(programs, "-js", "-sd", streams.toString());
            running.requireMinorVersion(14);
            nats = running;
        }
        return running;
    }

    @Override
    List<String> membership() {
        return List.of(); // servers with one cluster ID are a group
    }

    @Override
    List<String> flags() {
        return Stream.concat(nats().flagsOfStanchion(), Stream.of("-store", "jetstream")).toList();
    }

    @Override
    String clientUrl() {
        return nats().url();
    }

    @Override
    boolean clientsAreConnectedElsewhere() {
        return true;
    }

    @Override
    Program startWitness() {
        return NodeWitness.start(programs, clientUrl(), CHANNEL);
    }
}
