package dev.stanchion.load.server;

import dev.stanchion.load.LoadException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The server to measure. */
public sealed interface ServerChoice {
    /** Returns the server's name in tables. */
    String name();

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
     * A server that the driver starts for each shape in an empty directory.
     *
     * @param words the command. The driver replaces <code>{port}</code>, <code>{cluster}</code>,
     *     <code>{dir}</code>, and <code>{monitoring}</code> by a second free port. It adds the
     *     flags of nats-server and nats-streaming-server to a command without <code>{port}</code>
     */
    record Command(String name, List<String> words) implements ServerChoice {
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

        /** Returns whether the driver chooses a monitoring port. */
        public boolean isMonitored() {
            return words.stream().anyMatch(word -> word.contains(MONITORING));
        }

        /** Returns the same server with a monitoring port. */
        public Command monitored() {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of("-m", MONITORING));
            return new Command(name, all);
        }

        /** Returns the command with all placeholders replaced. */
        List<String> filledIn(
                int port, int monitoring, String clusterId, Path directory, boolean streaming) {
            List<String> all = new ArrayList<>(words);
            if (words.stream().noneMatch(word -> word.contains("{port}"))) {
                all.addAll(NATS_FLAGS);
                if (streaming) {
                    all.addAll(STREAMING_FLAGS);
                }
            }
            all.replaceAll(word ->
                    word.replace("{port}", Integer.toString(port))
                            .replace(MONITORING, Integer.toString(monitoring))
                            .replace("{cluster}", clusterId)
                            .replace("{dir}", directory.toString()));
            return all;
        }
    }
}
