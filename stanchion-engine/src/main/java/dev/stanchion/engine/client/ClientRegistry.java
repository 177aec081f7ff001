package dev.stanchion.engine.client;

import dev.stanchion.engine.answer.Answers;
import dev.stanchion.engine.failure.Fence;
import dev.stanchion.engine.identity.DuplicatePolicies;
import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.registration.Allowance;
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
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.protocol.CloseResponse;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers clients, and closes them. {@link Claims} decides who gets a client ID; {@link Seats}
 * has the client IDs in use.
 */
@ShardOwned
public final class ClientRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRegistry.class);

    private final ShardExecutor shard;
    private final Answers answers;
    private final ReplyInboxes inboxes;
    private final Blocks blocks;
    private final Seats seats;
    private final Claims claims;

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
        this.shard = shards.executor(Shards.REGISTRY);
        this.answers = answers;
        this.inboxes = new ReplyInboxes(shard, bus, entropy);
        this.blocks = new Blocks(shard);
        this.seats = new Seats(shards, directories, log, rules, allowance, fence, inboxes);
        this.claims = new Claims(seats, inboxes, policies, blocks, answers, subjects, entropy);
    }

    /** Tells of connections that are refused from now on because others hold their client IDs. */
    public void tellDuplicates(Duplicates listener) {
        claims.tellDuplicates(listener);
    }

    /** Begins to hear answers of clients. */
    public void open(Crossing crossing) {
        inboxes.open(crossing);
    }

    /** Stops asking clients; they are told nothing. */
    public void close() {
        if (!seats.isClosed()) {
            seats.close();
            inboxes.close();
        }
    }

    /** Takes back the clients of an earlier run; {@code done} runs when all shards know them. */
    public void recover(List<ClientRecord> records, Runnable done) {
        seats.recover(records, done);
    }

    /** Begins to ask recovered clients whether they live. */
    public void startHeartbeats() {
        seats.startHeartbeats();
    }

    /** Returns the registered clients. */
    public List<Session> sessions() {
        return seats.all().values().stream().map(Seat::session).toList();
    }

    /** Returns how often a client ID has connected in the last five minutes. */
    public int recentConnects(String clientId) {
        return seats.recentConnects(clientId);
    }

    /** Returns how long ago a client has answered a heartbeat, or was registered. */
    public long silentNanos(Session session) {
        Seat seat = seats.of(session);
        return seat == null ? 0 : seat.heartbeat().silentNanos();
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
            Seat taken = message.origin().mayRepeat() ? seats.of(challenge) : null;
            if (taken == null) {
                claims.connect(challenge);
            } else {
                claims.welcome(taken, reply);
            }
        } else {
            claims.refuse(reply, refusal);
        }
    }

    /** A failing client has pinged. */
    void pinged(Session session) {
        Seat seat = seats.of(session);
        if (seat != null) {
            seat.heartbeat().pinged();
        }
    }

    /** Closes a client on request; whatever it sent before has taken effect on all shards. */
    public void close(Caller caller, String reply) {
        assert shard.isCurrent();
        Seat seat = seats.of(caller);
        if (seat == null || seat.state() == Seat.State.CLOSING) {
            String why = caller.mayRepeat() ? "" : Refusal.UNKNOWN_CLIENT_ID.text();
            answers.send(reply, new CloseResponse(why)::encodeTo);
        } else if (seat.state() == Seat.State.REGISTERING) {
            seat.waiting().add(() -> close(caller, reply));
        } else {
            seats.free(seat, () -> answers.send(reply, new CloseResponse("")::encodeTo));
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
        Seat seat = seats.of(clientId);
        return seat == null ? null : seat.session();
    }

    /** Returns whether the connection of a client is known and can be closed. */
    public boolean canDisconnect(Session session) {
        Seat seat = seats.of(session);
        Origin connection = seat == null ? null : seat.origin();
        return connection != null && connection.canBeDisconnected();
    }

    /** Returns the client IDs that are refused for a while. */
    public Blocks blocks() {
        return blocks;
    }

    private void kick(Session session, boolean disconnects, Runnable done) {
        Seat seat = seats.of(session);
        if (seat == null || seats.isClosed()) {
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
                seats.free(seat, done);
            }
            case REGISTERING, CLOSING -> seat.waiting().add(() -> kick(session, disconnects, done));
        }
    }
}
