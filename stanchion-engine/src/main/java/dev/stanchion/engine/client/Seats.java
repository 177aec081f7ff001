package dev.stanchion.engine.client;

import dev.stanchion.engine.failure.Fence;
import dev.stanchion.engine.failure.StoreFailures;
import dev.stanchion.engine.registration.Allowance;
import dev.stanchion.engine.registration.Cost;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client IDs in use, each with its {@link Seat}. Makes clients known to the store and to all
 * shards, asks them whether they live, and has all forget those that are gone.
 */
@ShardOwned
final class Seats {
    private static final Logger LOG = LoggerFactory.getLogger(Seats.class);

    private final Shards shards;
    private final ShardExecutor shard;
    private final List<ClientDirectory> directories;
    private final ClientLog log;
    private final HeartbeatRules rules;
    private final Allowance allowance;
    private final Fence fence;
    private final ReplyInboxes inboxes;
    private final RecentConnects connects = new RecentConnects();
    private final StoreFailures unregistered;
    private final StoreFailures undeleted;
    private final Map<String, Seat> seats = new HashMap<>();
    private long lastGeneration;
    private boolean isClosed;

    /**
     * @param directories one for each shard, used on that shard only
     */
    Seats(
            Shards shards,
            List<ClientDirectory> directories,
            ClientLog log,
            HeartbeatRules rules,
            Allowance allowance,
            Fence fence,
            ReplyInboxes inboxes) {
        this.shards = shards;
        this.shard = shards.executor(Shards.REGISTRY);
        this.directories = List.copyOf(directories);
        this.log = log;
        this.rules = rules;
        this.allowance = allowance;
        this.fence = fence;
        this.inboxes = inboxes;
        this.unregistered =
                new StoreFailures(shard, "Clients cannot be registered", LOG::error, LOG::info);
        this.undeleted =
                new StoreFailures(
                        shard, "Clients that are gone may come back", LOG::error, LOG::info);
    }

    /** Stops asking clients; they are told nothing. */
    void close() {
        isClosed = true;
        seats.values().forEach(seat -> seat.heartbeat().stop());
        unregistered.end();
        undeleted.end();
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Takes back the clients of an earlier run; {@code done} runs when all shards know them. */
    void recover(List<ClientRecord> records, Runnable done) {
        List<Session> sessions = records.stream().map(record -> newSession(record, "")).toList();
        for (Session session : sessions) {
            Seat seat = new Seat(session, null, heartbeatOf(session), Seat.State.LIVE);
            seats.put(session.clientId(), seat);
            allowance.take(Cost.ofClient(session.record()));
        }
        shards.tellAll(Shards.REGISTRY, i -> sessions.forEach(directories.get(i)::register), done);
    }

    /** Begins to ask recovered clients whether they live. */
    void startHeartbeats() {
        seats.values().forEach(seat -> seat.heartbeat().start());
    }

    /** Returns how often a client ID has connected in the last five minutes. */
    int recentConnects(String clientId) {
        return connects.of(clientId, shard.elapsedNanos());
    }

    /** Returns the seat of each client ID in use. */
    Map<String, Seat> all() {
        return seats;
    }

    /** Returns the seat of a client ID; null if nobody uses it. */
    @Nullable Seat of(String clientId) {
        return seats.get(clientId);
    }

    /** Returns the seat of a client, unless another one has its ID by now. */
    @Nullable Seat of(Session session) {
        Seat seat = seats.get(session.clientId());
        boolean isSame = seat != null && seat.session().generation() == session.generation();
        return isSame ? seat : null;
    }

    /** Returns the seat that a connection has got already, if only the answer may be lost. */
    @Nullable Seat of(Challenge challenge) {
        for (Seat seat : seats.values()) {
            if (seat.state() == Seat.State.LIVE && challenge.isOf(seat.session().record())) {
                return seat;
            }
        }
        return null;
    }

    /**
     * Returns the seat of the client that has sent a request. A client that shares subjects may
     * send requests before it is registered, if it does not wait.
     */
    @Nullable Seat of(Caller caller) {
        if (caller.token().isEmpty()) {
            Seat seat = seats.get(caller.clientId());
            return seat != null && seat.session().sharesSubjects() ? seat : null;
        }
        Client client = directories.get(Shards.REGISTRY).find(caller);
        return client == null ? null : of(client.session());
    }

    boolean hasRoomFor(ClientRecord record) {
        return allowance.hasRoomFor(Cost.ofClient(record));
    }

    /** Says why there is no room for a client. */
    String fullText() {
        return allowance.refusal();
    }

    /**
     * Gives a client ID that is free to a client.
     *
     * @param outcome succeeds once the store and all shards know the client
     */
    void give(ClientRecord record, Origin origin, Outcome<Seat> outcome) {
        allowance.take(Cost.ofClient(record));
        Session session = newSession(record, origin.description());
        Seat seat = new Seat(session, origin, heartbeatOf(session), Seat.State.REGISTERING);
        seats.put(session.clientId(), seat);
        connects.happened(session.clientId(), shard.elapsedNanos());
        Runnable known = () -> registered(seat, outcome);
        log.put(
                record,
                shard,
                fence.around(
                        Outcome.of(
                                done ->
                                        shards.tellAll(
                                                Shards.REGISTRY,
                                                i -> directories.get(i).register(session),
                                                known),
                                why -> {
                                    unregistered.happened(
                                            "[Client:%s], %s"
                                                    .formatted(
                                                            session.clientId(), why.getMessage()),
                                            why);
                                    leave(seat);
                                    outcome.failed(why);
                                    goOn(seat);
                                })));
    }

    private void registered(Seat seat, Outcome<Seat> outcome) {
        seat.live();
        if (!isClosed) { // it may have closed while the client was being recorded
            seat.heartbeat().start();
        }
        outcome.succeeded(seat);
        goOn(seat);
    }

    private Session newSession(ClientRecord record, String address) {
        return new Session(++lastGeneration, record, address, shard.epochNanos());
    }

    private Heartbeat heartbeatOf(Session session) {
        return new Heartbeat(
                shard,
                inboxes,
                rules,
                session.record().heartbeatInbox(),
                (missed, heardNanosAgo) -> failing(session, missed, heardNanosAgo),
                () -> givenUp(session),
                new Attendance(
                        session,
                        log,
                        rules.showsConnections(),
                        isConnected -> connected(session, isConnected)));
    }

    private void connected(Session session, boolean isConnected) {
        long now = shard.epochNanos();
        shards.tellAll(
                Shards.REGISTRY,
                i -> directories.get(i).connected(session, isConnected, now),
                () -> {});
    }

    private void failing(Session session, int missed, long heardNanosAgo) {
        long heardEpochNanos = shard.epochNanos() - heardNanosAgo;
        shards.tellAll(
                Shards.REGISTRY,
                i -> directories.get(i).failing(session, missed, heardEpochNanos),
                () -> {});
    }

    private void givenUp(Session session) {
        LOG.error("[Client:{}] Timed out on heartbeats", session.clientId());
        Seat seat = of(session);
        if (seat != null && seat.state() != Seat.State.CLOSING) {
            free(seat, () -> {});
        }
    }

    /**
     * Forgets a client on all shards, then in the store. A crash in between leaves it registered,
     * and its heartbeats will end it. The connection that challenged it is let in before all
     * others.
     */
    void free(Seat seat, Runnable forgotten) {
        Session session = seat.session();
        seat.closing();
        seat.heartbeat().stop();
        shards.askAll(
                Shards.REGISTRY,
                (i, done) -> directories.get(i).unregister(session, done),
                () ->
                        log.delete(
                                session.clientId(),
                                shard,
                                fence.around(whenDeleted(session, () -> freed(seat, forgotten)))));
    }

    private Outcome<Outcome.Done> whenDeleted(Session session, Runnable then) {
        return Outcome.of(
                done -> then.run(),
                why -> {
                    undeleted.happened(
                            "[Client:" + session.clientId() + "], " + why.getMessage(), why);
                    then.run();
                });
    }

    private void freed(Seat seat, Runnable forgotten) {
        leave(seat);
        LOG.debug(
                "[Client:{}] Closed (Inbox={})",
                seat.session().clientId(),
                seat.session().record().heartbeatInbox());
        forgotten.run();
        goOn(seat);
    }

    private void leave(Seat seat) {
        seats.remove(seat.session().clientId());
        allowance.give(Cost.ofClient(seat.session().record()));
    }

    /**
     * Runs the waiting requests. If an earlier one has changed the state again, a later one waits
     * for the next time.
     */
    private static void goOn(Seat seat) {
        List<Runnable> waited = List.copyOf(seat.waiting());
        seat.waiting().clear();
        waited.forEach(Runnable::run);
    }
}
