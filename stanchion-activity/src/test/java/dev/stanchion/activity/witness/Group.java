package dev.stanchion.activity.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.bus.MemoryConnection;
import dev.stanchion.kit.shard.ManualShards;
import dev.stanchion.kit.store.naive.NaiveDisk;
import dev.stanchion.kit.store.naive.NaiveStore;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.PubMsgEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Members of a group with one disk, and a client of theirs, on virtual time. A message on the
 * network reaches every member that lives, unless a test loses it. Confined to the thread of a
 * test.
 */
final class Group {
    static final String CLUSTER_ID = "ticketing";
    static final String CHANNEL = "orders";

    final ManualShards shards = new ManualShards(1);
    final NaiveDisk disk = new NaiveDisk();
    final MemoryJournal journal = new MemoryJournal();

    /** The guids of the acknowledgements, in the order in which the client gets them. */
    final List<String> acknowledged = new ArrayList<>();

    /** The guids of refused publishes. */
    final List<String> refused = new ArrayList<>();

    /** The subjects of answered requests. */
    final List<String> answered = new ArrayList<>();

    private final List<TestMember> members = new ArrayList<>();
    private final MemoryConnection network = new MemoryConnection(0);
    private Predicate<Sent> lost = sent -> false;
    private long epoch;

    /** A message on its way to a member. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    record Sent(TestMember to, String subject, String reply, byte[] payload) {}

    TestMember join() {
        TestMember member = new TestMember(this);
        members.add(member);
        shards.on(0, () -> member.witness().begin("_STAN.discover"));
        return member;
    }

    /** Returns the number of the next term. */
    long nextEpoch() {
        return ++epoch;
    }

    boolean isOfNetwork(Object origin) {
        return origin.equals(network);
    }

    /** Loses messages from now on. */
    void lose(Predicate<Sent> which) {
        lost = which;
    }

    void loseNothing() {
        lost = sent -> false;
    }

    /** The client sends to all that live. */
    void send(String subject, String reply, byte[] payload) {
        send(null, subject, reply, payload);
    }

    /** Sends from one member, or from the client, to all that live but the sender. */
    void send(@Nullable TestMember from, String subject, String reply, byte[] payload) {
        for (TestMember each : members) {
            if (!each.equals(from)) {
                sendTo(each, subject, reply, payload);
            }
        }
    }

    void sendTo(TestMember to, String subject, String reply, byte[] payload) {
        if (to.lives() && !lost.test(new Sent(to, subject, reply, payload))) {
            to.bus().send(network, subject, reply, payload);
        }
    }

    static byte[] publish(String guid) {
        ByteBuf encoded = Unpooled.buffer();
        PubMsgEncoder.write(encoded, "client", guid, CHANNEL, "", guid.getBytes(UTF_8), "");
        return ByteBufUtil.getBytes(encoded);
    }

    /** The client publishes; the guids are also the data. */
    void publishes(String... guids) {
        for (String guid : guids) {
            send("_STAN.pub." + CLUSTER_ID + "." + CHANNEL, "_INBOX.acks", publish(guid));
        }
    }

    void publishesTo(TestMember only, String guid) {
        sendTo(only, "_STAN.pub." + CLUSTER_ID + "." + CHANNEL, "_INBOX.acks", publish(guid));
    }

    void asksToConnect(String clientId, String reply) {
        ByteBuf request = Unpooled.buffer();
        new ConnectRequest(clientId, "_INBOX.heartbeats", 1, "connection", 5, 3).encodeTo(request);
        send("_STAN.discover." + CLUSTER_ID, reply, ByteBufUtil.getBytes(request));
    }

    /** Lets everything happen that needs no time. */
    void settle() {
        boolean isBusy = true;
        while (isBusy) {
            isBusy = shards.settle();
            for (TestMember each : members) {
                isBusy |= each.bus().deliver();
            }
        }
    }

    void pass(Duration time) {
        long left = time.toNanos();
        settle();
        while (left > 0) {
            long step = Math.min(left, Duration.ofMillis(1).toNanos());
            shards.advance(step);
            settle();
            left -= step;
        }
    }

    /** Returns the data of the stored messages, in order. */
    List<String> stored() {
        List<String> stored = new ArrayList<>();
        shards.on(
                0,
                () ->
                        new NaiveStore(disk)
                                .openChannel(
                                        CHANNEL,
                                        ChannelLimits.UNLIMITED,
                                        shards.all().getFirst(),
                                        NOBODY,
                                        Outcome.of(
                                                opened ->
                                                        opened.messages()
                                                                .read(
                                                                        1,
                                                                        Integer.MAX_VALUE,
                                                                        new Reading(stored)),
                                                why -> {
                                                    throw why;
                                                })));
        settle();
        return stored;
    }

    private static final LogListener NOBODY =
            new LogListener() {
                @Override
                public void onDurable(long sequence) {}

                @Override
                public void onInserted(int count) {}

                @Override
                public void onLost(StoreException why) {}
            };

    private record Reading(List<String> to) implements LogReader {
        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            MsgProtoCursor cursor = new MsgProtoCursor();
            cursor.wrap(buffer, index, length);
            to.add(buffer.toString(cursor.dataIndex(), cursor.dataLength(), UTF_8));
            return true;
        }

        @Override
        public void onEnd(long nextSequence) {}

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            throw why;
        }
    }
}
