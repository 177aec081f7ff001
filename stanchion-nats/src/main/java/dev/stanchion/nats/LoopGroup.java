package dev.stanchion.nats;

import dev.stanchion.nats.connection.ClientConnection;
import dev.stanchion.nats.connection.ClientHandler;
import dev.stanchion.nats.connection.Security;
import dev.stanchion.nats.connection.ServedLoop;
import dev.stanchion.nats.connection.ServerState;
import dev.stanchion.nats.connection.Wire;
import dev.stanchion.nats.loop.LoopThread;
import dev.stanchion.nats.loop.Receiver;
import dev.stanchion.nats.loop.SpinThenPark;
import dev.stanchion.nats.loop.Transport;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.message.Reads;
import dev.stanchion.nats.routing.SubjectRouter;
import dev.stanchion.nats.tls.TlsContexts;
import dev.stanchion.nats.tls.TlsDetector;
import dev.stanchion.nats.wire.CloseReason;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops of one server. They use epoll if the system has it, else NIO. */
final class LoopGroup {
    private static final Logger LOG = LoggerFactory.getLogger(LoopGroup.class);
    private static final int CORES_PER_LOOP = 2;
    private static final int BACKLOG = 4096;
    private static final int EVENTS_AS_NEEDED = 0;
    private static final long DRAIN_MILLIS = 2_000;
    private static final long SHUTDOWN_MILLIS = 2_000;

    private final MultiThreadIoEventLoopGroup group;
    private final List<TurnLoop> loops;
    private final List<ServedLoop> served;

    private LoopGroup(MultiThreadIoEventLoopGroup group, List<TurnLoop> loops) {
        this.group = group;
        this.loops = loops;
        served = loops.stream().map(ServedLoop::new).toList();
    }

    /**
     * Starts loops and waits until each thread knows its loop.
     *
     * @param count 0 means one for every two cores
     */
    static LoopGroup start(int count, SubjectRouter<Receiver> router, long seed) {
        int size = count == 0 ? defaultSize() : count;
        List<SpinThenPark> waits = new ArrayList<>();
        var group = new MultiThreadIoEventLoopGroup(size, threads(), ioHandlers(waits));
        List<TurnLoop> loops = new ArrayList<>();
        for (EventExecutor executor : group) {
            int index = loops.size();
            var loop = new TurnLoop(index, size, (EventLoop) executor, router, seed + 31L * index);
            if (!waits.isEmpty()) {
                loop.waitBy(waits.get(index));
            }
            loops.add(loop);
        }
        for (TurnLoop loop : loops) {
            loop.know(loops);
        }
        for (TurnLoop loop : loops) {
            loop.eventLoop().submit(() -> bind(loop)).syncUninterruptibly();
        }
        return new LoopGroup(group, List.copyOf(loops));
    }

    /**
     * Chooses how loops wait. A loop that polls for input instead of sleeping occupies a core, so
     * it polls only if there are two.
     *
     * @param waits gets each loop's way to wait, in order; stays empty if loops sleep at once
     */
    private static IoHandlerFactory ioHandlers(List<SpinThenPark> waits) {
        if (!Transport.isEpoll() || Runtime.getRuntime().availableProcessors() == 1) {
            return Transport.ioHandlers();
        }
        return EpollIoHandler.newFactory(
                EVENTS_AS_NEEDED,
                () -> {
                    var wait = new SpinThenPark(System::nanoTime);
                    waits.add(wait);
                    return wait;
                });
    }

    /**
     * Returns one loop for every two cores. A message that goes from one loop to another costs a
     * system call and a wake-up, which is most of the cost on a server that is not busy. The
     * kernel, the compiler and the store's threads also need cores. See decision 0020.
     */
    private static int defaultSize() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_PER_LOOP);
    }

    private static void bind(TurnLoop loop) {
        ((LoopThread) Thread.currentThread()).belongTo(loop);
    }

    private static ThreadFactory threads() {
        var next = new AtomicInteger();
        return task -> new LoopThread(task, "nats-loop-" + next.getAndIncrement());
    }

    List<TurnLoop> loops() {
        return loops;
    }

    /** Returns the loops with their connections, in the order of their indexes. */
    List<ServedLoop> served() {
        return served;
    }

    /** Opens a port for clients that speak NATS. */
    ChannelFuture bind(NatsServerOptions options, ServerState state) {
        return bind(
                options.host(), options.port(), (channel, loop) -> accept(channel, loop, state));
    }

    /**
     * Opens a port.
     *
     * @param accept called for each connection, on its loop
     */
    ChannelFuture bind(String host, int port, BiConsumer<SocketChannel, ServedLoop> accept) {
        return new ServerBootstrap()
                .group(group)
                .channel(Transport.listening())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                // After a failed write, the connection still reads what the peer sent before it
                // left.
                .childOption(ChannelOption.AUTO_CLOSE, false)
                .childHandler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel channel) {
                                accept(channel, accept);
                            }
                        })
                .bind(host, Math.max(port, 0));
    }

    @SuppressWarnings("deprecation") // the type that Netty asks for
    private void accept(SocketChannel channel, BiConsumer<SocketChannel, ServedLoop> accept) {
        ServedLoop owner = loopOf(channel.eventLoop());
        channel.config().setRecvByteBufAllocator(new Reads(owner.loop()::readBuffers));
        accept.accept(channel, owner);
    }

    /** Has a connection read ciphertext, from its first byte on. */
    @SuppressWarnings("deprecation") // the type that Netty asks for
    static void readCiphertext(SocketChannel channel, ServedLoop loop) {
        channel.config().setRecvByteBufAllocator(new Reads(loop.loop()::ciphertextBuffers));
    }

    private static void accept(SocketChannel channel, ServedLoop loop, ServerState state) {
        Security.InForce inForce = state.security().inForce();
        TlsContexts tls = inForce.tls();
        if (tls != null) {
            readCiphertext(channel, loop);
            channel.pipeline().addLast(new TlsDetector(tls, state.security().tlsTasks()));
        }
        var connection = new ClientConnection(state, inForce, loop, channel, Wire.nats());
        channel.pipeline().addLast(new ClientHandler(connection, loop.loop()));
    }

    @SuppressWarnings("ReferenceEquality") // a loop is the object
    private ServedLoop loopOf(EventLoop eventLoop) {
        for (ServedLoop each : served) {
            if (each.loop().eventLoop() == eventLoop) {
                return each;
            }
        }
        throw new IllegalStateException("a channel of another group: " + eventLoop);
    }

    /** Makes every connection check its client against the current rules. */
    void recheckAll() {
        for (ServedLoop each : served) {
            each.loop().post(() -> each.connections().forEach(ClientConnection::reviewLogin));
        }
    }

    /** Writes what is queued and closes all connections, in bounded time. */
    void closeConnections(CloseReason reason) {
        var drained = new CountDownLatch(loops.size());
        for (ServedLoop each : served) {
            each.loop()
                    .post(() -> {
                        each.lingering().closeAll();
                        each.connections().closeAll(reason, drained::countDown);
                    });
        }
        try {
            if (!drained.await(DRAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("Some clients do not read; closing without them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is queued, closes all connections and ends the threads, in bounded time. */
    void close(CloseReason reason) {
        closeConnections(reason);
        group.shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * SHUTDOWN_MILLIS);
        if (group.isTerminated()) {
            loops.forEach(TurnLoop::dispose);
        }
    }
}
