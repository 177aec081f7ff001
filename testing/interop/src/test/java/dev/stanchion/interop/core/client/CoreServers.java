package dev.stanchion.interop.core.client;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.wire.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The servers that all tests share, each started when the first test asks. */
final class CoreServers implements AutoCloseable {
    private final Programs programs = new Programs();
    private final Path folder;
    private final Map<Setup, CoreServer> servers = new EnumMap<>(Setup.class);
    private @Nullable RawClient onlyPlace;
    private @Nullable Certificates certificates;

    CoreServers() {
        try {
            Files.createDirectories(Project.work());
            folder = Files.createTempDirectory(Project.work(), "core-servers");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized CoreServer get(Setup setup) {
        CoreServer known = servers.get(setup);
        if (known != null) {
            return known;
        }
        if (setup.isEncrypted()) {
            certificates();
        }
        CoreServer started = CoreServer.start(programs, folder, setup);
        servers.put(setup, started);
        if (setup == Setup.FULL) {
            onlyPlace = take(started);
        }
        return started;
    }

    /**
     * Starts a server for one test alone, and starts servers one at a time: many at once would have
     * each wait for all the others.
     */
    synchronized CoreServer startFor(Programs owner, Setup setup) {
        return CoreServer.start(owner, folder, setup);
    }

    /** Starts a server again that was here, on its ports. */
    synchronized CoreServer startAgainFor(Programs owner, CoreServer ended) {
        return ended.startAgain(owner, folder);
    }

    /** Connects and waits for the greeting, which means that the server counts the connection. */
    private static RawClient take(CoreServer server) {
        try {
            return RawClient.connect(new InetSocketAddress(server.host(), server.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the certificate authority and its certificates; skips the test if there is no
     * openssl.
     */
    synchronized Certificates certificates() {
        Certificates issued = certificates;
        if (issued == null) {
            Assumptions.assumeTrue(Command.isOnThePath("openssl"), "needs openssl");
            issued = Certificates.issue(folder);
            certificates = issued;
        }
        return issued;
    }

    @Override
    public synchronized void close() throws IOException {
        if (onlyPlace != null) {
            onlyPlace.close();
        }
        programs.close();
    }
}
