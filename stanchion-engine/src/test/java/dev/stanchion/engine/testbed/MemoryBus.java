package dev.stanchion.engine.testbed;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.ChannelRights;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.UnheardListener;
import dev.stanchion.kit.shard.ManualShards;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Core NATS in memory. What is published waits in one queue, in order, until {@link #deliver}. A
 * subscription of a client is called then, a subscription of the engine on the thread of whichever
 * shard the sender's connection is on.
 */
public final class MemoryBus implements Bus {
    private final ManualShards shards;
    private final List<Subscribed> subscribed = new ArrayList<>();
    private final List<Watched> watched = new ArrayList<>();
    private final Deque<Runnable> sent = new ArrayDeque<>();
    private final Deque<Runnable> untold = new ArrayDeque<>();
    private final Set<String> congested = new HashSet<>();
    private final List<Runnable> awaitingRelief = new ArrayList<>();
    private final List<ByteBuf> lent = new ArrayList<>();
    private boolean tellsLater;
    private boolean learnsLate;
    private UnheardListener unheard = (to, source, index, length) -> {};

    public MemoryBus(ManualShards shards) {
        this.shards = shards;
    }

    private record Subscribed(String subject, BusHandler handler) {}

    private record Sent(String subject, String reply, ByteBuf data, Origin origin, int shard) {}

    /** A connection of clients, on one of the shards; counts its pauses. */
    public static final class Connection implements Origin {
        private final int shard;
        private int pauses;
        private int pausedEver;
        private ChannelRights rights = ChannelRights.ALL;
        private boolean canWait = true;

        public Connection(int shard) {
            this.shard = shard;
        }

        public boolean isPaused() {
            return pauses > 0;
        }

        public int pausedEver() {
            return pausedEver;
        }

        @Override
        public void pause() {
            pauses++;
            pausedEver++;
        }

        @Override
        public void resume() {
            pauses--;
        }

        @Override
        public String description() {
            return "test connection on shard " + shard;
        }

        @Override
        public ChannelRights rights() {
            return rights;
        }

        @Override
        public boolean canWait() {
            return canWait;
        }

        /** Many use it, so it cannot be paused for long. */
        public void isShared() {
            canWait = false;
        }

        /** Its user may do no more than this from now on. */
        public void isLimitedTo(ChannelRights changed) {
            rights = changed;
        }
    }

    /** Sends a message from a client's connection. */
    public void send(Connection from, String subject, String reply, byte[] data) {
        Sent message = new Sent(subject, reply, Unpooled.wrappedBuffer(data), from, from.shard);
        sent.add(() -> deliver(message));
    }

    /** Delivers what was published up to now; true if there was anything. */
    public boolean deliver() {
        List<Runnable> round = List.copyOf(sent);
        sent.clear(); // what they cause waits, so that every shard has its turn in between
        round.forEach(Runnable::run);
        return !round.isEmpty();
    }

    private void deliver(Sent message) {
        for (Subscribed each : List.copyOf(subscribed)) {
            if (matches(each.subject, message.subject) && subscribed.contains(each)) {
                Runnable call = () -> show(each.handler, arrived(message));
                if (message.shard < 0) {
                    call.run();
                } else {
                    shards.on(message.shard, call);
                }
            }
        }
    }

    private void show(BusHandler handler, BusMessage message) {
        handler.onMessage(message);
        if (!message.buffer().release()) {
            lent.add(message.buffer());
        }
    }

    /** Returns how many messages were kept beyond the call and have not been released. */
    public long buffersHeld() {
        return lent.stream().filter(buffer -> buffer.refCnt() > 0).count();
    }

    private static boolean matches(String pattern, String subject) {
        String[] wanted = pattern.split("\\.", -1);
        String[] tokens = subject.split("\\.", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (i == tokens.length) {
                return false;
            }
            if (wanted[i].equals(">")) {
                return true;
            }
            if (!wanted[i].equals("*") && !wanted[i].equals(tokens[i])) {
                return false;
            }
        }
        return tokens.length == wanted.length;
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        Subscribed one = new Subscribed(subject, handler);
        change(() -> subscribed.add(one));
        return () -> change(() -> subscribed.remove(one));
    }

    private void change(Runnable change) {
        change.run();
        List.copyOf(watched).forEach(Watched::look);
    }

    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        Watched one = new Watched(subject, shard, listener);
        watched.add(one);
        one.tell();
        return () -> watched.remove(one);
    }

    /** Tells nobody of interest that comes and goes until {@link #tellsNow}. */
    public void tellsLater() {
        tellsLater = true;
    }

    /** Tells what was not told. */
    public void tellsNow() {
        tellsLater = false;
        sent.addAll(untold);
        untold.clear();
    }

    /**
     * From now on what is published and reaches nobody seems to have been sent, and the truth is
     * told behind it, as by a bus that has to ask others.
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

    /** Returns how many subjects the engine watches. */
    public int watchCount() {
        return watched.size();
    }

    /** Somebody who wants to know of interest. What has changed is told behind what was sent. */
    private final class Watched {
        private final String subject;
        private final ShardExecutor shard;
        private final InterestListener listener;
        private boolean present;

        Watched(String subject, ShardExecutor shard, InterestListener listener) {
            this.subject = subject;
            this.shard = shard;
            this.listener = listener;
            this.present = mayHaveInterest(subject);
        }

        void look() {
            if (present != mayHaveInterest(subject)) {
                present = !present;
                tell();
            }
        }

        void tell() {
            boolean now = present;
            Runnable tell = () -> shard.execute(() -> told(now));
            (tellsLater ? untold : sent).add(() -> behindWhatArrived(0, tell));
        }

        /** What a shard's thread has taken for other shards leaves it when its batch ends. */
        private void behindWhatArrived(int index, Runnable tell) {
            if (index == shards.all().size()) {
                tell.run();
                return;
            }
            Runnable next = () -> behindWhatArrived(index + 1, tell);
            shards.on(index, () -> shards.all().get(index).atEndOfBatch(next));
        }

        private void told(boolean now) {
            if (!watched.contains(this)) {
                return;
            }
            if (now) {
                listener.onPresent();
            } else {
                listener.onAbsent();
            }
        }

        void toldLost(long mark) {
            (tellsLater ? untold : sent).add(() -> shard.execute(() -> listener.onLost(mark)));
        }
    }

    @Override
    public boolean mayHaveInterest(String subject) {
        return subscribed.stream().anyMatch(each -> matches(each.subject, subject));
    }

    /** What is sent to the subject is not read any more. */
    public void congest(String subject) {
        congested.add(subject);
    }

    /** The receiver has read all. */
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
                watched.stream()
                        .filter(each -> each.subject.equals(subject))
                        .forEach(each -> each.toldLost(mark));
                return true;
            }
            return publish(source, index, length, "");
        }

        @Override
        public boolean publish(ByteBuf source, int index, int length, String replyTo) {
            if (!mayHaveInterest(subject)) {
                return false;
            }
            ByteBuf data = Unpooled.copiedBuffer(source.slice(index, length));
            Sent message = new Sent(subject, replyTo, data, new Connection(0), -1);
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

    private BusMessage arrived(Sent message) {
        byte[] subject = message.subject.getBytes(StandardCharsets.UTF_8);
        byte[] reply = message.reply.getBytes(StandardCharsets.UTF_8);
        ByteBuf buffer = Unpooled.buffer();
        // something in front, so that an index taken for 0 shows
        buffer.writeBytes("PUB ".getBytes(StandardCharsets.UTF_8));
        buffer.writeBytes(subject).writeBytes(reply).writeBytes(message.data.duplicate());
        return new Arrived(
                buffer, subject.length, reply.length, message.data.readableBytes(), message);
    }

    private record Arrived(
            ByteBuf buffer, int subjectLength, int replyLength, int payloadLength, Sent message)
            implements BusMessage {
        @Override
        public int subjectIndex() {
            return 4;
        }

        @Override
        public int replyIndex() {
            return 4 + subjectLength;
        }

        @Override
        public int payloadIndex() {
            return 4 + subjectLength + replyLength;
        }

        @Override
        public Origin origin() {
            return message.origin;
        }
    }
}
