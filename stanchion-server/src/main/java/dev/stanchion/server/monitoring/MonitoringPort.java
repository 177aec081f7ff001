package dev.stanchion.server.monitoring;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP listener, or HTTPS. Safe for use by many threads. */
public final class MonitoringPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MonitoringPort.class);

    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_LINE_BYTES = 4096;
    private static final int MAX_HEADER_BYTES = 8192;
    private static final int MAX_CHUNK_BYTES = 8192;
    private static final int MAX_UNSENT_BYTES = 256 * 1024;
    private static final int SHUTDOWN_SECONDS = 2;

    private final String host;
    private final int port;
    private final Pages pages;
    private final Access access;
    private final UnsentBytes unsent = new UnsentBytes();
    private final @Nullable Encryption encryption;
    private @Nullable EventLoopGroup loop;
    private @Nullable Channel listener;

    /** Creates the TLS handler of a connection, with the current certificate. */
    @FunctionalInterface
    public interface Encryption {
        SslHandler handler(ByteBufAllocator allocator);
    }

    /**
     * @param port 0 lets the system choose
     */
    public MonitoringPort(String host, int port, Pages pages, Access access) {
        this(host, port, pages, access, null);
    }

    /**
     * @param port 0 lets the system choose
     * @param encryption null means HTTP
     */
    public MonitoringPort(
            String host, int port, Pages pages, Access access, @Nullable Encryption encryption) {
        this.host = host;
        this.port = port;
        this.pages = pages;
        this.access = access;
        this.encryption = encryption;
    }

    /**
     * Opens the port.
     *
     * @throws MonitoringException if that is not possible; then nothing stays open
     */
    public synchronized void start() {
        EventLoopGroup newLoop =
                new MultiThreadIoEventLoopGroup(
                        1,
                        new DefaultThreadFactory("stanchion-monitoring", true),
                        NioIoHandler.newFactory());
        loop = newLoop;
        ChannelFuture bound = bootstrap(newLoop).bind(host, port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            throw new MonitoringException(host, port, bound.cause());
        }
        listener = bound.channel();
        String scheme = encryption == null ? "http" : "https";
        LOG.info("Starting {} monitor on {}", scheme, HostPort.of(host, port()));
    }

    private ServerBootstrap bootstrap(EventLoopGroup newLoop) {
        var visitors = new ConnectionLimiter(MAX_CONNECTIONS);
        return new ServerBootstrap()
                .group(newLoop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(MAX_UNSENT_BYTES / 2, MAX_UNSENT_BYTES))
                .childHandler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel connection) {
                                accept(connection, visitors);
                            }
                        });
    }

    private void accept(Channel connection, ConnectionLimiter visitors) {
        var handler = new RequestHandler(pages, access, unsent);
        if (!visitors.admit(connection, handler::isIdle)) {
            connection.unsafe().closeForcibly(); // nothing has been read or written yet
            return;
        }
        if (encryption != null) {
            connection
                    .pipeline()
                    .addLast(new PlainRequests())
                    .addLast(encryption.handler(connection.alloc()));
        }
        connection
                .pipeline()
                .addLast(new HttpServerCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES))
                .addLast(handler);
    }

    /** Returns the port that is open. */
    public synchronized int port() {
        if (listener == null) {
            throw new IllegalStateException("monitoring port: not open");
        }
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Closes the port and its connections. Idempotent. Returns within 4 seconds. */
    @Override
    public synchronized void close() {
        if (loop != null) {
            loop.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                    .awaitUninterruptibly(2L * SHUTDOWN_SECONDS, TimeUnit.SECONDS);
            loop = null;
            listener = null;
        }
    }
}
