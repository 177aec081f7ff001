package dev.stanchion.activity.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.GuidHash;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.bus.MemoryBus;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.kit.store.naive.NaiveStore;
import dev.stanchion.protocol.PubAck;
import dev.stanchion.protocol.PubAckEncoder;
import dev.stanchion.protocol.PubMsgCursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process of a {@link Group}: a witness, and in a term an engine that can do nothing but store
 * publishes in one channel and answer requests. Confined to the thread of a test.
 */
final class TestMember {
    private final Group group;
    private final MemoryBus bus;
    private final Witness witness;
    private final WitnessBus ofEngine;
    private final List<String> taken = new ArrayList<>();
    private final Deque<Unacknowledged> unacknowledged = new ArrayDeque<>();
    private boolean lives = true;
    private boolean commits = true;
    private boolean answers = true;
    private boolean refuses;
    private boolean pauses;
    private @Nullable Origin paused;
    private long durable;
    private @Nullable ChannelLog log;

    private record Unacknowledged(long sequence, String guid, String reply) {}

    TestMember(Group group) {
        this.group = group;
        this.bus = new MemoryBus(group.shards);
        this.witness =
                new Witness(
                        bus,
                        group.shards.all().getFirst(),
                        Group.CLUSTER_ID,
                        pattern -> message -> false,
                        1 << 20);
        this.ofEngine = new WitnessBus(bus, witness, "_STAN.discover." + Group.CLUSTER_ID);
        bus.subscribe("_STANCHION.>", this::forward);
        bus.subscribe("_INBOX.>", this::toClient);
    }

    private void forward(BusMessage message) {
        if (lives && !group.isOfNetwork(message.origin())) {
            group.send(this, subject(message), reply(message), payload(message));
        }
    }

    private void toClient(BusMessage message) {
        if (!lives) {
            return;
        }
        PubAck.decode(message.buffer(), message.payloadIndex(), message.payloadLength())
                .filter(ack -> subject(message).equals("_INBOX.acks"))
                .ifPresentOrElse(
                        ack ->
                                (ack.error().isEmpty() ? group.acknowledged : group.refused)
                                        .add(ack.guid()),
                        () -> group.answered.add(subject(message)));
    }

    static String subject(BusMessage message) {
        return message.buffer().toString(message.subjectIndex(), message.subjectLength(), UTF_8);
    }

    static String reply(BusMessage message) {
        return message.buffer().toString(message.replyIndex(), message.replyLength(), UTF_8);
    }

    private static byte[] payload(BusMessage message) {
        return ByteBufUtil.getBytes(
                message.buffer(), message.payloadIndex(), message.payloadLength());
    }

    MemoryBus bus() {
        return bus;
    }

    Witness witness() {
        return witness;
    }

    boolean lives() {
        return lives;
    }

    /** Returns what its engine has taken, in order; {@code again} before those that may repeat. */
    List<String> taken() {
        return taken;
    }

    /** The process ends without a word. */
    void dies() {
        lives = false;
    }

    /** The process appends messages, and its store makes none of them durable. */
    void stopsCommitting() {
        commits = false;
    }

    /** Its engine stores, and is too slow to acknowledge. */
    void stopsAnswering() {
        answers = false;
    }

    /** Its engine refuses all publishes. */
    void refuses() {
        refuses = true;
    }

    /** Its engine pauses the origin of the next publish. */
    void pausesOnce() {
        pauses = true;
    }

    /** Its engine has room again. */
    void resumes() {
        if (paused != null) {
            paused.resume();
        }
    }

    /** It begins a term and serves. */
    void takesOver() {
        begins();
        serves();
    }

    /** It begins a term, and recovers. */
    void begins() {
        group.shards.on(
                0,
                () -> {
                    TermWitness term =
                            witness.beginTerm(group.nextEpoch(), ofEngine, group.shards.all());
                    term.around(new NaiveStore(group.disk), group.journal)
                            .openChannel(
                                    Group.CHANNEL,
                                    ChannelLimits.UNLIMITED,
                                    group.shards.all().getFirst(),
                                    new Acknowledging(),
                                    Outcome.of(
                                            opened -> log = opened.messages(),
                                            why -> {
                                                throw why;
                                            }));
                });
        group.settle();
    }

    /** Its engine takes requests. */
    void serves() {
        group.shards.on(
                0,
                () -> {
                    String publishes = "_STAN.pub." + Group.CLUSTER_ID + ".>";
                    ofEngine.subscribe(publishes, this::onPublish);
                    ofEngine.subscribe(
                            "_STAN.discover." + Group.CLUSTER_ID,
                            message -> answer(message, "connect"));
                    ofEngine.subscribe(
                            "_STAN.discover." + Group.CLUSTER_ID + ".pings",
                            message -> answer(message, "ping"));
                    ofEngine.subscribe(
                            "_STAN.sub." + Group.CLUSTER_ID,
                            message -> answer(message, "subscribe"));
                    witness.serve();
                });
        group.settle();
    }

    private void answer(BusMessage message, String what) {
        taken.add((message.origin().mayRepeat() ? "again " : "") + what);
        if (answers) {
            ByteBuf answer = Unpooled.wrappedBuffer(new byte[] {1});
            ofEngine.destination(reply(message)).publish(answer, 0, 1);
        }
    }

    private ChannelLog log() {
        ChannelLog open = log;
        if (open == null) {
            throw new AssertionError("no term has begun");
        }
        return open;
    }

    private void onPublish(BusMessage message) {
        PubMsgCursor cursor = new PubMsgCursor();
        cursor.wrap(message.buffer(), message.payloadIndex(), message.payloadLength());
        ByteBuf buffer = cursor.buffer();
        String guid = buffer.toString(cursor.guidIndex(), cursor.guidLength(), UTF_8);
        taken.add((message.origin().mayRepeat() ? "again " : "") + guid);
        if (pauses) {
            pauses = false;
            paused = message.origin();
            paused.pause();
        }
        if (refuses) {
            refuse(guid, reply(message));
        } else if (log().isKnown(buffer, cursor.guidIndex(), cursor.guidLength())) {
            acknowledge(new Unacknowledged(0, guid, reply(message)));
        } else if (log().isRepeated(
                        message.origin(), buffer, cursor.guidIndex(), cursor.guidLength())) {
            unacknowledged.add(new Unacknowledged(log().lastSequence(), guid, reply(message)));
            acknowledgeDurable(durable);
        } else {
            append(guid, reply(message));
        }
    }

    private void append(String guid, String reply) {
        long sequence = log().lastSequence() + 1;
        log().append(new Published(new TestMessage(sequence, 1, Group.CHANNEL, guid), guid));
        unacknowledged.add(new Unacknowledged(sequence, guid, reply));
        if (commits) {
            log().commit();
        }
    }

    private void refuse(String guid, String reply) {
        ByteBuf refusal = Unpooled.buffer();
        new PubAck(guid, "stan: no").encodeTo(refusal);
        ofEngine.destination(reply).publish(refusal, 0, refusal.readableBytes());
    }

    private void acknowledgeDurable(long sequence) {
        while (answers
                && !unacknowledged.isEmpty()
                && unacknowledged.getFirst().sequence() <= sequence) {
            acknowledge(unacknowledged.removeFirst());
        }
    }

    private void acknowledge(Unacknowledged due) {
        ByteBuf guid = Unpooled.copiedBuffer(due.guid(), UTF_8);
        ByteBuf ack = Unpooled.buffer();
        PubAckEncoder.write(ack, guid, 0, guid.readableBytes());
        log().acknowledged(due.sequence(), ack, 0, ack.readableBytes());
        ofEngine.destination(due.reply()).publish(ack, 0, ack.readableBytes());
    }

    /** A message with a guid. */
    private record Published(TestMessage message, String guid) implements LogEntry {
        @Override
        public long sequence() {
            return message.sequence();
        }

        @Override
        public long timestampEpochNanos() {
            return message.timestampEpochNanos();
        }

        @Override
        public int encodedLength() {
            return message.encodedLength();
        }

        @Override
        public void writeTo(ByteBuf target) {
            message.writeTo(target);
        }

        @Override
        public long guidHash() {
            return GuidHash.of(guid);
        }
    }

    private final class Acknowledging implements LogListener {
        @Override
        public void onDurable(long sequence) {
            durable = sequence;
            group.shards.all().getFirst().execute(() -> acknowledgeDurable(sequence));
        }

        @Override
        public void onInserted(int count) {
            throw new AssertionError("the disk has one writer");
        }

        @Override
        public void onLost(StoreException why) {
            throw why;
        }
    }
}
