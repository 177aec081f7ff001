package dev.stanchion.load.server;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.shape.Protocol;
import dev.stanchion.load.shape.Shape;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The server to measure. */
public sealed interface ServerChoice {
    /** Returns the server's name in tables. */
    String name();

    /** Returns the same server with another name. */
    ServerChoice named(String other);

    /**
     * Returns the shape in the protocol of this server.
     *
     * @throws IllegalArgumentException if its protocol cannot have the shape
     */
    default Shape drivenAs(Shape shape) {
        return shape;
    }

    /**
     * Returns this server with what the shape needs of it.
     *
     * @throws IllegalArgumentException if it cannot have that
     */
    default ServerChoice serving(Shape shape) {
        if (shape.keys() > 0) {
            throw new IllegalArgumentException(
                    "shape '"
                            + shape.name()
                            + "': needs a server with a policy, which the driver"
                            + " starts");
        }
        return this;
    }

    /** A server that the driver starts for each shape in an empty directory. */
    sealed interface Started extends ServerChoice {
        /** Returns whether the driver chooses a monitoring port. */
        boolean isMonitored();

        /**
         * Writes what the server needs into its directory, and returns its command.
         *
         * @param place what replaces the placeholders of a command
         * @param streaming whether the server is driven over NATS Streaming
         */
        List<String> prepare(Place place, boolean streaming) throws IOException;
    }

    /** Where a started server is. */
    record Place(int port, int monitoring, String clusterId, Path directory) {}

    /**
     * A server that is already running.
     *
     * @param url {@code nats://[user:password@]host:port}
     * @param pid the process ID, if the server runs on this machine and cannot be found by its port
     */
    record Running(String name, URI url, String clusterId, OptionalLong pid)
            implements ServerChoice {
        private static final int NATS_PORT = 4222;

        /** Reads a URL from the command line. */
        public static Running of(String name, String url, String clusterId, OptionalLong pid) {
            String full = url.contains("://") ? url : "nats://" + url;
            URI uri;
            try {
                uri = URI.create(full);
            } catch (IllegalArgumentException e) {
                throw unusable(url, e);
            }
            if (uri.getHost() == null || !"nats".equals(uri.getScheme())) {
                throw unusable(url, null);
            }
            return new Running(name, uri, clusterId, pid);
        }

        @Override
        public Running named(String other) {
            return new Running(other, url, clusterId, pid);
        }

        private static LoadException unusable(String url, @Nullable Throwable cause) {
            return new LoadException(
                    "no URL that can be used: '" + url + "'",
                    "Write it like nats://localhost:4222; TLS is not spoken.",
                    cause);
        }

        int port() {
            return url.getPort() < 0 ? NATS_PORT : url.getPort();
        }
    }

    /**
     * A server by its command.
     *
     * @param words the command. The driver replaces <code>{port}</code>, <code>{cluster}</code>,
     *     <code>{dir}</code>, and <code>{monitoring}</code> by a second free port. It adds the
     *     flags of nats-server and nats-streaming-server to a command without <code>{port}</code>
     */
    record Command(String name, List<String> words) implements Started {
        private static final String MONITORING = "{monitoring}";
        private static final List<String> NATS_FLAGS = List.of("-a", "127.0.0.1", "-p", "{port}");
        // The flags for a streaming server. Some shapes need more channels than the default of 100.
        private static final List<String> STREAMING_FLAGS =
                List.of("-cid", "{cluster}", "-mc", "100000", "-msu", "100000");

        public Command {
            words = List.copyOf(words);
            if (words.isEmpty()) {
                throw new LoadException(
                        "the server's command is empty", "Give a program and its arguments.");
            }
        }

        /** Splits a command at blanks outside of quotes. */
        public static Command parse(String line) {
            List<String> words = CommandWords.split(line);
            String program = words.isEmpty() ? "" : words.getFirst();
            if (program.contains("/")) {
                // The path must be absolute, because the command runs in its own directory.
                words.set(0, Path.of(program).toAbsolutePath().toString());
            }
            return new Command(program.substring(program.lastIndexOf('/') + 1), words);
        }

        @Override
        public boolean isMonitored() {
            return words.stream().anyMatch(word -> word.contains(MONITORING));
        }

        @Override
        public Command named(String other) {
            return new Command(other, words);
        }

        /** Returns the same server with more flags. */
        public Command with(List<String> flags) {
            List<String> all = new ArrayList<>(words);
            all.addAll(flags);
            return new Command(name, all);
        }

        @Override
        public Command serving(Shape shape) {
            return shape.keys() == 0 ? this : with(List.of("-policy", ">=key:reply"));
        }

        /** Returns the same server with a monitoring port. */
        public Command monitored() {
            return with(List.of("-m", MONITORING));
        }

        /** Returns the command with all placeholders replaced. */
        @Override
        public List<String> prepare(Place place, boolean streaming) {
            List<String> all = new ArrayList<>(words);
            if (words.stream().noneMatch(word -> word.contains("{port}"))) {
                all.addAll(NATS_FLAGS);
                if (streaming) {
                    all.addAll(STREAMING_FLAGS);
                }
            }
            all.replaceAll(word ->
                    word.replace("{port}", Integer.toString(place.port()))
                            .replace(MONITORING, Integer.toString(place.monitoring()))
                            .replace("{cluster}", place.clusterId())
                            .replace("{dir}", place.directory().toString()));
            return all;
        }
    }

    /**
     * A nats-server with JetStream.
     *
     * @param program its path, or its name on the PATH
     */
    record JetStream(String name, String program, Durability durability, Consumers consumers)
            implements Started {
        private static final String CONFIGURATION = "jetstream.conf";

        public JetStream {
            if (program.contains("/")) {
                // The path must be absolute, because the server runs in its own directory.
                program = Path.of(program).toAbsolutePath().toString();
            }
        }

        @Override
        public JetStream named(String other) {
            return new JetStream(other, program, durability, consumers);
        }

        @Override
        public Shape drivenAs(Shape shape) {
            return shape.isStreaming() ? shape.over(Protocol.JETSTREAM) : shape;
        }

        @Override
        public boolean isMonitored() {
            return false;
        }

        @Override
        public List<String> prepare(Place place, boolean streaming) throws IOException {
            Path file = place.directory().resolve(CONFIGURATION);
            Files.writeString(
                    file,
                    "jetstream { store_dir: \"%s\"%s }%n"
                            .formatted(
                                    place.directory().resolve("streams"),
                                    durability.jetStreamSettings()));
            return List.of(
                    program,
                    "-a",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(place.port()),
                    "-c",
                    file.toString());
        }
    }
}
