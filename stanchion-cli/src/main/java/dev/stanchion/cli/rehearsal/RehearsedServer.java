package dev.stanchion.cli.rehearsal;

import dev.stanchion.cli.server.NatsStreamingServer;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.StoreChoice;
import java.nio.file.Path;

/**
 * {@code RehearsedServer DIRECTORY}: the server as users run it, from its arguments to the signal
 * that stops it, and in the same process one with a file store in the directory. Both say in the
 * log where they are reached.
 */
final class RehearsedServer {
    private RehearsedServer() {}

    public static void main(String[] args) {
        ServerOptions options =
                ServerOptions.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .store(StoreChoice.in(Path.of(args[0])))
                        .build();
        StanchionServer fileStore = StanchionServer.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(fileStore::close));
        NatsStreamingServer.main(
                new String[] {"-a", "127.0.0.1", "-p", "-1", "-m", "-1", "-hbi", "5s"});
    }
}
