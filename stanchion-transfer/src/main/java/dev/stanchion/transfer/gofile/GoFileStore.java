package dev.stanchion.transfer.gofile;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.protocol.ChannelName;
import dev.stanchion.protocol.ServerInfo;
import dev.stanchion.store.file.StoreDirectory;
import dev.stanchion.store.file.disk.DiskTrouble;
import dev.stanchion.transfer.Findings;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.TransferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A directory in which the Go server has kept everything. It is read and never changed.
 *
 * <pre>
 *   server.dat        the identity of the server
 *   clients.dat       clients
 *   .rootdir.lck      locked by the active server of a fault tolerance group
 *   tickets.created/  a channel
 * </pre>
 */
public final class GoFileStore implements Source {
    private static final String SERVER = "server.dat";
    private static final String CLIENTS = "clients.dat";

    private final Path root;
    private final GroupLock lock;
    private final Fingerprint atOpening;
    private final Findings findings = new Findings();
    private final Options options;
    private final Optional<ServerInfo> info;

    /**
     * What the caller knows better than the directory.
     *
     * @param clusterId used if the directory does not say it; may be empty
     * @param messagesOnly whether clients and subscriptions are left out
     * @param polynomial of the checksums
     */
    public record Options(String clusterId, boolean messagesOnly, Polynomial polynomial) {
        /** The directory knows everything. */
        public static final Options DEFAULTS = new Options("", false, Polynomial.DEFAULT);
    }

    private GoFileStore(Path root, GroupLock lock, Fingerprint atOpening, Options options) {
        this.root = root;
        this.lock = lock;
        this.atOpening = atOpening;
        this.options = options;
        this.info = ServerFile.read(root.resolve(SERVER), options.polynomial());
    }

    /** Returns whether a directory looks like one of the Go server. */
    public static boolean isAt(Path root) {
        return StoreDirectory.hasGoFiles(root);
    }

    /**
     * Opens a directory.
     *
     * @throws TransferException if it is no such directory, or a server uses it
     */
    public static GoFileStore open(Path root, Options options) {
        try {
            requireGoStore(root);
            requireUnused(root);
            GroupLock lock = GroupLock.take(root);
            if (lock == null) {
                throw inUse(root, "it holds the lock " + root.resolve(".rootdir.lck"));
            }
            GoFileStore store = new GoFileStore(root, lock, Fingerprint.of(root), options);
            store.requireStandalone();
            return store;
        } catch (IOException e) {
            throw unreadable(root, e);
        } catch (UncheckedIOException e) {
            throw unreadable(root, Objects.requireNonNull(e.getCause()));
        }
    }

    /**
     * Opens the directory of a server that runs, and of which more is read later. What the server
     * writes during the reading may look damaged.
     *
     * @throws TransferException if it is no such directory
     */
    public static GoFileStore openRunning(Path root, Options options) {
        try {
            requireGoStore(root);
            GoFileStore store =
                    new GoFileStore(root, GroupLock.none(), Fingerprint.NOTHING, options);
            store.requireStandalone();
            return store;
        } catch (IOException e) {
            throw unreadable(root, e);
        } catch (UncheckedIOException e) {
            throw unreadable(root, Objects.requireNonNull(e.getCause()));
        }
    }

    /** Returns the process of this machine that has the files open, as far as that is visible. */
    public static OptionalLong userOf(Path root) {
        for (String name : List.of(CLIENTS, SERVER)) {
            OptionalLong user = OpenFiles.userOf(root.resolve(name));
            if (user.isPresent()) {
                return user;
            }
        }
        return OptionalLong.empty();
    }

    private static void requireGoStore(Path root) throws IOException {
        if (!isAt(root)) {
            Files.readAttributes(root, BasicFileAttributes.class); // fails if it is missing
            throw new TransferException(
                    root + " is no file store of the Go server: it has no " + SERVER,
                    "Name the directory that the Go server has as -dir.");
        }
    }

    private static void requireUnused(Path root) {
        OptionalLong user = userOf(root);
        if (user.isPresent()) {
            throw inUse(root, "process %d has its files open".formatted(user.getAsLong()));
        }
    }

    private static TransferException inUse(Path root, String sign) {
        return new TransferException(
                "a Go server uses %s: %s".formatted(root, sign),
                "Stop it first, or import a copy or a snapshot of the directory.");
    }

    private void requireStandalone() {
        boolean isMember = info.isPresent() && !info.get().nodeId().isEmpty();
        if (isMember && !options.messagesOnly()) {
            throw new TransferException(
                    root
                            + " belongs to the member %s of a cluster, whose clients and subscriptions"
                                    .formatted(info.get().nodeId())
                            + " are in its Raft log",
                    "Import it with 'stanchion import %s --cluster_log_path LOG --into NEW', or its"
                                    .formatted(root)
                            + " messages alone with --messages-only.");
        }
    }

    private static TransferException unreadable(Path path, IOException failure) {
        String why =
                switch (failure) {
                    case NoSuchFileException ignored -> "there is no such directory";
                    case NotDirectoryException ignored -> "it is no directory";
                    default -> DiskTrouble.of(failure);
                };
        return new TransferException(
                "%s cannot be read: %s".formatted(path, why), "Check the name.", failure);
    }

    @Override
    public ServerRecord server() {
        if (info.isPresent()) {
            return GoRecords.serverOf(info.get());
        }
        if (options.clusterId().isEmpty()) {
            throw new TransferException(
                    root.resolve(SERVER) + " is missing or damaged, so the cluster ID is unknown",
                    "Use --cluster ID to say which one it was; and --file_crc_poly if the Go server"
                            + " had that flag.");
        }
        String id = options.clusterId();
        return new ServerRecord(id, "_STAN.discover", id);
    }

    @Override
    public List<ClientRecord> clients() {
        return options.messagesOnly()
                ? List.of()
                : ClientsFile.read(root.resolve(CLIENTS), options.polynomial(), findings);
    }

    @Override
    public List<SourceChannel> channels() {
        List<SourceChannel> channels = new ArrayList<>();
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : entries.filter(this::mayBeChannel).sorted().toList()) {
                channelAt(entry)
                        .filter(this::hasUsableName)
                        .map(this::withWhatIsWanted)
                        .ifPresent(channels::add);
            }
        } catch (IOException e) {
            throw unreadable(root, e);
        }
        return channels;
    }

    private Optional<ChannelDirectory> channelAt(Path entry) throws IOException {
        try {
            return ChannelDirectory.of(entry, options.polynomial(), findings);
        } catch (NoSuchFileException e) {
            return Optional.empty(); // a server that runs deletes channels
        }
    }

    private boolean mayBeChannel(Path entry) {
        return Files.isDirectory(entry) && !entry.equals(StoreDirectory.besideGoFiles(root));
    }

    private boolean hasUsableName(SourceChannel channel) {
        boolean isUsable = ChannelName.isValid(channel.name());
        if (!isUsable) {
            findings.loss(
                    root.resolve(channel.name()).toString(),
                    "no channel can have this name; the directory is left out");
        }
        return isUsable;
    }

    private SourceChannel withWhatIsWanted(SourceChannel channel) {
        return options.messagesOnly() ? new MessagesOnly(channel) : channel;
    }

    @Override
    public Findings findings() {
        return findings;
    }

    /** Returns a text that is the same as long as no server writes to the files. */
    public String fingerprint() {
        return atOpening.ofSizes(root);
    }

    @Override
    public void requireUnchanged() {
        try {
            if (!Fingerprint.of(root).equals(atOpening)) {
                throw inUse(root, "its files have changed during the import");
            }
        } catch (IOException e) {
            throw unreadable(root, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw unreadable(root, e);
        }
    }
}
