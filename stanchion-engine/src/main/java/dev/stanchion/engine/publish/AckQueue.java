package dev.stanchion.engine.publish;

import dev.stanchion.engine.answer.LateAnswers;
import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.shard.Backpressure;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.PubAck;
import dev.stanchion.protocol.PubAckEncoder;
import dev.stanchion.protocol.PubMsgCursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgements that publishers wait for, in the order in which their messages came. Each
 * leaves when its channel's log is durable up to its message, and no earlier than those before it.
 * So a publisher gets its acknowledgements in the order in which it published, across channels.
 *
 * <p>A ring of entries in parallel arrays. The acknowledgements themselves are encoded when the
 * message is appended, one behind the other in one buffer. The buffer starts again from its
 * beginning when the ring runs empty. Before it would grow, the rest is moved to its front. So
 * there is no allocation per message.
 */
@ShardOwned
final class AckQueue {
    private static final int INITIAL_CAPACITY = 256;

    private final Backpressure backpressure;
    private final LateAnswers sender;
    private final DurationHistogram latency = new DurationHistogram();
    private ByteBuf encoded = Unpooled.buffer();
    private @Nullable Channel[] channels = new Channel[INITIAL_CAPACITY];
    private @Nullable Destination[] replies = new Destination[INITIAL_CAPACITY];
    private long[] sequences = new long[INITIAL_CAPACITY];
    private int[] ackLengths = new int[INITIAL_CAPACITY];
    private int[] messageBytes = new int[INITIAL_CAPACITY];
    private long[] arrivals = new long[INITIAL_CAPACITY];
    private int head;
    private int size;
    private boolean releasing;

    /** Null unless acknowledgements are traced. */
    private @Nullable AckTrace trace;

    AckQueue(Backpressure backpressure, LateAnswers sender) {
        this.backpressure = backpressure;
        this.sender = sender;
    }

    /** Returns how long publishers have waited. */
    DurationHistogram.Counts latency() {
        return latency.counts();
    }

    boolean isEmpty() {
        return size == 0;
    }

    /**
     * Keeps the acknowledgement of a message that was appended.
     *
     * @param reply where the publisher wants it; null if nowhere
     * @param bytes how much of it waits in the log to become durable
     * @param arrivedNanos when it came, as elapsed time
     */
    void add(
            Channel channel,
            long sequence,
            @Nullable Destination reply,
            int bytes,
            long arrivedNanos,
            PubMsgCursor message) {
        if (size == channels.length) {
            grow();
        }
        makeRoom(PubAckEncoder.encodedLength(message.guidLength(), 0));
        int before = encoded.writerIndex();
        PubAckEncoder.write(encoded, message.buffer(), message.guidIndex(), message.guidLength());
        int ackLength = encoded.writerIndex() - before;
        int at = (head + size) & (channels.length - 1);
        channels[at] = channel;
        replies[at] = reply;
        sequences[at] = sequence;
        ackLengths[at] = ackLength;
        messageBytes[at] = bytes;
        arrivals[at] = arrivedNanos;
        size++;
    }

    /** Records the client of the next acknowledgement that is added, for the trace. */
    void traceNext(Channel channel, long sequence, String clientId, String guid) {
        AckTrace traced = trace;
        if (traced == null) {
            traced = new AckTrace();
            trace = traced;
        }
        traced.add(channel, sequence, clientId, guid);
    }

    private void makeRoom(int bytes) {
        if (encoded.refCnt() > 1) {
            // the bus keeps a long acknowledgement instead of copying it: its bytes must not change
            ByteBuf fresh = Unpooled.buffer().writeBytes(encoded.duplicate());
            encoded.release();
            encoded = fresh;
        } else if (size == 0) {
            encoded.clear();
        } else if (encoded.writableBytes() < bytes
                && encoded.readerIndex() > encoded.capacity() / 2) {
            encoded.discardReadBytes();
        }
    }

    /**
     * Sends the acknowledgements that have become due, from the front.
     *
     * @param nowNanos as elapsed time
     */
    void release(long nowNanos) {
        if (releasing) {
            return; // called back from sending: the loop below continues by itself
        }
        releasing = true;
        try {
            while (size > 0 && isSettled()) {
                sendFirst(nowNanos);
            }
        } finally {
            releasing = false;
        }
    }

    private boolean isSettled() {
        Channel channel = channels[head];
        return channel == null || channel.durableSequence() >= sequences[head];
    }

    private void sendFirst(long nowNanos) {
        int at = head;
        if (trace != null) {
            traceLeaving(trace, channels[at], sequences[at]);
        }
        int index = encoded.readerIndex();
        Destination reply = replies[at];
        Channel channel = channels[at];
        int bytes = messageBytes[at];
        channels[at] = null;
        replies[at] = null;
        head = (head + 1) & (channels.length - 1);
        size--;
        encoded.skipBytes(ackLengths[at]);
        if (channel != null) { // else it has been refused
            channel.messages().acknowledged(sequences[at], encoded, index, ackLengths[at]);
            if (reply != null) {
                sender.send(reply, encoded, index, ackLengths[at]);
            }
            latency.add(nowNanos - arrivals[at]);
            backpressure.release(bytes);
        }
    }

    private void traceLeaving(AckTrace traced, @Nullable Channel channel, long sequence) {
        if (channel != null) {
            traced.leaving(channel, sequence);
        }
        if (traced.isEmpty()) {
            trace = null;
        }
    }

    /** Moves up the messages of a channel that are not durable. */
    void moveUp(Channel channel, int count) {
        for (int i = 0; i < size; i++) {
            int at = (head + i) & (channels.length - 1);
            if (channels[at] == channel && sequences[at] > channel.durableSequence()) {
                sequences[at] += count;
            }
        }
        if (trace != null) {
            trace.moveUp(channel, count);
        }
    }

    /** Has a message of a channel wait for where it is stored. Those behind it move down by one. */
    void storedByOther(Channel channel, long sequence, long storedAt) {
        for (int i = 0; i < size; i++) {
            int at = (head + i) & (channels.length - 1);
            if (channels[at] == channel && sequences[at] >= sequence) {
                sequences[at] = sequences[at] == sequence ? storedAt : sequences[at] - 1;
            }
        }
        if (trace != null) {
            trace.storedByOther(channel, sequence, storedAt);
        }
    }

    /** Drops all acknowledgements. Their publishers get none. */
    void abandon() {
        for (int i = 0; i < size; i++) {
            int at = (head + i) & (channels.length - 1);
            if (channels[at] != null) {
                backpressure.release(messageBytes[at]);
            }
            channels[at] = null;
            replies[at] = null;
        }
        size = 0;
        trace = null;
    }

    /** Answers the publishers of lost messages of a channel at once. */
    void refuseLost(Channel channel, StoreException why, long nowNanos) {
        trace = null; // a refused message must not delay the others
        int index = encoded.readerIndex();
        for (int i = 0; i < size; i++) {
            int at = (head + i) & (channels.length - 1);
            if (channels[at] == channel && sequences[at] > channel.durableSequence()) {
                channels[at] = null;
                refuse(replies[at], index, ackLengths[at], why);
                backpressure.release(messageBytes[at]);
            }
            index += ackLengths[at];
        }
        release(nowNanos);
    }

    private void refuse(@Nullable Destination reply, int index, int length, StoreException why) {
        if (reply == null) {
            return;
        }
        String guid = PubAck.decode(encoded, index, length).map(PubAck::guid).orElse("");
        ByteBuf refusal = Unpooled.buffer();
        new PubAck(guid, String.valueOf(why.getMessage())).encodeTo(refusal);
        sender.send(reply, refusal, 0, refusal.readableBytes());
        refusal.release();
    }

    private void grow() {
        int capacity = channels.length;
        int doubled = capacity * 2;
        rotateToFront();
        channels = Arrays.copyOf(channels, doubled);
        replies = Arrays.copyOf(replies, doubled);
        sequences = Arrays.copyOf(sequences, doubled);
        ackLengths = Arrays.copyOf(ackLengths, doubled);
        messageBytes = Arrays.copyOf(messageBytes, doubled);
        arrivals = Arrays.copyOf(arrivals, doubled);
    }

    /** Called when the ring is full: the entry at {@code head} comes to place 0. */
    private void rotateToFront() {
        int capacity = channels.length;
        @Nullable Channel[] oldChannels = channels.clone();
        @Nullable Destination[] oldReplies = replies.clone();
        long[] oldSequences = sequences.clone();
        int[] oldAckLengths = ackLengths.clone();
        int[] oldMessageBytes = messageBytes.clone();
        long[] oldArrivals = arrivals.clone();
        for (int i = 0; i < capacity; i++) {
            int from = (head + i) & (capacity - 1);
            channels[i] = oldChannels[from];
            replies[i] = oldReplies[from];
            sequences[i] = oldSequences[from];
            ackLengths[i] = oldAckLengths[from];
            messageBytes[i] = oldMessageBytes[from];
            arrivals[i] = oldArrivals[from];
        }
        head = 0;
    }
}
