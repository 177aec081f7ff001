package dev.stanchion.conformance.server;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.StartException;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.server.commandline.ServerCommandLine;
import dev.stanchion.server.flags.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server in this process, on real sockets, which reads the same flags as a process. */
final class EmbeddedServer implements RunningServer {
    private final StanchionServer server;

    private EmbeddedServer(StanchionServer server) {
        this.server = server;
    }

    static EmbeddedServer start(int port, String flags, Store store) {
        try {
            return new EmbeddedServer(StanchionServer.start(options(port, flags), store));
        } catch (StartException failure) {
            throw new UncheckedIOException(new IOException(failure.getMessage(), failure));
        }
    }

    /** Starts a server whose flags name its store. */
    static EmbeddedServer start(int port, String flags) {
        try {
            return new EmbeddedServer(StanchionServer.start(options(port, flags)));
        } catch (StartException failure) {
            throw new UncheckedIOException(new IOException(failure.getMessage(), failure));
        }
    }

    private static ServerOptions options(int port, String flags) {
        List<String> words = new ArrayList<>(List.of(flags.split(" ", -1)));
        words.addAll(ClientPort.flags(port));
        if (Behaviour.ofRun() == Behaviour.AS_GO) {
            words.addAll(List.of("--compat", "strict"));
        }
        Request request = ServerCommandLine.read(words, Dialect.STANCHION_SERVER, Map.of(), "");
        if (request instanceof Request.Start start) {
            return start.options();
        }
        throw new IllegalArgumentException(words + " start no server: " + request);
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void stops() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
        ClientPort.close(server.port());
    }
}
