package dev.stanchion.server.commandline;

import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.config.keys.FileContent;
import dev.stanchion.server.log.LogOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request of a command line. Immutable. */
public sealed interface Request {
    /** Print a text to stdout and exit with 0. */
    record Print(String text) implements Request {}

    /**
     * Print an error to stderr and exit.
     *
     * @param lines for stderr
     * @param usage for stdout; empty if none is wanted
     * @param exitCode 0 for a malformed line of the Go server's command, as there
     */
    record Refuse(List<String> lines, String usage, int exitCode) implements Request {
        public Refuse {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Print to stderr that the configuration is valid, and exit with 0.
     *
     * @param lines for stderr
     */
    record Tested(List<String> lines) implements Request {
        public Tested {
            lines = List.copyOf(lines);
        }
    }

    /** Send a signal to a running server, and exit. */
    record Tell(SignalRequest signal) implements Request {}

    /**
     * Log why this server cannot start, and exit with 1. The command line is well formed, but no
     * server can run with its values. Tools look for that in the log.
     *
     * @param clusterId the cluster ID of the server
     * @param hints what the user may have meant, one hint on each line
     * @param failure the reason
     */
    record Fail(LogOptions log, String clusterId, List<String> hints, Failure failure)
            implements Request {
        public Fail {
            hints = List.copyOf(hints);
        }
    }

    /** The reason of a failed start, and the part that reports it. */
    sealed interface Failure {
        /** Returns the reason. */
        String text();

        /** The streaming server reports it: {@code STREAM: Failed to start: <cause>}. */
        record OfStreaming(String cause) implements Failure {
            @Override
            public String text() {
                return cause;
            }
        }

        /** The NATS server reports it with the whole line. */
        record OfCore(String line) implements Failure {
            @Override
            public String text() {
                return line;
            }
        }
    }

    /**
     * Start a server.
     *
     * @param pidFile null means none
     * @param portsDirectory the directory of the file with the ports; null means none
     * @param takeover what the server takes over before it starts; null means nothing
     * @param remarks remarks about flags without effect, one on each line
     * @param file the summary of the file, which a running server checks before it takes these
     *     options
     * @param settings the options again, for people, with the place of each
     */
    record Start(
            ServerOptions options,
            LogOptions log,
            @Nullable Path pidFile,
            @Nullable Path portsDirectory,
            @Nullable Takeover takeover,
            List<String> remarks,
            FileContent file,
            EffectiveSettings settings)
            implements Request {
        public Start {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Files of the Go server that are copied before the first start on them.
     *
     * @param directory where they are
     * @param polynomial of their checksums, as the flag {@code -file_crc_poly}
     */
    record Takeover(Path directory, long polynomial) {}
}
