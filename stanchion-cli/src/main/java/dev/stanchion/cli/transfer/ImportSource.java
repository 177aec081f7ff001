package dev.stanchion.cli.transfer;

import dev.stanchion.admin.http.MonitoringAddress;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.store.sql.Connections;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.TransferException;
import dev.stanchion.transfer.gofile.GoFileStore;
import dev.stanchion.transfer.live.LiveChannels;
import dev.stanchion.transfer.live.LiveSource;
import dev.stanchion.transfer.raft.ClusterMember;
import dev.stanchion.transfer.sql.DatabaseSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens what an import reads: the argument SOURCE. */
public final class ImportSource {
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private ImportSource() {}

    /**
     * Opens a source.
     *
     * @param options of a directory
     * @param raftLog where a member of a cluster has its Raft log
     * @param monitor the monitoring port of a server that runs
     * @throws TransferException if it cannot be opened
     */
    static Source open(
            String text,
            GoFileStore.Options options,
            Optional<Path> raftLog,
            Optional<MonitoringAddress> monitor,
            Map<String, String> environment) {
        Optional<DatabaseUrl> database = DatabaseUrl.parse("SOURCE", text, environment);
        if (database.isPresent()) {
            return DatabaseSource.open(database.get().connections(), options.messagesOnly());
        }
        if (isLive(text)) {
            return live(text, options.clusterId(), monitor);
        }
        if (text.contains("://")) {
            throw new TransferException(
                    "SOURCE: this version cannot import from there",
                    "Name a directory of the Go server, the URL of its database, or nats://HOST:PORT"
                            + " of a server that runs.");
        }
        return raftLog.<Source>map(log -> member(Path.of(text), log, options))
                .orElseGet(() -> GoFileStore.open(Path.of(text), options));
    }

    private static Source member(Path directory, Path log, GoFileStore.Options options) {
        GoFileStore messages =
                GoFileStore.open(
                        directory,
                        new GoFileStore.Options(options.clusterId(), true, options.polynomial()));
        try {
            return ClusterMember.open(messages, log);
        } catch (RuntimeException e) {
            messages.close();
            throw e;
        }
    }

    /** Returns whether a source, or a target, is the address of a server that runs. */
    static boolean isLive(String text) {
        return text.startsWith("nats://") || text.startsWith("tls://");
    }

    /**
     * Returns what connects to the database of an argument, again and again.
     *
     * @param name the argument, for errors
     * @throws TransferException if it is no URL of a database
     */
    public static Supplier<Connections> database(
            String name, String text, Map<String, String> environment) {
        DatabaseUrl url =
                DatabaseUrl.parse(name, text, environment)
                        .orElseThrow(() ->
                                new TransferException(
                                        name + ": this is no URL of a database",
                                        "Use a URL that begins with jdbc:postgresql:, jdbc:mariadb:"
                                                + " or jdbc:mysql:."));
        return url::connections;
    }

    /**
     * Opens the messages of a server that runs.
     *
     * @throws TransferException if it cannot be reached
     */
    public static Source live(String url, String clusterId, Optional<MonitoringAddress> monitor) {
        if (clusterId.isEmpty()) {
            throw new TransferException(
                    "--cluster is missing: a server answers only those who know its cluster ID",
                    "Add --cluster ID.");
        }
        if (monitor.isEmpty()) {
            throw new TransferException(
                    "--monitor is missing: a server tells its channels on its monitoring port only",
                    "Add --monitor http://HOST:8222; the server needs -m 8222.");
        }
        LiveChannels channels = new MonitoredChannels(monitor.get(), clusterId);
        channels.now(); // an error of the monitoring port is better told before any connection
        ConnectOptions options =
                ConnectOptions.builder(clusterId, ClientId.random("import")).url(url).build();
        return new LiveSource(clusterId, StreamingConnection.connect(options), channels, SILENCE);
    }

    /** Returns how an output names a source: the URL of a database contains its password. */
    public static String shown(String text) {
        int query = text.indexOf('?');
        int user = text.indexOf('@');
        int scheme = text.indexOf("//");
        String bare = query < 0 ? text : text.substring(0, query);
        return text.contains("://") && user > scheme && user < bare.length()
                ? bare.substring(0, scheme + 2) + bare.substring(user + 1)
                : bare;
    }
}
