package dev.stanchion.server.flags;

import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.log.Destination;
import dev.stanchion.server.log.LogOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a server does with a configuration that it has read again: all of it or nothing. Source:
 * {@code spec/operations.md} 6.3.
 *
 * <p>The log can change while the server runs. Options of the streaming layer stay as they were at
 * the start, as with the Go server. Anything else that has changed refuses the whole.
 */
public sealed interface Reload {
    /**
     * Nothing changes.
     *
     * @param why the rest of the line that begins {@code Reload: }
     */
    record Refused(String why) implements Reload {}

    /**
     * It changes.
     *
     * @param log what the log is to be from now on
     * @param changes one for each option that is another: {@code debug = true}
     */
    record Accepted(LogOptions log, List<String> changes) implements Reload {
        public Accepted {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Compares what a server does with what it was asked.
     *
     * @param log as it is now
     * @param running what the server was started with
     * @param wanted what was read now
     */
    static Reload between(LogOptions log, Request.Start running, Request wanted) {
        return switch (wanted) {
            case Request.Start start -> between(log, running.options(), start);
            case Request.Refuse refusal -> new Refused(String.join("; ", refusal.lines()));
            case Request.Fail fail ->
                    new Refused(
                            switch (fail.failure()) {
                                case Request.Failure.OfStreaming streaming -> streaming.cause();
                                case Request.Failure.OfCore core -> core.line();
                            });
            case Request.Print ignored -> new Refused("the configuration asks for a text");
            case Request.Tell ignored -> new Refused("the configuration asks for a signal");
        };
    }

    private static Reload between(LogOptions log, ServerOptions running, Request.Start start) {
        List<String> fixed = fixedChanges(running, start.options());
        if (!fixed.isEmpty()) {
            return new Refused("config reload not supported for " + String.join(", ", fixed));
        }
        LogOptions wanted =
                start.log().withDetails(log.streaming(), start.log().core(), start.log().levels());
        return new Accepted(wanted, logChanges(log, wanted));
    }

    private static List<String> fixedChanges(ServerOptions old, ServerOptions wanted) {
        Changes changes = new Changes(": old=%s, new=%s");
        changes.compare("Host", old.host(), wanted.host());
        changes.compare("Port", old.port(), wanted.port());
        changes.compare("HTTPHost", old.monitoringHost(), wanted.monitoringHost());
        changes.compare("HTTPPort", old.monitoringPort(), wanted.monitoringPort());
        changes.compare("ServerName", old.serverName(), wanted.serverName());
        NatsServerOptions nats = old.nats();
        NatsServerOptions then = wanted.nats();
        changes.compare("MaxConn", nats.maxConnections(), then.maxConnections());
        changes.compare("MaxSubs", nats.maxSubscriptions(), then.maxSubscriptions());
        changes.compare("MaxPayload", nats.maxPayloadBytes(), then.maxPayloadBytes());
        changes.compare("MaxPending", nats.maxPendingBytes(), then.maxPendingBytes());
        changes.compare("MaxControlLine", nats.maxControlLineBytes(), then.maxControlLineBytes());
        changes.compare("PingInterval", nats.pingInterval(), then.pingInterval());
        changes.compare("MaxPingsOut", nats.pingMax(), then.pingMax());
        changes.compare("WriteDeadline", nats.writeDeadline(), then.writeDeadline());
        return changes.lines;
    }

    private static List<String> logChanges(LogOptions old, LogOptions wanted) {
        Changes changes = new Changes(" = %2$s");
        changes.compare("debug", old.core().debug(), wanted.core().debug());
        changes.compare("trace", old.core().trace(), wanted.core().trace());
        changes.compare("logtime", old.timestamps(), wanted.timestamps());
        changes.compare("log_format", old.shape(), wanted.shape());
        changes.compare("log_levels", old.levels(), wanted.levels());
        changes.compare("log_file", file(old.destination()), file(wanted.destination()));
        changes.compare(
                "logfile_size_limit", limit(old.destination()), limit(wanted.destination()));
        changes.compare(
                "syslog",
                old.destination() instanceof Destination.LocalSyslog,
                wanted.destination() instanceof Destination.LocalSyslog);
        changes.compare("remote_syslog", remote(old.destination()), remote(wanted.destination()));
        return changes.lines;
    }

    private static String file(Destination destination) {
        return destination instanceof Destination.File file ? file.path().toString() : "";
    }

    private static long limit(Destination destination) {
        return destination instanceof Destination.File file ? file.sizeLimitBytes() : 0;
    }

    private static String remote(Destination destination) {
        return destination instanceof Destination.RemoteSyslog remote ? remote.url() : "";
    }

    /** What two configurations have different; confined to one comparison. */
    final class Changes {
        private final String format;
        private final List<String> lines = new ArrayList<>();

        private Changes(String format) {
            this.format = format;
        }

        private void compare(String option, Object old, Object wanted) {
            if (!Objects.equals(old, wanted)) {
                lines.add(option + format.formatted(old, wanted));
            }
        }
    }
}
