package dev.stanchion.engine.client;

import dev.stanchion.engine.answer.Answers;
import dev.stanchion.engine.failure.Fence;
import dev.stanchion.engine.failure.StoreFailures;
import dev.stanchion.engine.identity.DuplicatePolicies;
import dev.stanchion.engine.identity.DuplicatePolicy;
import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.registration.Allowance;
import dev.stanchion.engine.registration.Cost;
import dev.stanchion.engine.shard.Countdown;
import dev.stanchion.engine.shard.Crossing;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.protocol.CloseResponse;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers clients. Every client ID in use has a {@link Seat}. The state of the seat decides about
 * every request for its ID. A request that cannot be decided yet waits until the state has settled.
 *
 * <p>Differs: if a holder closes itself while it is being probed, the connection that asked gets
 * the ID, and no other can slip in between ({@code spec/streaming.md} 15).
 */
@ShardOwned
public final class ClientRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRegistry.class);
    private static final long PROBE_TIMEOUT_NANOS = 500_000_000;
    private static final int MAX_WAITING = 64;

    private final Shards shards;
    private final ShardExecutor shard;
    private final List<ClientDirectory> directories;
    private final ClientLog log;
    private final Answers answers;
    private final Entropy entropy;
    private final ConnectionSubjects subjects;
    private final HeartbeatRules rules;
    private final DuplicatePolicies policies;
    private final Allowance allowance;
    private final Fence fence;
    private final ReplyInboxes inboxes;
    private final Blocks blocks;
    private final StoreFailures unregistered;
    private final StoreFailures undeleted;
    private final Map<String, Seat> seats = new HashMap<>();
    private final Map<String, SlotRound> slotRounds = new HashMap<>();
    private Duplicates duplicates = (clientId, wantedBy, heldBy) -> {};
    private long lastGeneration;
    private boolean isClosed;

    /**
     * @param directories one for each shard, used on that shard only
     */
    public ClientRegistry(
            Shards shards,
            List<ClientDirectory> directories,
            ClientLog log,
            Bus bus,
            Entropy entropy,
            ConnectionSubjects subjects,
            Answers answers,
            HeartbeatRules rules,
            DuplicatePolicies policies,
            Allowance allowance,
            Fence fence) {
        this.shards = shards;
        this.shard = shards.executor(Shards.REGISTRY);
        this.directories = List.copyOf(directories);
        this.log = log;
        this.answers = answers;
        this.entropy = entropy;
        this.subjects = subjects;
        this.rules = rules;
        this.policies = policies;
        this.allowance = allowance;
        this.fence = fence;
        this.inboxes = new ReplyInboxes(shard, bus, entropy);
        this.blocks = new Blocks(shard);
        this.unregistered =
                new StoreFailures(shard, "Clients cannot be registered", LOG::error, LOG::info);
        this.undeleted =
                new StoreFailures(
                        shard, "Clients that are gone may come back", LOG::error, LOG::info);
    }

    /** Hears of connections that were refused because others hold their client IDs. */
    @FunctionalInterface
    public interface Duplicates {
        void refused(String clientId, String wantedBy, String heldBy);
    }

    /** Tells of connections that are refused from now on because others hold their client IDs. */
    public void tellDuplicates(Duplicates listener) {
        duplicates = listener;
    }

    /** Begins to hear answers of clients. */
    public void open(Crossing crossing) {
        inboxes.open(crossing);
    }

    /** Stops asking clients; they are told nothing. */
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        seats.values().forEach(seat -> seat.heartbeat().stop());
        inboxes.close();
        unregistered.end();
        undeleted.end();
    }

    /** Takes back the clients of an earlier run; {@code done} runs when all shards know them. */
    public void recover(List<ClientRecord> records, Runnable done) {
        List<Session> sessions = records.stream().map(record -> newSession(record, "")).toList();
        for (Session session : sessions) {
            Seat seat = new Seat(session, null, heartbeatOf(session), Seat.State.LIVE);
            seats.put(session.clientId(), seat);
            allowance.take(Cost.ofClient(session.record()));
        }
        shards.tellAll(Shards.REGISTRY, i -> sessions.forEach(directories.get(i)::register), done);
    }

    /** Begins to ask recovered clients whether they live. */
    public void startHeartbeats() {
        seats.values().forEach(seat -> seat.heartbeat().start());
    }

    /** Returns the registered clients. */
    public List<Session> sessions() {
        return seats.values().stream().map(Seat::session).toList();
    }

    /** Returns whether the heartbeat inbox of a client certainly has no subscriber. */
    public boolean isAbsent(Session session) {
        return inboxes.isAbsent(session.record().heartbeatInbox());
    }

    /** Takes a connect request. */
    public void onConnect(BusMessage message) {
        assert shard.isCurrent();
        String reply = Subjects.replyOf(message);
        Optional<ConnectRequest> request =
                ConnectRequest.decode(
                        message.buffer(), message.payloadIndex(), message.payloadLength());
        String refusal = ConnectCheck.refusal(request, message.origin().rights());
        if (refusal == null) {
            Challenge challenge = new Challenge(request.orElseThrow(), reply, message.origin());
            Seat taken = message.origin().mayRepeat() ? seatOf(challenge) : null;
            if (taken == null) {
                connect(challenge);
            } else {
                answers.send(reply, subjects.welcome(taken.session().record())::encodeTo);
            }
        } else {
            refuse(reply, refusal);
        }
    }

    /** Returns the seat that a connection has got already, if only the answer may be lost. */
    private @Nullable Seat seatOf(Challenge challenge) {
        for (Seat seat : seats.values()) {
            if (seat.state() == Seat.State.LIVE && challenge.isOf(seat.session().record())) {
                return seat;
            }
        }
        return null;
    }

    private void connect(Challenge challenge) {
        if (isClosed) {
            return; // it has waited for a seat that the engine's end has overtaken
        }
        if (refusesBlocked(challenge.claimedId(), challenge)) {
            return;
        }
        switch (policies.of(challenge.claimedId())) {
            case DuplicatePolicy.Reject ignored -> claim(challenge, this::probe);
            case DuplicatePolicy.Replace ignored -> claim(challenge, this::replace);
            case DuplicatePolicy.Lease lease -> lease(challenge, lease.maxSlots());
        }
    }

    private void claim(Challenge challenge, BiConsumer<Seat, Challenge> whenInUse) {
        Seat seat = seats.get(challenge.claimedId());
        if (seat == null) {
            register(challenge.claimedId(), challenge);
            return;
        }
        switch (seat.state()) {
            case LIVE -> whenInUse.accept(seat, challenge);
            case PROBED -> refuseDuplicate(challenge, "another one is asking for it");
            case REGISTERING, CLOSING -> await(seat, challenge);
        }
    }

    private void await(Seat seat, Challenge challenge) {
        if (seat.waiting().size() < MAX_WAITING) {
            seat.waiting().add(() -> connect(challenge));
        } else {
            refuseDuplicate(challenge, "too many others are waiting for it");
        }
    }

    private void refuseDuplicate(Challenge challenge, String why) {
        LOG.warn(
                "[Client:{}] Refused {}: {}",
                challenge.claimedId(),
                challenge.origin().description(),
                why);
        duplicates.refused(
                challenge.claimedId(),
                challenge.origin().description(),
                holderOf(challenge.claimedId()));
        refuse(challenge.reply(), Refusal.CLIENT_ID_ALREADY_REGISTERED.text());
    }

    private String holderOf(String clientId) {
        Session session = session(clientId);
        if (session == null) {
            return "others";
        }
        return session.address().isEmpty() ? "a client of before the restart" : session.address();
    }

    private void probe(Seat seat, Challenge challenge) {
        seat.probedFor(challenge);
        inboxes.askWhilePresent(
                seat.session().record().heartbeatInbox(),
                PROBE_TIMEOUT_NANOS,
                lives -> {
                    if (challenge.equals(seat.challenger()) && seat.state() == Seat.State.PROBED) {
                        probed(seat, challenge, lives);
                    }
                });
    }

    private void probed(Seat seat, Challenge challenge, boolean lives) {
        if (lives) {
            seat.live();
            refuseDuplicate(
                    challenge,
                    "the client ID is in use by %s; give each copy an ID of its own, or the"
                                    .formatted(seat.holder())
                            + " server a policy: --duplicate-clients '%1$s=lease' or '%1$s=replace'"
                                    .formatted(challenge.claimedId()));
        } else {
            LOG.debug("[Client:{}] Replaced, was {}", challenge.claimedId(), seat.holder());
            forget(seat, () -> {}); // which lets the challenger in
        }
    }

    private void replace(Seat seat, Challenge challenge) {
        if (seat.isForeignTo(challenge.origin().rights())) {
            probe(seat, challenge);
            return;
        }
        LOG.info(
                "[Client:{}] {} replaces {}",
                challenge.claimedId(),
                challenge.origin().description(),
                seat.holder());
        evict(seat, challenge);
    }

    /** Lets a challenger sit down where another one sat. */
    private void evict(Seat seat, Challenge challenge) {
        String clientId = seat.session().clientId();
        seat.waiting()
                .addFirst(() -> {
                    if (isClosed || seats.containsKey(clientId)) {
                        connect(challenge);
                    } else {
                        register(clientId, challenge);
                    }
                });
        forget(seat, () -> {});
    }

    private void lease(Challenge challenge, int maxSlots) {
        SlotRound running = slotRounds.get(challenge.claimedId());
        if (running == null) {
            SlotRound round = new SlotRound(challenge.claimedId(), maxSlots);
            round.join(challenge);
            slotRounds.put(round.claimedId(), round);
            askHolders(round);
        } else if (!running.join(challenge)) {
            refuseDuplicate(challenge, "too many others are waiting for a slot");
        }
    }

    private void askHolders(SlotRound round) {
        List<Seat> holders = round.holders(seats);
        Countdown answered = new Countdown(holders.size() + 1, () -> assignSlots(round));
        for (Seat holder : holders) {
            inboxes.askWhilePresent(
                    holder.session().record().heartbeatInbox(),
                    PROBE_TIMEOUT_NANOS,
                    lives -> {
                        round.heard(holder.session(), lives);
                        answered.down();
                    });
        }
        answered.down();
    }

    private void assignSlots(SlotRound round) {
        slotRounds.remove(round.claimedId());
        for (Challenge challenge : round.challengers()) {
            switch (round.next(seats)) {
                case SlotRound.Place.Free(String slot) -> register(slot, challenge);
                case SlotRound.Place.Abandoned(Seat seat) -> evict(seat, challenge);
                case SlotRound.Place.Emptying(Seat seat) -> await(seat, challenge);
                case SlotRound.Place.AskAgain ignored -> connect(challenge);
                case SlotRound.Place.Nowhere ignored ->
                        refuseDuplicate(
                                challenge,
                                "all %d slots are in use; --duplicate-clients allows no more"
                                        .formatted(round.maxSlots()));
            }
        }
    }

    private void register(String clientId, Challenge challenge) {
        if (refusesBlocked(clientId, challenge)) {
            return;
        }
        Session session =
                newSession(
                        challenge.toRecord(clientId, subjects.newToken(entropy)),
                        challenge.origin().description());
        if (!allowance.hasRoomFor(Cost.ofClient(session.record()))) {
            refuse(challenge.reply(), allowance.refusal());
            return;
        }
        allowance.take(Cost.ofClient(session.record()));
        Heartbeat heartbeat = heartbeatOf(session);
        Seat seat = new Seat(session, challenge.origin(), heartbeat, Seat.State.REGISTERING);
        seats.put(session.clientId(), seat);
        log.put(
                session.record(),
                shard,
                fence.around(
                        Outcome.of(
                                done ->
                                        shards.tellAll(
                                                Shards.REGISTRY,
                                                i -> directories.get(i).register(session),
                                                () -> registered(seat, challenge)),
                                why -> {
                                    unregistered.happened(
                                            "[Client:"
                                                    + session.clientId()
                                                    + "], "
                                                    + why.getMessage(),
                                            why);
                                    leave(seat);
                                    refuse(challenge.reply(), String.valueOf(why.getMessage()));
                                    goOn(seat);
                                })));
    }

    private void registered(Seat seat, Challenge challenge) {
        seat.live();
        if (!isClosed) { // it may have closed while the client was being recorded
            seat.heartbeat().start();
        }
        LOG.debug(
                "[Client:{}] Connected (Inbox={})",
                seat.session().clientId(),
                challenge.request().heartbeatInbox());
        answers.send(challenge.reply(), subjects.welcome(seat.session().record())::encodeTo);
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
        Seat seat = seatOf(session);
        if (seat != null && seat.state() != Seat.State.CLOSING) {
            forget(seat, () -> {});
        }
    }

    private @Nullable Seat seatOf(Session session) {
        Seat seat = seats.get(session.clientId());
        boolean isSame = seat != null && seat.session().generation() == session.generation();
        return isSame ? seat : null;
    }

    /**
     * A client that shares subjects may send requests before it is registered, if it does not wait.
     */
    private @Nullable Seat seatOf(Caller caller) {
        if (caller.token().isEmpty()) {
            Seat seat = seats.get(caller.clientId());
            return seat != null && seat.session().sharesSubjects() ? seat : null;
        }
        Client client = directories.get(Shards.REGISTRY).find(caller);
        return client == null ? null : seatOf(client.session());
    }

    /** A failing client has pinged. */
    void pinged(Session session) {
        Seat seat = seatOf(session);
        if (seat != null) {
            seat.heartbeat().pinged();
        }
    }

    /** Closes a client on request; whatever it sent before has taken effect on all shards. */
    public void close(Caller caller, String reply) {
        assert shard.isCurrent();
        Seat seat = seatOf(caller);
        if (seat == null || seat.state() == Seat.State.CLOSING) {
            String why = caller.mayRepeat() ? "" : Refusal.UNKNOWN_CLIENT_ID.text();
            answers.send(reply, new CloseResponse(why)::encodeTo);
        } else if (seat.state() == Seat.State.REGISTERING) {
            seat.waiting().add(() -> close(caller, reply));
        } else {
            forget(seat, () -> answers.send(reply, new CloseResponse("")::encodeTo));
        }
    }

    /**
     * Closes clients as if their heartbeats had failed, unless others have their IDs by now.
     *
     * @param disconnects whether to close their connections, too
     * @param done runs when none of them is registered any more
     */
    public void kick(List<Session> sessions, boolean disconnects, Runnable done) {
        assert shard.isCurrent();
        Countdown countdown = new Countdown(sessions.size() + 1, done);
        sessions.forEach(session -> kick(session, disconnects, countdown::down));
        countdown.down();
    }

    /** Returns the session of a client ID; null if none is registered. */
    public @Nullable Session session(String clientId) {
        Seat seat = seats.get(clientId);
        return seat == null ? null : seat.session();
    }

    /** Returns whether the connection of a client is known and can be closed. */
    public boolean canDisconnect(Session session) {
        Seat seat = seatOf(session);
        Origin connection = seat == null ? null : seat.origin();
        return connection != null && connection.canBeDisconnected();
    }

    /** Returns the client IDs that are refused for a while. */
    public Blocks blocks() {
        return blocks;
    }

    private boolean refusesBlocked(String clientId, Challenge challenge) {
        if (!blocks.contains(clientId)) {
            return false;
        }
        LOG.info(
                "[Client:{}] Refused {}: blocked by an administrator",
                clientId,
                challenge.origin().description());
        refuse(challenge.reply(), Refusal.CLIENT_BLOCKED.text());
        return true;
    }

    private void kick(Session session, boolean disconnects, Runnable done) {
        Seat seat = seatOf(session);
        if (seat == null || isClosed) {
            done.run();
            return;
        }
        switch (seat.state()) {
            case LIVE, PROBED -> {
                LOG.info("[Client:{}] Closed by an administrator", session.clientId());
                Origin connection = seat.origin();
                if (disconnects && connection != null) {
                    connection.disconnect();
                }
                forget(seat, done);
            }
            case REGISTERING, CLOSING -> seat.waiting().add(() -> kick(session, disconnects, done));
        }
    }

    /**
     * Forgets a client on all shards, then in the store. A crash in between leaves it registered,
     * and its heartbeats will end it. The connection that challenged it is let in before all
     * others.
     */
    private void forget(Seat seat, Runnable forgotten) {
        Session session = seat.session();
        Challenge challenger = seat.challenger();
        if (challenger != null) {
            seat.waiting().addFirst(() -> connect(challenger));
        }
        seat.closing();
        seat.heartbeat().stop();
        shards.askAll(
                Shards.REGISTRY,
                (i, done) -> directories.get(i).unregister(session, done),
                () ->
                        log.delete(
                                session.clientId(),
                                shard,
                                fence.around(whenDeleted(session, () -> closed(seat, forgotten)))));
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

    private void leave(Seat seat) {
        seats.remove(seat.session().clientId());
        allowance.give(Cost.ofClient(seat.session().record()));
    }

    private void closed(Seat seat, Runnable forgotten) {
        leave(seat);
        LOG.debug(
                "[Client:{}] Closed (Inbox={})",
                seat.session().clientId(),
                seat.session().record().heartbeatInbox());
        forgotten.run();
        goOn(seat);
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

    private void refuse(String reply, String why) {
        answers.send(reply, ConnectResponse.refused(why)::encodeTo);
    }
}
