package dev.stanchion.load.server;

import dev.stanchion.load.LoadException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Which server to measure. */
public sealed interface ServerChoice {
    /** Returns what tables call it. */
    String name();

    /**
     * A server that somebody else runs.
     *
     * @param url {@code nats://[user:password@]host:port}
     * @param pid its process, if it runs here and is not found by its port
     */
    record Running(String name, URI url, String clusterId, OptionalLong pid)
            implements ServerChoice {
        private static final int NATS_PORT = 4222;

        /** Reads a URL as people type it. */
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
     * A server that the driver starts, afresh for each shape, in an empty directory.
     *
     * @param words the command; <code>{port}</code>, <code>{cluster}</code> and <code>{dir}</code>
     *     are filled in, and a command without <code>{port}</code> gets the flags that nats-server
     *     and nats-streaming-server understand
     */
    record Command(String name, List<String> words) implements ServerChoice {
        private static final List<String> NATS_FLAGS = List.of("-a", "127.0.0.1", "-p", "{port}");
        // The default of 100 channels is below what some shapes need.
        private static final List<String> STREAMING_FLAGS =
                List.of("-cid", "{cluster}", "-mc", "100000", "-msu", "100000");

        public Command {
            words = List.copyOf(words);
            if (words.isEmpty()) {
                throw new LoadException(
                        "the server's command is empty", "Give a program and its arguments.");
            }
        }

        /** Splits a command at blanks; quotes keep blanks. */
        public static Command parse(String line) {
            List<String> words = CommandWords.split(line);
            String program = words.isEmpty() ? "" : words.getFirst();
            if (program.contains("/")) {
                // It is run in a directory of its own.
                words.set(0, Path.of(program).toAbsolutePath().toString());
            }
            return new Command(program.substring(program.lastIndexOf('/') + 1), words);
        }

        /** Returns the command as it is run. */
        List<String> filledIn(int port, String clusterId, Path directory, boolean streaming) {
            List<String> all = new ArrayList<>(words);
            if (words.stream().noneMatch(word -> word.contains("{port}"))) {
                all.addAll(NATS_FLAGS);
                if (streaming) {
                    all.addAll(STREAMING_FLAGS);
                }
            }
            all.replaceAll(word ->
                    word.replace("{port}", Integer.toString(port))
                            .replace("{cluster}", clusterId)
                            .replace("{dir}", directory.toString()));
            return all;
        }
    }
}
