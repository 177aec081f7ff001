package dev.stanchion.store.jetstream;

import dev.stanchion.bus.nats.LoopShard;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.kit.shard.ManualShard;
import dev.stanchion.nats.link.LinkOptions;
import dev.stanchion.nats.link.ServerAddress;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.store.jetstream.cluster.ClusterHandler;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.cluster.ClusterListener;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import dev.stanchion.store.jetstream.link.NettyClusterLink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The link of production, whose messages hop to a shard that a test drives by hand. A test can lose
 * messages in either direction. Belongs to the thread of the test.
 */
final class HoppingLink implements ClusterLink {
    private final ManualShard shard;
    private final NettyClusterLink link;
    private final ShardExecutor loop;
    private final Semaphore arrived = new Semaphore(0);
    private volatile boolean isDead;
    private volatile Predicate<ClusterMessage> arriving = message -> true;
    private volatile Predicate<ClusterMessage> delayed = message -> false;
    private volatile List<Runnable> late = List.of();
    private Predicate<String> leaving = reply -> true;

    private HoppingLink(ManualShard shard, NettyClusterLink link) {
        this.shard = shard;
        this.link = link;
        this.loop = link.shard();
    }

    static HoppingLink open(NatsLoop loop, String url, ManualShard shard) {
        LinkOptions usual = LinkOptions.of(ServerAddress.parse(url), "test", "1");
        LinkOptions options =
                new LinkOptions(
                        usual.servers(),
                        usual.credentials(),
                        usual.tls(),
                        usual.name(),
                        usual.version(),
                        Duration.ofSeconds(60), // a busy machine is not what these tests are about
                        usual.pingInterval(),
                        usual.maxPendingBytes());
        NettyClusterLink link =
                new NettyClusterLink(loop, new LoopShard(loop, Clock.systemUTC()), options);
        link.open().toCompletableFuture().join();
        return new HoppingLink(shard, link);
    }

    /** Waits until a message has arrived, but not long. Returns whether there was one. */
    boolean awaitArrival(long millis) {
        try {
            boolean any = arrived.tryAcquire(millis, TimeUnit.MILLISECONDS);
            arrived.drainPermits();
            return any;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets only some messages arrive. */
    void letArrive(Predicate<ClusterMessage> wanted) {
        arriving = wanted;
    }

    /** Sends only some messages; the others are lost on their way. */
    void letLeave(Predicate<String> wantedReplies) {
        leaving = wantedReplies;
    }

    /** Holds some messages back until a test lets them arrive. */
    void delay(Predicate<ClusterMessage> wanted, List<Runnable> held) {
        delayed = wanted;
        late = held;
    }

    /** Waits until the server has everything that was published. */
    void flush() {
        CountDownLatch passed = new CountDownLatch(1);
        loop.execute(() -> link.fence(passed::countDown));
        try {
            if (!passed.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the server does not answer");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends the link without a word to its users, as the end of a process does. */
    void kill() {
        isDead = true;
        link.close().toCompletableFuture().join();
    }

    @Override
    public ShardExecutor shard() {
        return shard;
    }

    @Override
    public boolean isUp() {
        return !isDead;
    }

    @Override
    public int maxPayloadBytes() {
        return 1024 * 1024;
    }

    @Override
    public String serverVersion() {
        return link.serverVersion();
    }

    @Override
    public String serverName() {
        return link.serverName();
    }

    @Override
    public String serverAddress() {
        return link.serverAddress();
    }

    @Override
    public boolean publish(
            byte[] subject,
            byte[] reply,
            int replyLength,
            ByteBuf source,
            int index,
            int headerLength,
            int length) {
        byte[] bytes = ByteBufUtil.getBytes(source, index, length);
        String to = new String(reply, 0, replyLength, StandardCharsets.US_ASCII);
        byte[] itsReply = to.getBytes(StandardCharsets.US_ASCII);
        if (!isDead && leaving.test(to)) {
            loop.execute(() ->
                    link.publish(
                            subject,
                            itsReply,
                            itsReply.length,
                            Unpooled.wrappedBuffer(bytes),
                            0,
                            headerLength,
                            length));
        }
        return !isDead;
    }

    @Override
    public Registration subscribe(String subject, ClusterHandler handler) {
        List<Registration> registered = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            registered.add(link.subscribe(subject, message -> hop(message, handler)));
            done.countDown();
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return registered.getFirst();
    }

    private void hop(ClusterMessage message, ClusterHandler handler) {
        if (isDead || !arriving.test(message)) {
            return;
        }
        Copied copied = Copied.of(message);
        if (delayed.test(message)) {
            late.add(() -> shard.execute(() -> handler.onMessage(copied)));
            return;
        }
        shard.execute(() -> handler.onMessage(copied));
        arrived.release();
    }

    @Override
    public void listen(ClusterListener listener) {
        link.listen(
                new ClusterListener() {
                    @Override
                    public void onUp() {
                        shard.execute(listener::onUp);
                        arrived.release();
                    }

                    @Override
                    public void onDown() {
                        shard.execute(listener::onDown);
                        arrived.release();
                    }

                    @Override
                    public void onComplaint(String text) {
                        shard.execute(() -> listener.onComplaint(text));
                        arrived.release();
                    }
                });
    }

    /** A copy of a message. Immutable. */
    private record Copied(
            ByteBuf buffer,
            int subjectLength,
            int replyLength,
            int headerLength,
            int payloadLength,
            int status)
            implements ClusterMessage {
        static Copied of(ClusterMessage from) {
            ByteBuf copy = Unpooled.buffer();
            copy.writeBytes(from.buffer(), from.subjectIndex(), from.subjectLength());
            copy.writeBytes(from.buffer(), from.replyIndex(), from.replyLength());
            copy.writeBytes(
                    from.buffer(), from.headerIndex(), from.headerLength() + from.payloadLength());
            return new Copied(
                    copy,
                    from.subjectLength(),
                    from.replyLength(),
                    from.headerLength(),
                    from.payloadLength(),
                    from.status());
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
            return headerIndex() + headerLength;
        }
    }
}
