package dev.stanchion.transfer.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.client.AckMode;
import dev.stanchion.client.Message;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.Subscription;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.transfer.Findings;
import dev.stanchion.transfer.MessageSink;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.SourceSubscriptions;
import dev.stanchion.transfer.TransferException;
import dev.stanchion.transfer.live.LiveChannels.LiveChannel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a running server, which other clients can see too: what its channels have when
 * the source is opened. Clients, durables and positions are not in reach.
 *
 * <p>A subscription reads each channel. It is not durable, so it leaves nothing behind, and the
 * server sends no more than {@value #IN_FLIGHT} messages ahead of the copy.
 */
public final class LiveSource implements Source {
    private static final int IN_FLIGHT = 4096;
    private static final Duration ACK_WAIT = Duration.ofMinutes(2);

    /** So often, a copy that gets no message looks whether its server has ended. */
    private static final int LOOKS = 10;

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final String clusterId;
    private final StreamingConnection connection;
    private final LiveChannels server;
    private final Duration silence;
    private final Findings findings = new Findings();
    private final List<LiveChannel> channels;

    /**
     * @param connection closed with the source
     * @param silence how long a channel may send nothing before the rest of it counts as lost
     */
    public LiveSource(
            String clusterId,
            StreamingConnection connection,
            LiveChannels server,
            Duration silence) {
        this.clusterId = clusterId;
        this.connection = connection;
        this.server = server;
        this.silence = silence;
        this.channels =
                server.now().stream().sorted(Comparator.comparing(LiveChannel::name)).toList();
    }

    /** Only the cluster ID is known, so clients have to connect again. */
    @Override
    public ServerRecord server() {
        return new ServerRecord(clusterId, "_STAN.discover", clusterId);
    }

    @Override
    public List<ClientRecord> clients() {
        return List.of();
    }

    @Override
    public List<SourceChannel> channels() {
        return channels.stream().<SourceChannel>map(Channel::new).toList();
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public boolean mayForget() {
        return true;
    }

    /**
     * Notes what the server has stored meanwhile: it serves its clients during the copy. If it has
     * ended, all that it had at the beginning is copied nevertheless.
     */
    @Override
    public void requireUnchanged() {
        Map<String, Long> copied = new HashMap<>();
        channels.forEach(each -> copied.put(each.name(), each.last()));
        for (LiveChannel now : channelsAtTheEnd()) {
            long last = copied.getOrDefault(now.name(), 0L);
            if (now.last() > last) {
                findings.note(
                        "channel " + now.name(),
                        "messages #%d to #%d came during the copy, and are not in it"
                                .formatted(last + 1, now.last()));
            }
        }
    }

    private List<LiveChannel> channelsAtTheEnd() {
        try {
            return server.now();
        } catch (TransferException e) {
            findings.loss(
                    "cluster " + clusterId,
                    "the server ended before it told what came during the copy, which is not in it");
            return List.of();
        }
    }

    /** Checks that the server still is the one that the source was opened with. */
    private void requireServing(LiveChannel channel, long copied) {
        if (!connection.isOpen() || !connection.isConnected() || !isThere(channel)) {
            throw ended(channel, copied);
        }
    }

    /** A server without its connection may be back soon, unless it does not answer at all. */
    private boolean hasEnded(LiveChannel channel) {
        return !connection.isOpen() || (!connection.isConnected() && !isThere(channel));
    }

    private boolean isThere(LiveChannel channel) {
        try {
            return server.now().stream()
                    .anyMatch(each ->
                            each.name().equals(channel.name()) && each.last() >= channel.last());
        } catch (TransferException e) {
            return false; // a server that serves answers
        }
    }

    private static TransferException ended(LiveChannel channel, long copied) {
        return new TransferException(
                "the server ended during the copy, or its connection did: channel %s is copied up"
                                .formatted(channel.name())
                        + " to #%d of #%d".formatted(copied, channel.last()),
                "If the server keeps its messages in files or a database, start it, and then this"
                        + " command, which continues. If it kept them in memory, they are gone:"
                        + " start 'stanchion import' with --complete, which keeps what is copied.");
    }

    @Override
    public void close() {
        connection.close();
    }

    /** A channel, of which the messages are read that it had at the beginning. */
    private final class Channel implements SourceChannel {
        private final LiveChannel channel;
        private final BlockingQueue<Message> arrived = new ArrayBlockingQueue<>(IN_FLIGHT);
        private final ByteBuf encoded = Unpooled.buffer();
        private final MsgProtoCursor cursor = new MsgProtoCursor();
        private volatile boolean isOver;

        Channel(LiveChannel channel) {
            this.channel = channel;
        }

        @Override
        public String name() {
            return channel.name();
        }

        @Override
        public long sizeBytes() {
            return channel.bytes();
        }

        @Override
        public long lastSequence() {
            return channel.last();
        }

        @Override
        public SourceSubscriptions readSubscriptions() {
            return new SourceSubscriptions(0, List.of());
        }

        @Override
        public void readMessages(MessageSink sink) {
            readMessagesFrom(1, sink);
        }

        @Override
        public void readMessagesFrom(long sequence, MessageSink sink) {
            if (channel.messages() == 0 || sequence > channel.last()) {
                return;
            }
            isOver = false;
            SubscriptionOptions options =
                    SubscriptionOptions.defaults()
                            .from(sequence <= 1 ? StartAt.first() : StartAt.sequence(sequence))
                            .maxInFlight(IN_FLIGHT)
                            .ackWait(ACK_WAIT)
                            .ackMode(AckMode.MANUAL);
            try {
                Subscription reading = connection.subscribe(name(), options, this::arrive);
                read(sequence <= 1 ? 0 : Math.max(sequence, channel.first()) - 1, sink);
                isOver = true;
                arrived.clear(); // a thread of the connection may wait for room
                reading.close();
            } catch (StreamingException e) {
                requireServing(channel, sequence - 1);
                throw new TransferException(
                        "channel %s of the running server cannot be read: %s"
                                .formatted(name(), e.problem()),
                        e.remedy(),
                        e);
            }
        }

        private void arrive(Message message) throws InterruptedException {
            if (!isOver) {
                arrived.put(message);
            }
        }

        /** Reads behind a sequence; 0 if the channel may begin anywhere. */
        private void read(long before, MessageSink sink) {
            long last = before;
            while (last < channel.last()) {
                Message message = next();
                if (message == null) {
                    requireServing(channel, last);
                    findings.lostMessages(name(), Math.max(last + 1, 1), channel.last());
                    return;
                }
                long sequence = message.sequence();
                if (sequence > channel.last()) {
                    findings.lostMessages(name(), last + 1, channel.last());
                    return;
                }
                if (sequence > last) {
                    nameGap(last, sequence);
                    sink.onMessage(encoded(message));
                    last = sequence;
                }
                message.ack();
            }
        }

        /** A gap at the beginning is what the limits of the server have removed meanwhile. */
        private void nameGap(long last, long sequence) {
            if (last > 0 && sequence > last + 1) {
                findings.lostMessages(name(), last + 1, sequence - 1);
            } else if (last == 0 && sequence > channel.first()) {
                findings.note(
                        "channel " + name(),
                        "the server removed messages #%d to #%d before they were read"
                                .formatted(channel.first(), sequence - 1));
            }
        }

        /** Returns the next message; null if none has come for a time, or none can come. */
        private @Nullable Message next() {
            try {
                @Nullable Message message = null;
                for (int i = 0; i < LOOKS && message == null; i++) {
                    message = arrived.poll(silence.toNanos() / LOOKS, TimeUnit.NANOSECONDS);
                    if (message == null && hasEnded(channel)) {
                        return arrived.poll();
                    }
                }
                return message;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransferException("the copy was interrupted", "Start it again.", e);
            }
        }

        private MsgProtoCursor encoded(Message message) {
            byte[] reply = message.reply().getBytes(UTF_8);
            byte[] data = message.data();
            Instant time = message.timestamp();
            encoded.clear();
            MsgProtoEncoder.write(
                    encoded,
                    message.sequence(),
                    name().getBytes(UTF_8),
                    Unpooled.wrappedBuffer(reply, data),
                    0,
                    reply.length,
                    reply.length,
                    data.length,
                    time.getEpochSecond() * NANOS_PER_SECOND + time.getNano());
            if (!cursor.wrap(encoded, 0, encoded.readableBytes())) {
                throw new IllegalStateException("message #" + message.sequence() + " of " + name());
            }
            return cursor;
        }
    }
}
