package dev.stanchion.cli.bench;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.audience.Audience;
import dev.stanchion.load.server.Durability;
import dev.stanchion.load.server.ServerChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags for the measured servers. */
final class ServerFlags {
    @Option(
            names = {"-u", "--url"},
            paramLabel = "URL",
            description = "URL of a running server to measure: nats://localhost:4222")
    private @Nullable String url;

    @Option(
            names = "--server-cmd",
            paramLabel = "COMMAND",
            description =
                    "Command that starts the server to measure. It is started again for each shape."
                            + " {port}, {monitoring}, {cluster} and {dir} in the command are replaced. If there is no {port}, the"
                            + " flags -a, -p, -cid, -mc and -msu are added. Default: this Stanchion")
    private @Nullable String command;

    @Option(
            names = "--against",
            paramLabel = "URL",
            description =
                    "URL of a second running server. Measures both in turn and prints ratios.")
    private @Nullable String againstUrl;

    @Option(
            names = "--against-cmd",
            paramLabel = "COMMAND",
            description = "Command that starts the second server, see --server-cmd.")
    private @Nullable String againstCommand;

    @Mixin private JetStreamFlags jetStream = new JetStreamFlags();

    @Option(
            names = {"-c", "--cluster"},
            paramLabel = "ID",
            defaultValue = "test-cluster",
            description = "Cluster ID of servers given by URL. Default: ${DEFAULT-VALUE}")
    private String cluster = "";

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description =
                    "Process ID of the server at --url. Default: the process that has the port open")
    private @Nullable Long pid;

    @Option(
            names = "--against-pid",
            paramLabel = "PID",
            description = "Process ID of the server at --against.")
    private @Nullable Long againstPid;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the server in tables. Default: its URL or its program")
    private @Nullable String name;

    @Option(
            names = "--against-name",
            paramLabel = "NAME",
            description = "Name of the second server in tables. Default: its URL or its program")
    private @Nullable String againstName;

    @Option(
            names = "--viewers",
            paramLabel = "N",
            description =
                    "Have N dashboards open at the server, with a live tail for every five and a search"
                            + " for every ten, in turn with the same server at which nobody looks.")
    private @Nullable Integer viewers;

    /**
     * Returns who looks at the server.
     *
     * @throws IllegalArgumentException if there are too many
     */
    Audience audience() {
        return viewers == null ? Audience.NONE : Audience.of(viewers);
    }

    /**
     * Returns the servers; the first is the one in question.
     *
     * @throws IllegalArgumentException if flags contradict each other
     */
    List<ServerChoice> chosen() {
        return chosen(jetStream.durability());
    }

    /** Returns what the servers keep. */
    Durability durability() {
        return jetStream.durability();
    }

    /**
     * Returns the servers with the stores of a baseline.
     *
     * @throws IllegalArgumentException if flags contradict each other or the baseline
     */
    List<ServerChoice> keeping(Durability recorded) {
        if (jetStream.hasDurability() && jetStream.durability() != recorded) {
            throw new IllegalArgumentException(
                    "--check: the baseline is of --durability " + recorded.key());
        }
        boolean isGivenStores = recorded != Durability.MEMORY;
        if (isGivenStores && (url != null || againstUrl != null)) {
            throw new IllegalArgumentException(
                    "--check: the baseline is of --durability "
                            + recorded.key()
                            + ", so bench has to start the servers: leave out --url and --against");
        }
        List<ServerChoice> servers = new ArrayList<>(chosen(recorded));
        if (isGivenStores) {
            for (int i = command == null ? 1 : 0; i < servers.size(); i++) {
                if (servers.get(i) instanceof ServerChoice.Command started) {
                    servers.set(i, started.with(recorded.streamingFlags()));
                }
            }
        }
        return servers;
    }

    private List<ServerChoice> chosen(Durability kept) {
        one("--url", url, "--server-cmd", command);
        one("--against", againstUrl, "--against-cmd", againstCommand);
        needs("--pid", pid, "--url", url);
        needs("--against-pid", againstPid, "--against", againstUrl);
        if (viewers != null) {
            return List.of(lookedAt());
        }
        List<ServerChoice> servers = new ArrayList<>();
        if (url == null && command == null) {
            List<String> flags = kept.streamingFlags();
            servers.add(named(OwnServer.command().with(flags), name));
        } else if (jetStream.hasDurability()) {
            throw new IllegalArgumentException(
                    "--durability chooses the store of this Stanchion: leave out --url and"
                            + " --server-cmd, or give the store in --server-cmd");
        } else {
            servers.add(choice(url, command, pid, name));
        }
        if (againstUrl != null || againstCommand != null) {
            servers.add(choice(againstUrl, againstCommand, againstPid, againstName));
        }
        jetStream.server(kept).ifPresent(servers::add);
        return distinct(servers);
    }

    /** The driver must know the monitoring port, and the token that the server writes. */
    private ServerChoice lookedAt() {
        if (url != null
                || againstUrl != null
                || againstCommand != null
                || jetStream.isPresent()
                || jetStream.hasDurability()) {
            throw new IllegalArgumentException(
                    "--viewers compares a server that is started with itself: leave out --url,"
                            + " --durability and what begins with --against");
        }
        if (command == null) {
            return named(OwnServer.command().monitored(), name);
        }
        ServerChoice choice = choice(null, command, null, name);
        if (choice instanceof ServerChoice.Command started && started.isMonitored()) {
            return choice;
        }
        throw new IllegalArgumentException(
                "--viewers: --server-cmd has no {monitoring} for a port: add -m {monitoring}");
    }

    private static void one(
            String first, @Nullable Object one, String second, @Nullable Object other) {
        if (one != null && other != null) {
            throw new IllegalArgumentException(first + " and " + second + " cannot be combined");
        }
    }

    private static void needs(
            String flag, @Nullable Object value, String other, @Nullable Object needed) {
        if (value != null && needed == null) {
            throw new IllegalArgumentException(flag + " needs " + other);
        }
    }

    private ServerChoice choice(
            @Nullable String url,
            @Nullable String command,
            @Nullable Long pid,
            @Nullable String name) {
        try {
            if (command != null) {
                return named(ServerChoice.Command.parse(command), name);
            }
            String address = url == null ? "" : url;
            return ServerChoice.Running.of(
                    name == null ? address : name,
                    address,
                    cluster,
                    pid == null ? OptionalLong.empty() : OptionalLong.of(pid));
        } catch (LoadException e) {
            throw new IllegalArgumentException(e.problem() + ". " + e.remedy(), e);
        }
    }

    private static ServerChoice named(ServerChoice.Command command, @Nullable String name) {
        return name == null ? command : command.named(name);
    }

    /**
     * Returns the servers with different names. A server compared with itself shows the noise of
     * the machine.
     */
    private static List<ServerChoice> distinct(List<ServerChoice> servers) {
        if (servers.size() == 2 && servers.get(0).name().equals(servers.get(1).name())) {
            ServerChoice second = servers.get(1).named(servers.get(1).name() + " (2)");
            return List.of(servers.get(0), second);
        }
        return servers;
    }
}
