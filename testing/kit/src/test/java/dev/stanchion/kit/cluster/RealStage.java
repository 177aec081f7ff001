package dev.stanchion.kit.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.wire.NatsMessage;
import dev.stanchion.kit.wire.RawClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A nats-server, which answers when it has the answer. */
final class RealStage implements Script.Stage, AutoCloseable {
    private static final String CONNECT =
            "CONNECT {\"verbose\":false,\"headers\":true,\"no_responders\":true,\"echo\":false}\r\n";
    private static final String NOBODY = "nobody.listens.to.this";
    private static final int SID_OF_ANSWERS = 1;
    private static final int SID_OF_DELIVERIES = 2;

    private final RawClient client;

    RealStage(int port) throws IOException {
        client = RawClient.connect(new InetSocketAddress("127.0.0.1", port));
        client.send(CONNECT);
        client.subscribe(Script.INBOX + ">", SID_OF_ANSWERS);
        client.subscribe(Script.DELIVERIES, SID_OF_DELIVERIES);
        client.roundTrip();
    }

    @Override
    public void send(CoreMessage message) throws IOException {
        if (message.headers().length == 0) {
            client.publish(message.subject(), message.reply(), message.payload());
        } else {
            client.publish(
                    message.subject(), message.reply(), message.headers(), message.payload());
        }
    }

    @Override
    public List<CoreMessage> take(int expected) throws IOException {
        List<CoreMessage> taken = new ArrayList<>();
        while (taken.size() < expected) {
            taken.add(toCore(client.readMessage()));
        }
        return taken;
    }

    /** Returns what has come beyond what was taken. */
    List<CoreMessage> rest() throws IOException {
        List<CoreMessage> rest = new ArrayList<>();
        String end = Script.INBOX + "end";
        client.publish(NOBODY, end, new byte[0]);
        for (NatsMessage next = client.readMessage();
                !next.subject().equals(end);
                next = client.readMessage()) {
            rest.add(toCore(next));
        }
        return rest;
    }

    private static CoreMessage toCore(NatsMessage message) {
        return new CoreMessage(
                message.subject(),
                message.reply(),
                message.headers().getBytes(ISO_8859_1),
                message.bytes());
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
