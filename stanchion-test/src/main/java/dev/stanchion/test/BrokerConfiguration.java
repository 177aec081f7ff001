package dev.stanchion.test;

import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.server.commandline.ServerCommandLine;
import dev.stanchion.server.flags.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration file of a server, read for a broker under test. Immutable.
 *
 * <p>Of the file count the cluster ID, users and TLS, limits, heartbeats and policies. The test
 * decides about ports, the store and its directory, the log and monitoring, so these do not count.
 */
final class BrokerConfiguration {
    private static final String CLASS_PATH = "classpath:";

    private final ServerOptions file;

    private BrokerConfiguration(ServerOptions file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param place a path, or {@code classpath:} and the name of a resource
     * @throws IllegalArgumentException if it cannot be read, or no server could run with it
     */
    static BrokerConfiguration read(String place) {
        if (!place.startsWith(CLASS_PATH)) {
            return readFile(place, Path.of(place));
        }
        String name = place.substring(CLASS_PATH.length());
        URL resource =
                Optional.ofNullable(loader().getResource(name))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "config: %s is not on the class path (expected: a name from its root, such as classpath:stan.conf)"
                                                .formatted(place)));
        return readResource(place, resource);
    }

    private static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? BrokerConfiguration.class.getClassLoader() : ofThread;
    }

    /** A resource that is a file is read in its place, so that it can include its neighbours. */
    private static BrokerConfiguration readResource(String place, URL resource) {
        if (resource.getProtocol().equals("file")) {
            return readFile(place, Path.of(URI.create(resource.toString())));
        }
        try (InputStream content = resource.openStream()) {
            Path copy = Files.createTempFile("stanchion", ".conf");
            try {
                Files.write(copy, content.readAllBytes());
                return readFile(place, copy);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("config: " + place + ": " + e.getMessage(), e);
        }
    }

    private static BrokerConfiguration readFile(String place, Path file) {
        Request request =
                ServerCommandLine.read(
                        List.of("-c", file.toString()), Dialect.STANCHION_SERVER, Map.of(), "");
        return switch (request) {
            case Request.Start start -> new BrokerConfiguration(start.options());
            case Request.Refuse refused -> throw bad(place, String.join("; ", refused.lines()));
            case Request.Fail failed -> throw bad(place, failed.failure().text());
            case Request.Print ignored -> throw bad(place, "it starts no server");
            case Request.Tested ignored -> throw bad(place, "it starts no server");
            case Request.Tell ignored -> throw bad(place, "it starts no server");
        };
    }

    private static IllegalArgumentException bad(String place, String why) {
        return new IllegalArgumentException("config: %s: %s".formatted(place, why));
    }

    String clusterId() {
        return file.clusterId();
    }

    /** Gives a server what counts of the file. */
    ServerOptions.Builder applyTo(ServerOptions.Builder builder) {
        return builder.limits(file.limits())
                .channelLimits(file.channelLimits())
                .heartbeatInterval(file.heartbeatInterval())
                .heartbeatTimeout(file.heartbeatTimeout())
                .heartbeatFailCount(file.heartbeatFailCount())
                .replaceDurable(file.replaceDurable())
                .duplicatePolicies(file.duplicatePolicies())
                .compatibility(file.compatibility())
                .security(file.security())
                .policies(file.policies())
                .findings(file.findings());
    }
}
