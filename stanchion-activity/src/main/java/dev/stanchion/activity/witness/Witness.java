package dev.stanchion.activity.witness;

import dev.stanchion.activity.witness.ClientSubject.Kind;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.protocol.ControlSubjects;
import dev.stanchion.protocol.RequestSubjects;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process as a witness, see the package. Messages of clients come in at one place, whatever the
 * process is:
 *
 * <pre>
 *   FOLLOWING    the rings keep them
 *   BEGINNING    a term begins: the rings keep them until the engine takes requests
 *   TAKING       the engine takes what is in the rings; what arrives goes behind that
 *   ACTIVE       the engine takes them at once
 * </pre>
 *
 * <p>Owned by the first shard, except {@link #report} and {@link #isFollowingSomebody}.
 */
public final class Witness implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

    /** How often a follower looks for publishes to offer again, and for those that are too old. */
    private static final long TICK_NANOS = Duration.ofMillis(100).toNanos();

    /** A publish is offered after 1 s, 2 s later, 4 s later, and every 4 s then. */
    private static final long FIRST_OFFER_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int MOST_DOUBLINGS = 2;

    /** How much is offered at most in one tick. */
    private static final int OFFERED_BYTES = 256 << 10;

    /** How much the engine takes at a time, so that other tasks of the shard have their turn. */
    private static final int TAKEN_BYTES = 256 << 10;

    /** How much the engine takes at a time, in messages. */
    private static final int TAKEN_MESSAGES = 512;

    /** More tokens than the servers of a cluster ID ever have. */
    private static final int MOST_TOKENS = 16;

    private final Bus bus;
    private final ShardExecutor shard;
    private final String clusterId;
    private final Function<String, Predicate<BusMessage>> ownRequests;
    private final Rings rings;
    private final RepeatOrigin origin;
    private final Floors floors = new Floors();
    private final Destination again;
    private final List<Registration> registrations = new ArrayList<>();
    private State state = State.FOLLOWING;

    /** Clients share subjects with these tokens: the cluster ID, and what actives have told. */
    private final Set<String> requestTokens = new HashSet<>();

    private long offered;
    private long replayed;
    private boolean isTaking;
    private @Nullable Timer tick;
    private volatile @Nullable TermWitness term;

    /** Engines look for their subjects on any shard, and change the handlers on the first one. */
    private volatile List<ClientSubject> subjects = List.of();

    private volatile WitnessReport report = WitnessReport.NONE;
    private volatile boolean hasHeard;

    private enum State {
        FOLLOWING,
        BEGINNING,
        TAKING,
        ACTIVE
    }

    /**
     * @param shard the first one, on which the bus hands over all messages
     * @param ownRequests tells for a pattern with a {@code *} which messages on it are for this
     *     cluster ID
     * @param maxBytes the bound of the publishes that are kept
     */
    public Witness(
            Bus bus,
            ShardExecutor shard,
            String clusterId,
            Function<String, Predicate<BusMessage>> ownRequests,
            long maxBytes) {
        this.bus = bus;
        this.shard = shard;
        this.clusterId = clusterId;
        this.ownRequests = ownRequests;
        this.origin = new RepeatOrigin(() -> shard.execute(this::takeMore));
        this.rings = new Rings(clusterId, origin, maxBytes);
        this.again = bus.destination(ControlSubjects.again(clusterId));
    }

    /** Begins to keep what clients send. */
    public void begin(String discoverPrefix) {
        registrations.add(bus.subscribe(ControlSubjects.settled(clusterId), this::onSettled));
        registrations.add(bus.subscribe(ControlSubjects.again(clusterId), this::onAgain));
        RequestSubjects own = RequestSubjects.ofConnection(discoverPrefix, clusterId, "*");
        keepAll(own);
        keep(own.discovery(), Kind.CONNECT);
        keep(own.pings(), Kind.PING);
        keep(RequestSubjects.of(discoverPrefix, clusterId, clusterId).pings(), Kind.PING);
        useToken(clusterId);
        onTick();
    }

    private void keepAll(RequestSubjects of) {
        keep(of.publishWildcard(), Kind.PUBLISH);
        keep(of.subscribe(), Kind.OTHER);
        keep(of.unsubscribe(), Kind.OTHER);
        keep(of.subscriptionClose(), Kind.OTHER);
        keep(of.close(), Kind.OTHER);
    }

    private void useToken(String token) {
        boolean isUsable = !token.isEmpty() && requestTokens.size() < MOST_TOKENS;
        if (isUsable && requestTokens.add(token)) {
            keepAll(RequestSubjects.of("", clusterId, token));
        }
    }

    private void keep(String subject, Kind kind) {
        Predicate<BusMessage> accepts =
                subject.indexOf('*') < 0 ? message -> true : ownRequests.apply(subject);
        ClientSubject kept = new ClientSubject(subject, kind, accepts);
        List<ClientSubject> more = new ArrayList<>(subjects);
        more.add(kept);
        subjects = List.copyOf(more);
        kept.registration = bus.subscribe(subject, message -> onMessage(kept, message));
        registrations.add(kept.registration);
    }

    private void onMessage(ClientSubject subject, BusMessage message) {
        if (state == State.ACTIVE) {
            BusHandler handler = subject.handler;
            if (handler != null) {
                handler.onMessage(message);
            }
        } else if (subject.accepts(message)) {
            rings.keep(subject, message, shard.elapsedNanos());
        }
    }

    private void onSettled(BusMessage message) {
        SettledMessage.decode(message.buffer(), message.payloadIndex(), message.payloadLength())
                .ifPresent(this::settled);
    }

    private void settled(SettledMessage settled) {
        if (state == State.TAKING || state == State.ACTIVE) {
            return; // a deposed server is late, or this process is
        }
        long now = shard.elapsedNanos();
        hasHeard = true;
        useToken(settled.requestToken());
        rings.settle(settled, now);
        floors.heard(settled, now, rings.oldestNanos());
    }

    private void onAgain(BusMessage message) {
        if (state == State.FOLLOWING
                || state == State.BEGINNING
                || !OfferedMessage.isOffer(message)) {
            return; // whoever offers it offers it again
        }
        OfferedMessage publish = OfferedMessage.of(message, origin);
        for (ClientSubject subject : subjects) {
            if (subject.kind() == Kind.PUBLISH && subject.matches(publish)) {
                take(subject, publish);
                return;
            }
        }
    }

    private void take(ClientSubject subject, OfferedMessage publish) {
        BusHandler handler = subject.handler;
        if (state == State.TAKING) {
            rings.keep(subject, publish, shard.elapsedNanos());
        } else if (handler != null && !origin.isPaused()) {
            handler.onMessage(publish);
        }
    }

    private void onTick() {
        long now = shard.elapsedNanos();
        rings.expire(now);
        if (state == State.FOLLOWING) {
            offerAgain(now);
        }
        report =
                new WitnessReport(
                        rings.size(), rings.bytes(), offered, rings.overflowed(), replayed);
        tick = shard.schedule(TICK_NANOS, this::onTick);
    }

    private void offerAgain(long now) {
        int room = OFFERED_BYTES;
        for (KeptMessage at = rings.publishes().first();
                at != null && room > 0 && now - at.arrivedNanos() >= FIRST_OFFER_NANOS;
                at = at.next) {
            if (at.offers == 0 || now - at.offerNanos >= 0) {
                offer(at);
                room -= at.bytes();
                at.offerNanos = now + (FIRST_OFFER_NANOS << Math.min(++at.offers, MOST_DOUBLINGS));
            }
        }
    }

    private void offer(KeptMessage publish) {
        ByteBuf encoded = Unpooled.buffer(publish.bytes());
        OfferedMessage.encode(publish, encoded);
        String reply =
                publish.buffer()
                        .toString(
                                publish.replyIndex(),
                                publish.replyLength(),
                                StandardCharsets.UTF_8);
        again.publish(encoded, 0, encoded.readableBytes(), reply);
        encoded.release();
        offered++;
    }

    /** A term begins. The rings go on until the engine takes requests. */
    public TermWitness beginTerm(long epoch, Bus ofTerm, List<? extends ShardExecutor> shards) {
        state = State.BEGINNING;
        TermWitness begun =
                new TermWitness(
                        new Inheritance(floors.copy(), rings.early().hashes(), rings.takeSettled()),
                        epoch,
                        clusterId,
                        ofTerm,
                        shards);
        term = begun;
        return begun;
    }

    /** The engine takes requests: it gets what is in the rings, in order, and then what arrives. */
    public void serve() {
        if (state != State.BEGINNING) {
            return;
        }
        state = State.TAKING;
        if (rings.size() > 0) {
            LOG.info("Taking {} messages of clients that had no answer", rings.size());
        }
        takeMore();
    }

    private void takeMore() {
        if (state != State.TAKING || isTaking) {
            return; // the loop below goes on by itself
        }
        isTaking = true;
        int room = TAKEN_BYTES;
        int count = TAKEN_MESSAGES;
        while (state == State.TAKING && !origin.isPaused() && room > 0 && count > 0) {
            KeptMessage next = rings.poll();
            if (next == null) {
                state = State.ACTIVE;
                break;
            }
            BusHandler handler = next.subject().handler;
            if (handler != null) {
                replayed++;
                handler.onMessage(next);
            }
            room -= next.bytes();
            count--;
        }
        isTaking = false;
        if (state == State.TAKING && !origin.isPaused()) {
            shard.execute(this::takeMore);
        }
    }

    /** The term is over. */
    public void follow() {
        TermWitness over = term;
        term = null;
        if (over != null) {
            over.end();
        }
        subjects.forEach(subject -> subject.handler = null);
        if (state == State.TAKING || state == State.ACTIVE) {
            rings.endTerm();
            floors.beginAnew(shard.elapsedNanos());
        }
        state = State.FOLLOWING;
    }

    /**
     * Gives an engine's handler what clients send on a subject.
     *
     * @return null if no client sends there
     */
    @Nullable Registration attach(String subject, BusHandler handler) {
        for (ClientSubject each : subjects) {
            if (each.subject().equals(subject)) {
                each.handler = handler;
                return () -> detach(each, handler);
            }
        }
        return null;
    }

    @SuppressWarnings("ReferenceEquality") // the next term may have attached its own already
    private void detach(ClientSubject subject, BusHandler handler) {
        if (subject.handler == handler) {
            subject.handler = null;
        }
    }

    /** Returns the part of the current term; null if there is none. Any thread. */
    @Nullable TermWitness term() {
        return term;
    }

    /** Returns whether another server of this cluster ID has told what it answers. Any thread. */
    boolean isFollowingSomebody() {
        return hasHeard;
    }

    /** Returns what is kept, as of the last 0.1 s. Any thread. */
    public WitnessReport report() {
        return report;
    }

    @Override
    public void close() {
        follow();
        if (tick != null) {
            tick.cancel();
        }
        registrations.forEach(Registration::close);
    }
}
