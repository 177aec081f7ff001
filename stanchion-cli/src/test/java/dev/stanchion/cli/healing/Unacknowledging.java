package dev.stanchion.cli.healing;

import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.PingResponse;
import dev.stanchion.protocol.PubAck;
import dev.stanchion.protocol.PubMsgCursor;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A streaming server that is only as much as a test needs: it registers clients, and does not
 * answer a publish as long as it is told so. Safe for use by many threads.
 */
final class Unacknowledging implements AutoCloseable {
    static final String CLUSTER_ID = "fake";

    private final NatsServer nats;
    private final Connection connection;
    private final BlockingQueue<String> guids = new LinkedBlockingQueue<>();
    private volatile boolean isSilent;
    private volatile boolean acknowledges;

    private Unacknowledging() throws IOException, InterruptedException {
        nats =
                new NatsServer(
                        NatsServerOptions.defaults()
                                .withHost("127.0.0.1")
                                .withPort(0)
                                .withLoops(1));
        nats.start();
        nats.listen();
        connection = Nats.connect(url());
        Dispatcher dispatcher = connection.createDispatcher();
        dispatcher.subscribe("_STAN.discover." + CLUSTER_ID, this::register);
        dispatcher.subscribe("fake.pub.>", this::take);
        dispatcher.subscribe("fake.ping", ping -> answer(ping, new PingResponse("")::encodeTo));
    }

    static Unacknowledging start() throws IOException, InterruptedException {
        return new Unacknowledging();
    }

    final String url() {
        return "nats://127.0.0.1:" + nats.port().orElseThrow();
    }

    private void register(Message request) {
        byte[] data = request.getData();
        ConnectRequest client =
                ConnectRequest.decode(Unpooled.wrappedBuffer(data), 0, data.length).orElseThrow();
        answer(
                request,
                new ConnectResponse(
                                "fake.pub",
                                "fake.sub",
                                "fake.unsub",
                                "fake.close",
                                "",
                                "fake.subclose",
                                "fake.ping",
                                client.pingInterval(),
                                client.pingMaxOut(),
                                1)
                        ::encodeTo);
    }

    private void take(Message publish) {
        byte[] data = publish.getData();
        PubMsgCursor cursor = new PubMsgCursor();
        cursor.wrap(Unpooled.wrappedBuffer(data), 0, data.length);
        String guid =
                new String(data, cursor.guidIndex(), cursor.guidLength(), StandardCharsets.UTF_8);
        guids.add(guid);
        if (acknowledges) {
            answer(publish, new PubAck(guid, "")::encodeTo);
        }
    }

    private void answer(Message request, Consumer<ByteBuf> encoder) {
        if (!isSilent) {
            ByteBuf target = Unpooled.buffer();
            encoder.accept(target);
            connection.publish(request.getReplyTo(), ByteBufUtil.getBytes(target));
        }
    }

    /** Waits for a publish, and returns its guid. */
    String awaitPublish() throws InterruptedException {
        String guid = guids.poll(30, TimeUnit.SECONDS);
        if (guid == null) {
            throw new AssertionError("no publish in time");
        }
        return guid;
    }

    /** Answers nothing any more. */
    void fallSilent() {
        isSilent = true;
    }

    /** Answers everything, publishes too. */
    void answerAgain() {
        acknowledges = true;
        isSilent = false;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        nats.close();
    }
}
