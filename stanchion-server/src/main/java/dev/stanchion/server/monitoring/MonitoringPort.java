package dev.stanchion.server.monitoring;

import dev.stanchion.nats.loop.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP listener, or HTTPS. It uses the transport that the clients' loops have loaded already.
 * Safe for use by many threads.
 */
public final class MonitoringPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MonitoringPort.class);

    private static final int MAX_CONNECTIONS = 256;

    /**
     * A channel's name has up to 4096 bytes, a text to search for 1000 characters of up to 4 bytes,
     * of which there can be two. Each byte takes three in an address.
     */
    static final int MAX_LINE_BYTES = 48 * 1024;

    static final int MAX_HEADER_BYTES = 8 * 1024;
    private static final int MAX_CHUNK_BYTES = 8192;
    private static final int MAX_UNSENT_BYTES = 256 * 1024;
    private static final long MAX_UNSENT_OF_ALL = 64L * 1024 * 1024;
    private static final long MAX_STREAMED_OF_ALL = 8L * 1024 * 1024;
    private static final long MAX_BODIES_OF_ALL = 16L * 1024 * 1024;
    private static final int SHUTDOWN_SECONDS = 2;

    private final String host;
    private final int port;
    private final Site site;
    private final BytesInHand unsent = new BytesInHand(MAX_UNSENT_OF_ALL);
    private final BytesInHand ofStreams = new BytesInHand(MAX_STREAMED_OF_ALL);
    private final BytesInHand unanswered = new BytesInHand(MAX_BODIES_OF_ALL);
    private final @Nullable Encryption encryption;
    private @Nullable EventLoopGroup loop;
    private @Nullable Channel listener;

    /** Creates the TLS handler of a connection, with the current certificate. */
    @FunctionalInterface
    public interface Encryption {
        SslHandler handler();
    }

    /**
     * @param port 0 lets the system choose
     */
    public MonitoringPort(String host, int port, Site site) {
        this(host, port, site, null);
    }

    /**
     * @param port 0 lets the system choose
     * @param encryption null means HTTP
     */
    public MonitoringPort(String host, int port, Site site, @Nullable Encryption encryption) {
        this.host = host;
        this.port = port;
        this.site = site;
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
                        Transport.ioHandlers());
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
                .channel(Transport.listening())
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
        var handler = new RequestHandler(site, unsent, ofStreams, unanswered);
        if (!visitors.admit(connection, handler::isIdle)) {
            connection.unsafe().closeForcibly(); // nothing has been read or written yet
            return;
        }
        if (encryption != null) {
            connection.pipeline().addLast(new PlainRequests()).addLast(encryption.handler());
        }
        connection
                .pipeline()
                .addLast(new StrictRequestDecoder(decoder()))
                .addLast(new HttpResponseEncoder())
                .addLast(handler);
    }

    private static HttpDecoderConfig decoder() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxChunkSize(MAX_CHUNK_BYTES);
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
