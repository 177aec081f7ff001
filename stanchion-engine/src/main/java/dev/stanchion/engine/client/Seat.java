package dev.stanchion.engine.client;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelRights;
import dev.stanchion.engine.spi.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A client ID that is in use: its holder and its state. */
@ShardOwned
final class Seat {
    /** The states of a client ID in use. A free ID has no seat. */
    enum State {
        /** The client is being recorded and made known to all shards. */
        REGISTERING,
        LIVE,
        /** Live as far as we know, and being asked, because another wants the ID. */
        PROBED,
        /** Being forgotten by all shards. */
        CLOSING
    }

    private final Session session;
    private final @Nullable Origin origin;
    private final Heartbeat heartbeat;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private State state;
    private @Nullable Challenge challenger;
    private @Nullable Runnable letChallengerIn;

    /**
     * @param origin the connection that registered it; null if it was recovered
     */
    Seat(Session session, @Nullable Origin origin, Heartbeat heartbeat, State state) {
        this.session = session;
        this.origin = origin;
        this.heartbeat = heartbeat;
        this.state = state;
    }

    Session session() {
        return session;
    }

    /** Returns the connection that registered it; null if it was recovered. */
    @Nullable Origin origin() {
        return origin;
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    State state() {
        return state;
    }

    @Nullable Challenge challenger() {
        return challenger;
    }

    void live() {
        state = State.LIVE;
        challenger = null;
        letChallengerIn = null;
    }

    /**
     * The holder is being asked for another connection.
     *
     * @param letIn runs before all that waits, if the holder goes
     */
    void probedFor(Challenge challenge, Runnable letIn) {
        state = State.PROBED;
        challenger = challenge;
        letChallengerIn = letIn;
    }

    void closing() {
        state = State.CLOSING;
        if (letChallengerIn != null) {
            waiting.addFirst(letChallengerIn);
        }
    }

    /** Returns whether a connection with these rights belongs to another user than the holder. */
    boolean isForeignTo(ChannelRights rights) {
        return rights.areLimited()
                && (origin == null || !origin.rights().user().equals(rights.user()));
    }

    /** Returns the requests that wait until the state has settled, in order. */
    Deque<Runnable> waiting() {
        return waiting;
    }

    /** Describes the holder to a person: its address, since when, last heartbeat, inbox. */
    String holder() {
        Instant since =
                Instant.ofEpochSecond(0, session.sinceEpochNanos()).truncatedTo(ChronoUnit.SECONDS);
        return "%s since %s, last heard %d ms ago, inbox %s"
                .formatted(
                        origin == null ? "a client of before the restart" : origin.description(),
                        since,
                        heartbeat.silentNanos() / 1_000_000,
                        session.record().heartbeatInbox());
    }
}
