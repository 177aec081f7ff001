package dev.stanchion.cli.server;

import dev.stanchion.server.ServerUrls;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.file.OperatorFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which programs that start a server find where it listens: {@code
 * nats-streaming-server_4711.ports} in the directory of {@code -ports_file_dir}, there as long as
 * the ports are open. Without such a directory there is none. Used by one thread at a time.
 *
 * <pre>{@code
 * {"nats":["nats://127.0.0.1:4222"],"monitoring":["http://127.0.0.1:8222"]}
 * }</pre>
 */
final class PortsFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.stanchion.nats.PortsFile");

    private final String name;
    private final ServerUrls urls;
    private @Nullable Path directory;

    private PortsFile(String name, ServerUrls urls, @Nullable Path directory) {
        this.name = name;
        this.urls = urls;
        this.directory = directory;
    }

    /** Writes the file of a server that runs; a failure is logged, and the server goes on. */
    static PortsFile write(StanchionServer server, @Nullable Path directory) {
        String name = executable() + "_" + ProcessHandle.current().pid() + ".ports";
        PortsFile file = new PortsFile(name, server.urls(), directory);
        file.write();
        return file;
    }

    /**
     * Returns the launchers tell what they are called, and {@code stanchion server} is two words.
     */
    private static String executable() {
        return System.getProperty("stanchion.name", "stanchion").split(" ", -1)[0];
    }

    private void write() {
        Path into = directory;
        if (into == null) {
            return;
        }
        // Whoever waits for the file reads all of it, or does not see it yet.
        Path unfinished = into.resolve(name + ".tmp");
        try {
            OperatorFile.write(unfinished, json().getBytes(StandardCharsets.US_ASCII));
            Files.move(unfinished, into.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileOpenException | IOException e) {
            LOG.error("Error writing ports file ({}): {}", into.resolve(name), e.getMessage());
        }
    }

    private String json() {
        List<String> members = new ArrayList<>();
        add(members, "nats", urls.nats());
        add(members, "monitoring", urls.monitoring());
        add(members, "websocket", urls.webSocket());
        return "{" + String.join(",", members) + "}";
    }

    /** URLs of addresses have nothing that JSON would escape. */
    private static void add(List<String> members, String key, List<String> values) {
        if (!values.isEmpty()) {
            members.add("\"%s\":[\"%s\"]".formatted(key, String.join("\",\"", values)));
        }
    }

    @Nullable Path directory() {
        return directory;
    }

    /** Goes on in another directory, or in none. */
    void moveTo(@Nullable Path other) {
        close();
        directory = other;
        write();
    }

    /** Deletes the file. */
    @Override
    public void close() {
        Path from = directory;
        if (from == null) {
            return;
        }
        directory = null;
        try {
            Files.deleteIfExists(from.resolve(name));
        } catch (IOException e) {
            LOG.error("Error cleaning up ports file {}: {}", from.resolve(name), e.toString());
        }
    }
}
