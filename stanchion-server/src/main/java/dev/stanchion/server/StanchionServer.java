package dev.stanchion.server;

import dev.stanchion.engine.EngineStartException;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.nats.ListenException;
import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.tls.TlsException;
import dev.stanchion.server.StartException.Part;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.server.monitoring.MonitoringException;
import dev.stanchion.store.file.FileStore;
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
 * <p>Safe for use by many threads. Several servers in one process share nothing. What they log goes
 * to SLF4J; a program that embeds one decides where that ends up.
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
     * Starts a server; it is ready for clients when this returns.
     *
     * @throws StartException if it cannot; everything is stopped again then
     */
    public static StanchionServer start(ServerOptions options) {
        return switch (options.store()) {
            case StoreChoice.Memory ignored -> {
                Journal journal = JournalOfServer.of(options);
                yield start(options, new MemoryStore(journal), journal);
            }
            case StoreChoice.File(Path directory, FileStoreOptions file) ->
                    start(options, new FileStore(directory, file));
            case StoreChoice.Sql sql ->
                    start(
                            options,
                            SqlStoreOfServer.of(sql, new SecureEntropy(), Clock.systemUTC()));
        };
    }

    /**
     * Starts a server that records in a store of the caller's; it is ready for clients when this
     * returns. A session journal is the store's own business then.
     *
     * @param store nobody else uses it; the server closes it, even if it cannot start
     * @throws StartException if it cannot; everything is stopped again then
     */
    public static StanchionServer start(ServerOptions options, Store store) {
        return start(options, store, new NoJournal());
    }

    private static StanchionServer start(ServerOptions options, Store store, Journal journal) {
        Assembly assembly = new Assembly(options, options.storeEncryption().around(store), journal);
        try {
            return new StanchionServer(options, assembly, assembly.start());
        } catch (ListenException | MonitoringException | TlsException e) {
            throw stopped(assembly, new StartException(Part.CORE, text(e), e));
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

    private static String text(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** Returns the port that clients connect to, which the system may have chosen. */
    public int port() {
        return ports.port();
    }

    /** Returns the port of the monitoring pages; {@link ServerOptions#NO_MONITORING} if none. */
    public int monitoringPort() {
        return ports.monitoringPort();
    }

    /** Returns what a client on this machine connects to: {@code nats://127.0.0.1:4222}. */
    public String clientUrl() {
        return "nats://" + ClientAddress.reachable(host) + ":" + ports.port();
    }

    /** Returns where all of its ports are reached, as they were when it started. */
    public ServerUrls urls() {
        return ports.urls();
    }

    /**
     * Sends all clients away before a stop: nobody can connect any more, clients that understand it
     * are told, and connections are closed one by one over the time that the options say. The
     * server goes on until it is closed.
     *
     * @return completed on some thread when the last client has been told to go; not if the server
     *     is closed before
     */
    public CompletionStage<Void> lameDuck() {
        return assembly.lameDuck();
    }

    /**
     * Takes other rules about who may connect, and reads certificates again. Connections stay,
     * except those whose client could not come in any more.
     *
     * @throws dev.stanchion.nats.tls.TlsException if a file cannot be used; all stays as it is then
     * @throws ConfigurationException if the rules do not go with the options of this server; all
     *     stays as it is then
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
     * Takes what of other options can change while the server runs: who may connect and how it is
     * encrypted, as {@link #reload(NatsSecurity)}; what the NATS part allows the connections that
     * come from now on; the address that it advertises; and how it sends clients away.
     *
     * @return what was done; if it has refusals, nothing
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
     * Stops the server: what was published is acknowledged, everything queued is written, then
     * connections are closed. Takes a few seconds at the most. Idempotent.
     */
    @Override
    public void close() {
        assembly.close();
    }
}
