package dev.stanchion.bus.nats;

import dev.stanchion.bus.nats.Receiver.State;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.nats.link.Link;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.loop.Timer;
import io.netty.util.collection.IntObjectHashMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The subjects that one shard watches, and the probes that ask the server whether they have
 * subscribers. Confined to the shard.
 *
 * <p>A probe is an empty message that the server traces and does not deliver. If a subject has no
 * subscriber, the server reports that at once. If the server answers the PING behind the probe
 * without such a report, the subject has a subscriber. A server before 2.11 would deliver the
 * message, so the shard does not probe it. Then a receiver counts as present until a delivery finds
 * no subscriber. After a while it counts as present again, so that the next delivery tries.
 */
final class Receivers {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** The time between probes of a present receiver, if there are few. */
    private static final long PRESENT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** The time per receiver that limits all probes together to 250 per second. */
    private static final long PRESENT_NANOS_FOR_EACH = TimeUnit.MILLISECONDS.toNanos(4);

    private static final long FIRST_ABSENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_ABSENT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long FIRST_TRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_TRY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int MAX_QUESTIONS_OF_ROUND = 256;
    private static final int MAX_DOUBLINGS = 5;

    private final OutboundLink outboundLink;
    private final NatsLoop loop;
    private final Link link;
    private final String replyPrefix;
    private final byte[] question;
    private final Map<String, Receiver> bySubject = new HashMap<>();
    private final IntObjectHashMap<Receiver> byId = new IntObjectHashMap<>();
    private final List<Receiver> all = new ArrayList<>();
    private final List<Receiver> asked = new ArrayList<>();

    /** The receivers that are gone, while the server may report more deliveries to them. */
    private final List<Receiver> reported = new ArrayList<>();

    private @Nullable Timer timer;
    private int lastId;
    private int cursor;
    private boolean canAsk;
    private boolean isRoundDue;

    /**
     * @param traceSubject the subject for the server's traces, which no client reads
     */
    Receivers(
            OutboundLink outboundLink,
            NatsLoop loop,
            Link link,
            String replyPrefix,
            String traceSubject) {
        this.outboundLink = outboundLink;
        this.loop = loop;
        this.link = link;
        this.replyPrefix = replyPrefix;
        this.question =
                "NATS/1.0\r\nNats-Trace-Only: true\r\nNats-Trace-Dest: %s\r\n\r\n"
                        .formatted(traceSubject)
                        .getBytes(StandardCharsets.US_ASCII);
    }

    @Nullable Receiver find(String subject) {
        return bySubject.get(subject);
    }

    @Nullable Receiver find(int id) {
        return byId.get(id);
    }

    /** Returns whether the shard knows that the subject has no subscriber. */
    boolean isAbsent(String subject) {
        Receiver receiver = bySubject.get(subject);
        return receiver != null && (receiver.isLeaving || receiver.state() == State.ABSENT);
    }

    /** Watches a subject. The listener learns the state once, soon, and after every change. */
    Registration watch(String subject, InterestListener listener) {
        Receiver receiver = bySubject.get(subject);
        if (receiver == null) {
            receiver = added(subject);
        }
        Receiver watched = receiver;
        Receiver.Watch watch = watched.watch(listener);
        loop.execute(() -> watch.tell(watched.state()));
        return () -> {
            watched.unwatch(watch);
            if (!watched.isWatched() && !watched.isForgotten()) {
                remove(watched);
            }
        };
    }

    private Receiver added(String subject) {
        Receiver receiver = new Receiver(outboundLink, ++lastId, subject, replyPrefix);
        bySubject.put(subject, receiver);
        byId.put(receiver.id(), receiver);
        receiver.place = all.size();
        all.add(receiver);
        if (link.isUp()) {
            begin(receiver);
        }
        return receiver;
    }

    private void remove(Receiver receiver) {
        receiver.forget();
        bySubject.remove(receiver.subject());
        byId.remove(receiver.id());
        Receiver last = all.removeLast();
        if (!last.equals(receiver)) {
            all.set(receiver.place, last);
            last.place = receiver.place;
        }
    }

    /** Begins to probe a new receiver, together with all other new receivers of this turn. */
    private void begin(Receiver receiver) {
        if (canAsk) {
            receiver.dueNanos = System.nanoTime();
            askSoon();
        } else {
            receiver.become(State.PRESENT);
        }
    }

    private void askSoon() {
        if (!isRoundDue) {
            isRoundDue = true;
            loop.atEndOfTurn(() -> {
                isRoundDue = false;
                ask();
            });
        }
    }

    /** Probes all receivers again after the link has connected. */
    void connected(boolean canBeAsked) {
        canAsk = canBeAsked;
        for (Receiver receiver : List.copyOf(all)) {
            receiver.isAsked = false;
            receiver.missed = 0;
            begin(receiver);
        }
        tick();
    }

    void disconnected() {
        asked.clear();
        all.forEach(receiver -> receiver.isAsked = false);
        List.copyOf(reported).forEach(this::allReported); // no more reports will come
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void tick() {
        if (timer != null) {
            timer.cancel();
        }
        timer = loop.schedule(TICK_NANOS, this::tick);
        if (canAsk) {
            ask();
        } else {
            presume();
        }
    }

    /** Sends one round of probes. The next round begins after the server has answered this one. */
    private void ask() {
        if (!asked.isEmpty() || !link.isUp() || !canAsk) {
            return;
        }
        long now = System.nanoTime();
        int count = all.size();
        for (int i = 0; i < count && asked.size() < MAX_QUESTIONS_OF_ROUND; i++) {
            cursor = cursor + 1 < count ? cursor + 1 : 0;
            Receiver receiver = all.get(cursor);
            if (receiver.dueNanos - now <= 0 && ask(receiver)) {
                asked.add(receiver);
            }
        }
        if (!asked.isEmpty()) {
            link.fence(this::answered);
        }
    }

    private boolean ask(Receiver receiver) {
        byte[] reply = receiver.probeReply();
        receiver.isAsked =
                link.publishHeaders(receiver.subjectBytes(), reply, reply.length, question);
        return receiver.isAsked;
    }

    private void answered() {
        boolean wasFull = asked.size() == MAX_QUESTIONS_OF_ROUND;
        for (Receiver receiver : List.copyOf(asked)) {
            if (receiver.isAsked && !receiver.isForgotten()) {
                present(receiver);
            }
        }
        asked.clear();
        if (wasFull) {
            askSoon();
        }
    }

    private void present(Receiver receiver) {
        receiver.isAsked = false;
        receiver.missed = 0;
        receiver.dueNanos =
                System.nanoTime() + Math.max(PRESENT_NANOS, PRESENT_NANOS_FOR_EACH * all.size());
        if (receiver.isLeaving) {
            outboundLink.afterArrivals(() -> receiver.become(State.PRESENT));
        } else {
            receiver.become(State.PRESENT);
        }
    }

    /**
     * Records the server's report that a receiver is absent. From now on nothing is sent to it. The
     * listeners learn the absence after all deliveries to it that found no subscriber, and after
     * all messages that the receiver sent before.
     */
    void absent(Receiver receiver) {
        receiver.isAsked = false;
        long now = System.nanoTime();
        if (now - receiver.dueNanos > FORGOTTEN_NANOS) {
            receiver.missed = 0; // the receiver was present for long enough in between
        }
        receiver.dueNanos = now + pause(receiver.missed);
        receiver.missed++;
        if (receiver.state() != State.ABSENT && !receiver.isLeaving) {
            receiver.isLeaving = true;
            reported.add(receiver);
            link.fence(() -> allReported(receiver));
        }
    }

    private void allReported(Receiver receiver) {
        if (reported.remove(receiver)) {
            outboundLink.afterArrivals(() -> left(receiver));
        }
    }

    /** Records a delivery that found no subscriber. */
    void lost(Receiver receiver, long mark) {
        receiver.addLost(mark);
        if (receiver.isLeaving) {
            return; // the listeners learn it together with the absence
        }
        if (receiver.state() == State.ABSENT) {
            receiver.tellLost();
        } else {
            absent(receiver);
        }
    }

    private static void left(Receiver receiver) {
        receiver.isLeaving = false;
        receiver.tellLost(); // first, so that a listener knows what the receiver can have had
        receiver.become(State.ABSENT);
    }

    private long pause(int missed) {
        long first = canAsk ? FIRST_ABSENT_NANOS : FIRST_TRY_NANOS;
        long longest = canAsk ? LONGEST_ABSENT_NANOS : LONGEST_TRY_NANOS;
        return Math.min(longest, first << Math.min(missed, MAX_DOUBLINGS));
    }

    /**
     * Marks absent receivers as present again, because a server without probes shows a receiver
     * only by a delivery.
     */
    private void presume() {
        long now = System.nanoTime();
        for (Receiver receiver : List.copyOf(all)) {
            if (receiver.state() == State.ABSENT && receiver.dueNanos - now <= 0) {
                receiver.become(State.PRESENT);
            }
        }
    }
}
