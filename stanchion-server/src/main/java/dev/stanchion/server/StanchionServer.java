package dev.stanchion.server;

import dev.stanchion.engine.EngineStartException;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.nats.ListenException;
import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.link.LinkException;
import dev.stanchion.nats.tls.TlsException;
import dev.stanchion.server.StartException.Part;
import dev.stanchion.server.api.Reloader;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.server.monitoring.MonitoringException;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.MemoryStore;
import dev.stanchion.store.file.journal.Journal;
import dev.stanchion.store.file.journal.NoJournal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/**
 * A running server: NATS, streaming and a store in one process.
 *
 * <pre>{@code
 * try (StanchionServer server = StanchionServer.start(options)) {
 *     connectTo(server.clientUrl());
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Several servers in one process share nothing. They log through
 * SLF4J, so the embedding program decides about its log.
 */
public final class StanchionServer implements AutoCloseable {
    private final Assembly assembly;
    private final Assembly.Ports ports;
    private final String host;
    private ServerOptions options;

    private StanchionServer(ServerOptions options, Assembly assembly, Assembly.Ports ports) {
        this.options = options;
        this.assembly = assembly;
        this.ports = ports;
        this.host = options.host();
    }

    /**
     * Starts a server; it is ready for clients when this returns. A member of a group follows when
     * this returns, and may be active soon.
     *
     * @throws StartException if it cannot start; then everything is stopped again
     */
    public static StanchionServer start(ServerOptions options) {
        if (options.ftGroup().isPresent()) {
            return start(options, storesOfGroup(options), new NoJournal(), Harness.NONE);
        }
        StoreChoice store = options.store();
        if (store instanceof StoreChoice.Memory) {
            return startInMemory(options);
        }
        if (store instanceof StoreChoice.File(Path directory, FileStoreOptions file)) {
            return start(options, storeIn(directory, file));
        }
        if (store instanceof StoreChoice.Sql sql) {
            return start(options, SqlStoreOfServer.of(sql, new SecureEntropy(), Clock.systemUTC()));
        }
        throw new AssertionError("a server with this store is always in a group: " + store);
    }

    private static StanchionServer startInMemory(ServerOptions options) {
        Journal journal = JournalOfServer.of(options);
        return start(
                options,
                StoresOfServer.only(options, new MemoryStore(journal)),
                journal,
                Harness.NONE);
    }

    /**
     * Starts a server with a store of the caller; it is ready for clients when this returns. The
     * option for the session journal has no effect then.
     *
     * @param store for this server only; the server closes it, even if it cannot start
     * @throws StartException if it cannot start; then everything is stopped again
     */
    public static StanchionServer start(ServerOptions options, Store store) {
        return start(options, StoresOfServer.only(options, store), new NoJournal(), Harness.NONE);
    }

    /**
     * Does the same as the other method, with a harness around the bus and the store.
     *
     * @throws ConfigurationException if the options name a group of servers
     */
    public static StanchionServer start(ServerOptions options, Store store, Harness harness) {
        if (options.ftGroup().isPresent()) {
            store.close();
            throw new ConfigurationException(
                    "ft_group", "ft_group: a member of a group takes no harness; leave one off");
        }
        return start(
                options,
                StoresOfServer.only(options, harness.around(store)),
                new NoJournal(),
                harness);
    }

    private static Store storeIn(Path directory, FileStoreOptions file) {
        try {
            return StoresOfServer.inDirectory(directory, file);
        } catch (StoreException e) {
            throw new StartException(Part.STREAMING, text(e), e);
        }
    }

    private static Stores.OfGroup storesOfGroup(ServerOptions options) {
        try {
            return StoresOfServer.ofGroup(options, options.ftGroup().orElseThrow());
        } catch (StoreException e) {
            throw new StartException(Part.STREAMING, text(e), e);
        }
    }

    private static StanchionServer start(
            ServerOptions options, Stores stores, Journal journal, Harness harness) {
        Assembly assembly = new Assembly(options, stores, journal, harness);
        try {
            return new StanchionServer(options, assembly, assembly.start());
        } catch (ListenException | MonitoringException | TlsException e) {
            throw stopped(assembly, new StartException(Part.CORE, text(e), e));
        } catch (LinkException e) {
            throw stopped(assembly, new StartException(Part.STREAMING, text(e), e));
        } catch (StoreException | EngineStartException e) {
            throw stopped(assembly, new StartException(Part.STREAMING, text(e), e));
        } catch (RuntimeException bug) {
            throw stopped(assembly, bug);
        }
    }

    private static <T extends RuntimeException> T stopped(Assembly assembly, T why) {
        try {
            assembly.close();
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
        return why;
    }

    private static String text(Throwable e) {
        return String.valueOf(e.getMessage());
    }

    /**
     * Returns the port that clients connect to, which the system may have chosen; with an external
     * NATS, that of its first server.
     */
    public int port() {
        return ports.port();
    }

    /** Returns the port of the monitoring pages; {@link ServerOptions#NO_MONITORING} if none. */
    public int monitoringPort() {
        return ports.monitoringPort();
    }

    /** Returns what a client on this machine connects to: {@code nats://127.0.0.1:4222}. */
    public String clientUrl() {
        if (options.externalNats().isPresent()) {
            return ports.urls().nats().getFirst();
        }
        return "nats://" + ClientAddress.reachable(host) + ":" + ports.port();
    }

    /**
     * Returns what completes if a member of a group can never be active, with the reason: the store
     * belongs to another cluster ID, or is damaged. The caller closes the server then.
     */
    public CompletionStage<StartException> failure() {
        return assembly.failure()
                .thenApply(why -> new StartException(Part.STREAMING, text(why), why));
    }

    /** Returns whether the server serves clients, as it always does without a group. */
    public boolean isActive() {
        return assembly.isActive();
    }

    /** Returns the URLs of all its ports, as they were at its start. */
    public ServerUrls urls() {
        return ports.urls();
    }

    /**
     * Sends all clients away before a stop. Nobody can connect any more. The server tells clients
     * that understand it, and closes connections one by one in the time of the options. It
     * continues until it is closed.
     *
     * @return completes on some thread when the last client has been told; never if the server is
     *     closed before
     */
    public CompletionStage<Void> lameDuck() {
        return assembly.lameDuck();
    }

    /**
     * Returns a stage that completes on some thread when another server has taken the store over.
     * From then on the server answers nobody and sends nothing; all that is left is to close it.
     */
    public CompletionStage<StoreException> storeLost() {
        return assembly.storeLost();
    }

    /**
     * Changes the rules about who may connect, and reads certificates again. Connections stay open,
     * except those of clients that could not connect any more.
     *
     * @throws dev.stanchion.nats.tls.TlsException if a file cannot be used; nothing changes then
     * @throws ConfigurationException if the rules do not fit the options of this server; nothing
     *     changes then
     */
    public synchronized void reload(NatsSecurity security) {
        options.requireSecurity(security);
        assembly.reload(security);
    }

    /** Returns what {@link #reload(ServerOptions)} would do with other options. */
    public synchronized ReloadPlan planReload(ServerOptions wanted) {
        return ReloadPlan.between(options, wanted);
    }

    /**
     * Takes the options that can change while the server runs: security, as {@link
     * #reload(NatsSecurity)}; the limits of the NATS part for new connections; policies; the
     * address that it announces; and how it sends clients away.
     *
     * @return the plan; if it has refusals, nothing was changed
     * @throws dev.stanchion.nats.tls.TlsException if a file cannot be used; all stays as it is then
     * @throws ConfigurationException if the rules do not go with the options of this server; all
     *     stays as it is then
     */
    public synchronized ReloadPlan reload(ServerOptions wanted) {
        ReloadPlan plan = planReload(wanted);
        if (plan.refusals().isEmpty()) {
            ServerOptions reloaded = options.reloaded(wanted);
            assembly.reload(reloaded);
            options = reloaded;
        }
        return plan;
    }

    /**
     * Lets administrators reload the configuration through the API of the monitoring port. Without
     * this the API refuses it.
     */
    public void reloadedBy(Reloader reloader) {
        assembly.reloadedBy(reloader);
    }

    /**
     * Stops the server: what was published is acknowledged, everything queued is written, then
     * connections are closed. Takes a few seconds at the most. Idempotent.
     */
    @Override
    public void close() {
        assembly.close();
    }
}
