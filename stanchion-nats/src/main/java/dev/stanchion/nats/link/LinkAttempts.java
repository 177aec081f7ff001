package dev.stanchion.nats.link;

import dev.stanchion.nats.loop.Timer;
import dev.stanchion.nats.loop.Transport;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.message.Reads;
import dev.stanchion.nats.tls.ClientTls;
import dev.stanchion.nats.tls.TlsException;
import dev.stanchion.nats.wire.PubOp;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Attempts to connect: it tries one server after the other, and pauses after a round without
 * success. Operations that may block (name lookups, files, handshakes) run on other threads.
 * Confined to the loop.
 */
final class LinkAttempts {
    private static final Executor ELSEWHERE = task -> Thread.ofVirtual().start(task);

    /**
     * The first pause. It is short, because a round against absent servers takes no time, and the
     * servers may be starting.
     */
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final TurnLoop loop;
    private final LinkOptions options;
    private final Owner owner;
    private final ServerPool pool;
    private final Map<ServerAddress, String> failures = new LinkedHashMap<>();
    private @Nullable Consumer<LinkException> onFailure;
    private @Nullable LinkConnection current;
    private @Nullable Timer pause;
    private PeerInfo info = PeerInfo.NONE;
    private String refusal = "";
    private int leftInRound;
    private long pauseNanos = SHORTEST_PAUSE_NANOS;
    private boolean stopped;

    /** The link that wants a connection. */
    interface Owner {
        /** Tells whether a connection to a server is wanted. */
        default boolean wants(PeerInfo info) {
            return true;
        }

        void onReady(LinkConnection made, ServerAddress server);

        void onMessage(int sid, PubOp message);

        void onComplaint(ServerAddress server, String text);

        /** The socket has accepted bytes. */
        void onWritten();

        /** A ready connection has ended. The attempts look for another one. */
        void onLost(ServerAddress server, String why);
    }

    LinkAttempts(TurnLoop loop, LinkOptions options, ServerPool pool, Owner owner) {
        this.loop = loop;
        this.options = options;
        this.owner = owner;
        this.pool = pool;
    }

    PeerInfo info() {
        return info;
    }

    /** Tries each server once. */
    void beginOnce(Consumer<LinkException> failed) {
        onFailure = failed;
        beginRound();
    }

    void stop() {
        stopped = true;
        if (pause != null) {
            pause.cancel();
        }
        if (current != null) {
            current.end("closed", false);
        }
    }

    private void beginRound() {
        failures.clear();
        refusal = "";
        leftInRound = pool.size();
        tryNext();
    }

    private void tryNext() {
        if (stopped) {
            return;
        }
        if (leftInRound == 0) {
            endRound();
            return;
        }
        leftInRound--;
        ServerAddress server = pool.next();
        ELSEWHERE.execute(() -> prepare(server));
    }

    private void endRound() {
        Consumer<LinkException> failed = onFailure;
        if (failed != null) {
            stopped = true;
            failed.accept(failure());
            return;
        }
        pause = loop.schedule(pauseNanos, this::beginRound);
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
    }

    /**
     * Returns the failure with the text of the Go server, for which tools search, and the servers
     * that were tried.
     */
    private LinkException failure() {
        String tried =
                failures.entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .collect(Collectors.joining("; "));
        String what = refusal.isEmpty() ? "nats: no servers available for connection" : refusal;
        return new LinkException(
                what + " (" + tried + "; expected: one of them runs and lets this user in)");
    }

    /** Prepares an attempt on another thread. */
    private void prepare(ServerAddress server) {
        try {
            Proof proof = Proof.read(options.credentials());
            ClientTls tls = ClientTls.read(options.tls());
            InetAddress[] hosts = InetAddress.getAllByName(server.host());
            loop.post(() -> connect(server, proof, tls, List.of(hosts), 0));
        } catch (UnknownHostException e) {
            loop.post(() -> failed(server, "lookup " + server.host() + ": no such host", false));
        } catch (LinkException | TlsException e) {
            loop.post(() -> failed(server, String.valueOf(e.getMessage()), true));
        }
    }

    private void connect(
            ServerAddress server, Proof proof, ClientTls tls, List<InetAddress> hosts, int at) {
        if (stopped) {
            return;
        }
        new Bootstrap()
                .group(loop.eventLoop())
                .channel(Transport.connecting())
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        (int) options.connectTimeout().toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            @SuppressWarnings("deprecation") // Netty requires this type
                            protected void initChannel(SocketChannel channel) {
                                LinkConnection made = of(channel, server, proof, tls);
                                channel.config()
                                        .setRecvByteBufAllocator(new Reads(made::readBuffers));
                                channel.pipeline().addLast(made);
                            }
                        })
                .connect(new InetSocketAddress(hosts.get(at), server.port()))
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        loop.enterTurn();
                        current = null;
                        if (at + 1 < hosts.size()) {
                            connect(server, proof, tls, hosts, at + 1);
                        } else {
                            failed(server, textOf(connected.cause()), false);
                        }
                    }
                });
    }

    private static String textOf(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        return text.contains("Connection refused") ? "connection refused" : text;
    }

    private LinkConnection of(
            SocketChannel channel, ServerAddress server, Proof proof, ClientTls tls) {
        var events = new Events(server);
        var made =
                new LinkConnection(events, loop, channel, options, server, proof, tls, ELSEWHERE);
        events.connection = made;
        current = made;
        return made;
    }

    private void failed(ServerAddress server, String why, boolean refused) {
        failures.put(server, why);
        if (refused && refusal.isEmpty()) {
            refusal = why;
        }
        tryNext();
    }

    /** Handles the events of one connection. */
    private final class Events implements LinkConnection.Owner {
        private final ServerAddress server;
        private @Nullable LinkConnection connection;
        private boolean wasReady;

        Events(ServerAddress server) {
            this.server = server;
        }

        @Override
        public boolean wants(PeerInfo introduced) {
            return owner.wants(introduced);
        }

        @Override
        public void onReady() {
            LinkConnection ready = connection;
            if (ready == null) {
                return;
            }
            wasReady = true;
            onFailure = null;
            pauseNanos = SHORTEST_PAUSE_NANOS;
            info = ready.info();
            pool.learn(server, info.connectUrls());
            owner.onReady(ready, server);
        }

        @Override
        public void onMessage(int sid, PubOp message) {
            owner.onMessage(sid, message);
        }

        @Override
        public void onNews(PeerInfo news) {
            pool.learn(server, news.connectUrls());
        }

        @Override
        public void onComplaint(String text) {
            owner.onComplaint(server, text);
        }

        @Override
        public void onWritten() {
            owner.onWritten();
        }

        @Override
        public void onEnd(String why, boolean refused) {
            current = null;
            if (!wasReady) {
                failed(server, why, refused);
            } else {
                owner.onLost(server, why);
                beginRound();
            }
        }
    }
}
