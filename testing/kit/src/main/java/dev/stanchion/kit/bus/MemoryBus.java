package dev.stanchion.kit.bus;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.UnheardListener;
import dev.stanchion.engine.spi.UnheardSubjects;
import dev.stanchion.kit.shard.ManualShards;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Core NATS in memory. Published messages wait in one queue, in order, until {@link #deliver}. The
 * shard of a client's connection hands on the messages of that client. No shard hands on the
 * messages of the engine. Confined to the thread of the test.
 */
public final class MemoryBus implements Bus {
    private static final int NO_SHARD = -1;
    private static final int MOST_UNHEARD = 64;

    private final ManualShards shards;
    private final SubjectInterests<Subscription> subscriptions = new SubjectInterests<>();
    private final InterestWatches watches = new InterestWatches(this::mayHaveInterest);
    private final LentBuffers lent = new LentBuffers();
    private final Deque<Runnable> sent = new ArrayDeque<>();
    private final Deque<Runnable> untold = new ArrayDeque<>();
    private final Set<String> congested = new HashSet<>();
    private final List<Runnable> awaitingRelief = new ArrayList<>();
    private final List<Sent> unheardSubjects = new ArrayList<>();
    private boolean tellsLater;
    private boolean learnsLate;
    private UnheardListener unheard = (to, source, index, length) -> {};

    public MemoryBus(ManualShards shards) {
        this.shards = shards;
    }

    /** Has an identity of its own: one handler may be registered twice. */
    private final class Subscription implements Registration {
        private final String subject;
        private final BusHandler handler;
        private boolean over;

        Subscription(String subject, BusHandler handler) {
            this.subject = subject;
            this.handler = handler;
        }

        @Override
        public void close() {
            over = true;
            subscriptions.remove(subject, this);
            watches.look(MemoryBus.this::tell);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Sent(
            String subject, String reply, byte[] payload, MemoryConnection from, int shard) {}

    /** Sends a message from a client's connection. */
    public void send(MemoryConnection from, String subject, String reply, byte[] data) {
        Sent message = new Sent(subject, reply, data.clone(), from, from.shard());
        sent.add(() -> deliver(message));
    }

    /** Delivers the messages that have been published so far. Returns whether there were any. */
    public boolean deliver() {
        List<Runnable> round = List.copyOf(sent);
        sent.clear(); // Messages that these cause wait, so that every shard has its turn in
        // between.
        round.forEach(Runnable::run);
        return !round.isEmpty();
    }

    private void deliver(Sent message) {
        boolean isOfClient = message.shard != NO_SHARD && unheardSubjects.size() < MOST_UNHEARD;
        if (isOfClient && subscriptions.matching(message.subject).isEmpty()) {
            unheardSubjects.add(message);
        }
        for (Subscription each : subscriptions.matching(message.subject)) {
            if (!each.over) {
                if (message.shard == NO_SHARD) {
                    show(each.handler, message);
                } else {
                    shards.on(message.shard, () -> show(each.handler, message));
                }
            }
        }
    }

    private void show(BusHandler handler, Sent sent) {
        ArrivedMessage message =
                new ArrivedMessage(sent.subject, sent.reply, sent.payload, sent.from);
        lent.add(message.buffer());
        try {
            handler.onMessage(message);
        } finally {
            message.end();
        }
    }

    /** Returns how many messages were kept beyond the call and have not been released. */
    public int buffersHeld() {
        return lent.stillHeld();
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        Subscription one = new Subscription(subject, handler);
        subscriptions.add(subject, one);
        watches.look(this::tell);
        return one;
    }

    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        return watches.add(subject, shard, listener, this::tell);
    }

    /** Holds back reports about interest until {@link #tellsNow}. */
    public void tellsLater() {
        tellsLater = true;
    }

    /** Makes the reports that were held back. */
    public void tellsNow() {
        tellsLater = false;
        sent.addAll(untold);
        untold.clear();
    }

    /**
     * From now on, a message without subscribers seems to have been sent, and the report follows
     * later, as with a bus that must ask other servers.
     */
    public void learnsLate() {
        learnsLate = true;
    }

    @Override
    public void tellUnheard(ShardExecutor shard, UnheardListener listener) {
        unheard =
                (to, source, index, length) ->
                        shard.execute(() -> listener.onUnheard(to, source, index, length));
    }

    @Override
    public void takeUnheard(ShardExecutor shard, UnheardSubjects listener) {
        List<Sent> ofShard =
                unheardSubjects.stream().filter(each -> each.shard == shard.index()).toList();
        unheardSubjects.removeAll(ofShard);
        ofShard.forEach(each -> listener.onUnheard(each.subject, each.from.description()));
    }

    /** Returns how many subjects the engine watches. */
    public int watchCount() {
        return watches.size();
    }

    /** Reports a change after the messages that were sent before it. */
    private void tell(Runnable tell) {
        (tellsLater ? untold : sent).add(() -> behindWhatArrived(0, tell));
    }

    /**
     * A shard hands over messages for other shards when its batch ends, so a report waits for that.
     */
    private void behindWhatArrived(int index, Runnable tell) {
        if (index == shards.all().size()) {
            tell.run();
            return;
        }
        Runnable next = () -> behindWhatArrived(index + 1, tell);
        shards.on(index, () -> shards.all().get(index).atEndOfBatch(next));
    }

    @Override
    public boolean mayHaveInterest(String subject) {
        return !subscriptions.matching(subject).isEmpty();
    }

    /** Lets the receiver of this subject stop reading. */
    public void congest(String subject) {
        congested.add(subject);
    }

    /** Lets the receiver of this subject read everything that waits for it. */
    public void relieve(String subject) {
        congested.remove(subject);
        List<Runnable> waiting = List.copyOf(awaitingRelief);
        awaitingRelief.clear();
        waiting.forEach(Runnable::run);
    }

    @Override
    public Destination destination(String subject) {
        return new Place(subject);
    }

    private final class Place implements Destination {
        private final String subject;

        Place(String subject) {
            this.subject = subject;
        }

        @Override
        public String subject() {
            return subject;
        }

        @Override
        public boolean publish(ByteBuf source, int index, int length) {
            if (!mayHaveInterest(subject) && learnsLate) {
                ByteBuf data = Unpooled.copiedBuffer(source.slice(index, length));
                sent.add(() -> unheard.onUnheard(this, data, 0, length));
                return true;
            }
            return publish(source, index, length, "");
        }

        @Override
        public boolean publish(ByteBuf source, int index, int length, long mark) {
            if (!mayHaveInterest(subject) && learnsLate) {
                watches.lost(subject, mark, MemoryBus.this::tell);
                return true;
            }
            return publish(source, index, length, "");
        }

        @Override
        public boolean publish(ByteBuf source, int index, int length, String replyTo) {
            if (!mayHaveInterest(subject)) {
                return false;
            }
            byte[] payload = ByteBufUtil.getBytes(source, index, length, true);
            Sent message = new Sent(subject, replyTo, payload, new MemoryConnection(0), NO_SHARD);
            sent.add(() -> deliver(message));
            return true;
        }

        @Override
        public boolean isCongested() {
            return congested.contains(subject);
        }

        @Override
        public void whenRelieved(ShardExecutor shard, Runnable task) {
            awaitingRelief.add(() -> shard.execute(task));
        }
    }
}
