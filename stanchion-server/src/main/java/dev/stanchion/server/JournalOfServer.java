package dev.stanchion.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.store.file.journal.FileJournal;
import dev.stanchion.store.file.journal.Journal;
import dev.stanchion.store.file.journal.NoJournal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.zip.CRC32C;

/** Finds the session journal of one server. Pure: it opens nothing. */
final class JournalOfServer {
    private static final int MAX_NAME = 200;

    private JournalOfServer() {}

    static Journal of(ServerOptions options) {
        return options.sessionJournal() instanceof SessionJournal.In(Path directory)
                ? new FileJournal(
                        directory.resolve(name(options)),
                        Clock.systemUTC(),
                        heartbeatWindow(options))
                : new NoJournal();
    }

    /** Returns how long the server keeps a silent client. */
    private static Duration heartbeatWindow(ServerOptions options) {
        Duration once = options.heartbeatInterval().plus(options.heartbeatTimeout());
        long times = options.heartbeatFailCount() + 1L;
        // Duration.multipliedBy() computes with BigDecimal, whose tables would slow the start.
        return Duration.ofSeconds(
                Math.multiplyExact(once.toSeconds(), times),
                Math.multiplyExact(once.toNanosPart(), times));
    }

    /** Whoever serves the clients of other servers is found by the first one's address. */
    private static String name(ServerOptions options) {
        return options.externalNats()
                .map(nats -> nats.servers().getFirst())
                .map(server -> name(options.clusterId() + "@" + server.host(), server.port()))
                .orElseGet(() -> name(options.clusterId(), options.port()));
    }

    /**
     * Returns the directory's name. Two servers never share a name, and no cluster ID leads out of
     * the parent directory.
     */
    static String name(String clusterId, int port) {
        StringBuilder safe = new StringBuilder();
        for (byte each : clusterId.getBytes(UTF_8)) {
            if (isSafe(each)) {
                safe.append((char) each);
            } else {
                safe.append('%').append("%02X".formatted(each));
            }
        }
        return (safe.length() > MAX_NAME ? shortened(safe, clusterId) : safe) + "-" + port;
    }

    private static boolean isSafe(byte character) {
        return (character >= '0' && character <= '9')
                || (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || character == '-'
                || character == '_';
    }

    private static String shortened(StringBuilder safe, String clusterId) {
        CRC32C checksum = new CRC32C();
        checksum.update(clusterId.getBytes(UTF_8));
        return "%s%%%08x".formatted(safe.substring(0, MAX_NAME), checksum.getValue());
    }
}
