package dev.stanchion.server.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stanchion.kit.wire.NatsMessage;
import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.protocol.Ack;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.Ping;
import dev.stanchion.protocol.PingResponse;
import dev.stanchion.protocol.PubAck;
import dev.stanchion.protocol.PubMsgEncoder;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One streaming client on one socket, which does what a test says. For one thread. */
public final class StreamingSocket implements AutoCloseable {
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final int port;
    private final RawClient nats;
    private final String clientId;

    /** Tells this client from others of its ID; ends its inboxes and is its connection ID. */
    private final String instance;

    private final Map<String, Deque<ByteBuf>> arrived = new HashMap<>();
    private String publishPrefix = "";
    private String subscribeSubject = "";
    private String pingSubject = "";
    private String ackInbox = "";
    private String heartbeatReply = "";

    private StreamingSocket(int port, String clientId, String instance) throws IOException {
        this.port = port;
        this.nats = RawClient.connect(new InetSocketAddress("127.0.0.1", port));
        this.clientId = clientId;
        this.instance = instance;
    }

    /** Connects as a client; all that comes back later comes on one subscription. */
    public static StreamingSocket connect(int port, String clusterId, String clientId)
            throws IOException {
        return connectAs(port, clusterId, clientId, "", "");
    }

    /** As {@link #connect}, for a user with a password. */
    public static StreamingSocket connectAs(
            int port, String clusterId, String clientId, String user, String password)
            throws IOException {
        StreamingSocket client = asking(port, clusterId, clientId, user, password);
        client.awaitConnect();
        return client;
    }

    /** Connects under an ID whose holder is there, and says so when the server asks it. */
    public static StreamingSocket connectNextTo(
            StreamingSocket holder, String clusterId, String clientId) throws IOException {
        StreamingSocket client = asking(holder.port, clusterId, clientId, "", "");
        holder.answerHeartbeat();
        client.awaitConnect();
        return client;
    }

    private static StreamingSocket asking(
            int port, String clusterId, String clientId, String user, String password)
            throws IOException {
        String instance = clientId + "-" + INSTANCES.incrementAndGet();
        StreamingSocket client = new StreamingSocket(port, clientId, instance);
        client.nats.send(
                "CONNECT {\"verbose\":false,\"user\":\"%s\",\"pass\":\"%s\"}\r\n"
                        .formatted(user, password));
        client.listen();
        client.askToConnect(clusterId);
        return client;
    }

    /** Reconnects after a restart as client libraries do: NATS again, nothing of streaming. */
    public StreamingSocket reconnect(int port) throws IOException {
        StreamingSocket client = reconnectSilently(port);
        client.listen();
        return client;
    }

    private StreamingSocket reconnectSilently(int port) throws IOException {
        StreamingSocket client = new StreamingSocket(port, clientId, instance);
        client.publishPrefix = publishPrefix;
        client.subscribeSubject = subscribeSubject;
        client.pingSubject = pingSubject;
        client.ackInbox = ackInbox;
        client.nats.send("CONNECT {\"verbose\":false}\r\n");
        return client;
    }

    /**
     * Asks the server whether it knows this client; returns its objection, empty if it has none.
     */
    public String ping() throws IOException {
        publish(pingSubject, inbox("reply"), new Ping(instance)::encodeTo);
        ByteBuf answer = nextMessage("reply");
        return PingResponse.decode(answer, 0, answer.readableBytes()).orElseThrow().error();
    }

    private void askToConnect(String clusterId) throws IOException {
        ConnectRequest request = new ConnectRequest(clientId, inbox("hb"), 1, instance, 30, 3);
        publish("_STAN.discover." + clusterId, inbox("reply"), request::encodeTo);
    }

    private void awaitConnect() throws IOException {
        ByteBuf answer = nextMessage("reply");
        ConnectResponse response =
                ConnectResponse.decode(answer, 0, answer.readableBytes()).orElseThrow();
        if (!response.error().isEmpty()) {
            throw new IOException(response.error());
        }
        publishPrefix = response.pubPrefix();
        subscribeSubject = response.subRequests();
        pingSubject = response.pingRequests();
    }

    private void answerHeartbeat() throws IOException {
        nextMessage("hb");
        publish(heartbeatReply, "", nothing -> {});
    }

    /** Sends NATS operations and returns what the server objects to. */
    public List<String> objectionsTo(String operations) throws IOException {
        nats.send(operations + "PING\r\n");
        List<String> objections = new ArrayList<>();
        for (String line = nats.readOperation();
                !line.equals("PONG");
                line = nats.readOperation()) {
            if (line.startsWith("-ERR")) {
                objections.add(line);
            } else {
                takeLine(line);
            }
        }
        return objections;
    }

    /** Returns where it acknowledges what comes on its latest subscription. */
    public String ackInbox() {
        return ackInbox;
    }

    /** Returns one of the subjects on which it alone listens. */
    public String messageInbox() {
        return inbox("msg");
    }

    /** Acknowledges a message on somebody's ack inbox. */
    public void acknowledge(String inbox, String channel, long sequence) throws IOException {
        publish(inbox, "", new Ack(channel, sequence)::encodeTo);
    }

    private String inbox(String name) {
        return "_INBOX." + instance + "." + name;
    }

    /** Publishes without waiting for the acknowledgement. */
    public void publish(String channel, String guid, String data) throws IOException {
        publishOn(channel, channel, guid, data);
    }

    /** As {@link #publish}, for a channel whose name is no subject in NATS. */
    public void publishAside(String channel, String guid, String data) throws IOException {
        publishOn("aside", channel, guid, data);
    }

    private void publishOn(String tokens, String channel, String guid, String data)
            throws IOException {
        publish(
                publishPrefix + "." + tokens,
                inbox("ack"),
                target ->
                        PubMsgEncoder.write(
                                target,
                                clientId,
                                guid,
                                channel,
                                "",
                                data.getBytes(ISO_8859_1),
                                instance));
    }

    /** Waits until the server has read all that was sent so far. */
    public void awaitPong() throws IOException {
        nats.send("PING\r\n");
        for (String line = nats.readOperation();
                !line.equals("PONG");
                line = nats.readOperation()) {
            takeLine(line);
        }
    }

    /** Waits for the next acknowledgement of a publish; returns its GUID. */
    public String awaitPubAck() throws IOException {
        ByteBuf answer = nextMessage("ack");
        PubAck ack = PubAck.decode(answer, 0, answer.readableBytes()).orElseThrow();
        if (!ack.error().isEmpty()) {
            throw new IOException(ack.error());
        }
        return ack.guid();
    }

    /** Subscribes to all messages of a channel. */
    public void subscribe(String channel) throws IOException {
        subscribe(channel, "");
    }

    /** Subscribes to all messages of a channel, with an ack wait of 30 s, as one of a group. */
    public void subscribe(String channel, String group) throws IOException {
        subscribe(channel, group, 30);
    }

    /** Subscribes to all messages of a channel, as one of a group. */
    public void subscribe(String channel, String group, int ackWaitSeconds) throws IOException {
        SubscriptionRequest request =
                new SubscriptionRequest(
                        clientId, channel, group, inbox("msg"), 100, ackWaitSeconds, "", 4, 0, 0);
        publish(subscribeSubject, inbox("reply"), request::encodeTo);
        ByteBuf answer = nextMessage("reply");
        SubscriptionResponse response =
                SubscriptionResponse.decode(answer, 0, answer.readableBytes()).orElseThrow();
        if (!response.error().isEmpty()) {
            throw new IOException(response.error());
        }
        ackInbox = response.ackInbox();
    }

    /** Waits for the next delivery, acknowledges it, and returns {@code sequence:data}. */
    public String awaitDelivery(String channel) throws IOException {
        ByteBuf answer = nextMessage("msg");
        MsgProtoCursor message = new MsgProtoCursor();
        if (!message.wrap(answer, 0, answer.readableBytes())) {
            throw new IOException("not a message");
        }
        Ack ack = new Ack(channel, message.sequence());
        publish(ackInbox, "", ack::encodeTo);
        String data = answer.toString(message.dataIndex(), message.dataLength(), ISO_8859_1);
        return message.sequence() + ":" + data;
    }

    /** Waits for the next delivery and does not acknowledge it; {@code sequence:data:count}. */
    public String awaitUnacknowledged() throws IOException {
        ByteBuf answer = nextMessage("msg");
        MsgProtoCursor message = new MsgProtoCursor();
        if (!message.wrap(answer, 0, answer.readableBytes())) {
            throw new IOException("not a message");
        }
        String data = answer.toString(message.dataIndex(), message.dataLength(), ISO_8859_1);
        return message.sequence() + ":" + data + ":" + message.redeliveryCount();
    }

    /** Connects again, as {@link #reconnect(int)} to the same server, and listens nowhere yet. */
    public StreamingSocket reconnect() throws IOException {
        return reconnectSilently(port);
    }

    /** Listens nowhere any more; the server knows when this returns. */
    public void stopListening() throws IOException {
        nats.send("UNSUB 1\r\n");
        awaitPong();
    }

    /** Listens on all inboxes. */
    public void listen() throws IOException {
        nats.subscribe(inbox(">"), 1);
    }

    private void publish(String subject, String reply, Consumer<ByteBuf> encoder)
            throws IOException {
        ByteBuf payload = Unpooled.buffer();
        encoder.accept(payload);
        nats.publish(subject, reply, payload);
    }

    /** Waits for the next message to an inbox; what comes to others meanwhile is kept. */
    private ByteBuf nextMessage(String inbox) throws IOException {
        Deque<ByteBuf> waiting = arrived.computeIfAbsent(inbox(inbox), name -> new ArrayDeque<>());
        while (waiting.isEmpty()) {
            takeLine(nats.readOperation());
        }
        return waiting.remove();
    }

    private void takeLine(String line) throws IOException {
        if (line.equals("PING")) {
            nats.send("PONG\r\n");
        } else if (RawClient.isMessage(line)) {
            NatsMessage message = nats.readMessage(line);
            if (message.subject().equals(inbox("hb"))) {
                heartbeatReply = message.reply();
            }
            arrived.computeIfAbsent(message.subject(), name -> new ArrayDeque<>())
                    .add(message.payload());
        } else if (line.startsWith("-ERR")) {
            throw new IOException(line);
        }
    }

    /** Ends as a process does that is killed with answers unread: the server gets a reset. */
    public void breaksOff() throws IOException {
        nats.reset();
    }

    /** Ends as a process does that is killed: the system ends its connection, nothing is said. */
    @Override
    public void close() throws IOException {
        nats.close();
    }
}
