package dev.stanchion.server.commandline;

import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.config.keys.FileContent;
import dev.stanchion.server.log.LogOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command line asks for. Immutable. */
public sealed interface Request {
    /** Print a text to stdout and end with 0. */
    record Print(String text) implements Request {}

    /**
     * Say on stderr why nothing happens, and end.
     *
     * @param lines for stderr
     * @param usage for stdout; empty if none is wanted
     * @param exitCode 0 for a malformed line of the Go server, like there
     */
    record Refuse(List<String> lines, String usage, int exitCode) implements Request {
        public Refuse {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Say on stderr that a server would start with this configuration, and end with 0.
     *
     * @param lines for stderr
     */
    record Tested(List<String> lines) implements Request {
        public Tested {
            lines = List.copyOf(lines);
        }
    }

    /** Tell a server that runs already, and end. */
    record Tell(SignalRequest signal) implements Request {}

    /**
     * Say in the log why this server cannot start, and end with 1. The line is well formed, but no
     * server can run with what it says; tools look for that in the log.
     *
     * @param clusterId which server it would have been
     * @param hints what the user may have meant, one per line
     * @param failure the reason
     */
    record Fail(LogOptions log, String clusterId, List<String> hints, Failure failure)
            implements Request {
        public Fail {
            hints = List.copyOf(hints);
        }
    }

    /** Who says it, and what it says. */
    sealed interface Failure {
        /** Returns what it says, without who. */
        String text();

        /** The streaming server: {@code STREAM: Failed to start: <cause>}. */
        record OfStreaming(String cause) implements Failure {
            @Override
            public String text() {
                return cause;
            }
        }

        /** The NATS server, which says the whole line. */
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
     * @param portsDirectory where the file that lists the ports is written; null means nowhere
     * @param remarks what a user should know about flags that have no effect, one per line
     * @param file what a running server asks before it takes these options in place of its own
     */
    record Start(
            ServerOptions options,
            LogOptions log,
            @Nullable Path pidFile,
            @Nullable Path portsDirectory,
            List<String> remarks,
            FileContent file)
            implements Request {
        public Start {
            remarks = List.copyOf(remarks);
        }
    }
}
