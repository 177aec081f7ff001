package dev.stanchion.cli.transfer;

import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.store.jetstream.cluster.ClusterHandler;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.cluster.ClusterListener;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A link whose shard is the thread of a copy. That thread waits for answers, which no event loop
 * may do, so the link behind it stays on its loop: what is published goes there, and what is
 * received comes back, each as a copy.
 */
final class RelayedLink implements ClusterLink {
    private final ClusterLink link;
    private final ShardExecutor shard;
    private State state;
    private ClusterListener listener = NOBODY;

    private static final ClusterListener NOBODY =
            new ClusterListener() {
                @Override
                public void onUp() {}

                @Override
                public void onDown() {}
            };

    /** What the link is like, for the thread of the copy, which may not ask the link itself. */
    private record State(
            boolean isUp, int maxPayloadBytes, String version, String name, String address) {
        static State of(ClusterLink link) {
            return new State(
                    link.isUp(),
                    link.maxPayloadBytes(),
                    link.serverVersion(),
                    link.serverName(),
                    link.serverAddress());
        }
    }

    private RelayedLink(ClusterLink link, ShardExecutor shard, State state) {
        this.link = link;
        this.shard = shard;
        this.state = state;
    }

    /**
     * Makes a relay, on the thread of the copy.
     *
     * @param link open, on a loop
     */
    static RelayedLink to(ClusterLink link, ShardExecutor shard) {
        CompletableFuture<State> asked = new CompletableFuture<>();
        link.shard().execute(() -> asked.complete(State.of(link)));
        RelayedLink relay = new RelayedLink(link, shard, asked.join());
        link.shard().execute(() -> link.listen(relay.new Relayed()));
        return relay;
    }

    @Override
    public ShardExecutor shard() {
        return shard;
    }

    @Override
    public boolean isUp() {
        return state.isUp;
    }

    @Override
    public int maxPayloadBytes() {
        return state.maxPayloadBytes;
    }

    @Override
    public String serverVersion() {
        return state.version;
    }

    @Override
    public String serverName() {
        return state.name;
    }

    @Override
    public String serverAddress() {
        return state.address;
    }

    /** Whether the link takes the message is known later; one that it drops is asked for again. */
    @Override
    public boolean publish(
            byte[] subject,
            byte[] reply,
            int replyLength,
            ByteBuf source,
            int index,
            int headerLength,
            int length) {
        if (!state.isUp || length > state.maxPayloadBytes) {
            return false;
        }
        ByteBuf copy = Unpooled.buffer(Math.max(1, length));
        copy.writeBytes(source, index, length);
        byte[] ownSubject = subject.clone();
        byte[] ownReply = Arrays.copyOf(reply, replyLength);
        link.shard()
                .execute(() ->
                        link.publish(
                                ownSubject, ownReply, replyLength, copy, 0, headerLength, length));
        return true;
    }

    @Override
    public Registration subscribe(String subject, ClusterHandler handler) {
        AtomicReference<Registration> registration = new AtomicReference<>();
        link.shard()
                .execute(() ->
                        registration.set(
                                link.subscribe(
                                        subject,
                                        message -> {
                                            ClusterMessage copy = Copy.of(message);
                                            shard.execute(() -> handler.onMessage(copy));
                                        })));
        return () ->
                link.shard()
                        .execute(() -> {
                            Registration made = registration.get();
                            if (made != null) {
                                made.close();
                            }
                        });
    }

    @Override
    public void listen(ClusterListener itsListener) {
        listener = itsListener;
    }

    /** Passes the events of the connection on. */
    private final class Relayed implements ClusterListener {
        @Override
        public void onUp() {
            State now = State.of(link);
            shard.execute(() -> {
                state = now;
                listener.onUp();
            });
        }

        @Override
        public void onDown() {
            State now = State.of(link);
            shard.execute(() -> {
                state = now;
                listener.onDown();
            });
        }

        @Override
        public void onComplaint(String text) {
            shard.execute(() -> listener.onComplaint(text));
        }
    }

    /** A received message in a buffer of its own. Immutable. */
    private record Copy(
            ByteBuf buffer,
            int subjectLength,
            int replyLength,
            int headerLength,
            int payloadLength,
            int status)
            implements ClusterMessage {
        static Copy of(ClusterMessage message) {
            int length =
                    message.subjectLength()
                            + message.replyLength()
                            + message.headerLength()
                            + message.payloadLength();
            ByteBuf all = Unpooled.buffer(Math.max(1, length));
            ByteBuf from = message.buffer();
            all.writeBytes(from, message.subjectIndex(), message.subjectLength());
            all.writeBytes(from, message.replyIndex(), message.replyLength());
            all.writeBytes(from, message.headerIndex(), message.headerLength());
            all.writeBytes(from, message.payloadIndex(), message.payloadLength());
            return new Copy(
                    all,
                    message.subjectLength(),
                    message.replyLength(),
                    message.headerLength(),
                    message.payloadLength(),
                    message.status());
        }

        @Override
        public int subjectIndex() {
            return 0;
        }

        @Override
        public int replyIndex() {
            return subjectLength;
        }

        @Override
        public int headerIndex() {
            return subjectLength + replyLength;
        }

        @Override
        public int payloadIndex() {
            return subjectLength + replyLength + headerLength;
        }
    }
}
