package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.shape.Shape;
import dev.stanchion.protocol.CloseRequest;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.Ping;
import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A registered streaming client on its connection. Like the Go client, it uses a connection ID and
 * protocol 1 ({@code spec/streaming.md} 1.6). Confined to one thread at a time.
 */
final class StreamingClient implements StoringClient {
    /** Longer than any pause of a loaded machine. A redelivery would make the round invalid. */
    private static final int ACK_WAIT_SECONDS = 300;

    /** The default of the client libraries. */
    private static final int MAX_IN_FLIGHT = 1024;

    static final int PING_SECONDS = 5;
    private static final int PINGS_OUT = 88;

    private final Link link;
    private final String id;
    private final String connId;
    private final String replies;
    private final ConnectResponse granted;

    private StreamingClient(
            Link link, String id, String connId, String replies, ConnectResponse granted) {
        this.link = link;
        this.id = id;
        this.connId = connId;
        this.replies = replies;
        this.granted = granted;
    }

    /** Registers a client. */
    static StreamingClient connect(Dialer dialer, Link link, String cluster, String id) {
        String connId = padded(id);
        String heartbeats = "_INBOX.hb-" + id;
        String replies = "_INBOX.re-" + id;
        link.subscribe(heartbeats, Link.HEARTBEATS);
        link.subscribe(replies + ".*", Link.REPLIES);
        ConnectRequest request =
                new ConnectRequest(id, heartbeats, 1, connId, PING_SECONDS, PINGS_OUT);
        ByteBuf answer =
                dialer.request(link, "_STAN.discover." + cluster, replies, request::encodeTo);
        ConnectResponse granted =
                decoded(ConnectResponse.decode(answer, 0, answer.readableBytes()));
        refuse("connect", granted.error());
        return new StreamingClient(link, id, connId, replies, granted);
    }

    /**
     * Waits until the streaming service answers. The Go server accepts connections a moment
     * earlier, and a request that arrives too early is lost. The server answers a ping with an
     * unknown connection ID with an error, and the ping changes nothing ({@code spec/streaming.md}
     * 3.2).
     */
    static void awaitService(Dialer dialer, String cluster) {
        Link link = dialer.dialIdle();
        String replies = "_INBOX.ready-" + cluster;
        link.subscribe(replies, Link.REPLIES);
        byte[] ping = Dialer.encoded(new Ping("nobody")::encodeTo);
        dialer.repeat(
                link, () -> link.publish("_STAN.discover." + cluster + ".pings", replies, ping));
        link.close();
    }

    /** Pads the ID to 22 characters, the length that the client libraries generate. */
    static String padded(String id) {
        String tail = id.length() > 22 ? id.substring(id.length() - 22) : id;
        return "0".repeat(22 - tail.length()) + tail;
    }

    private static <T> T decoded(Optional<T> response) {
        return response.orElseThrow(() ->
                new LoadException(
                        "the server's answer cannot be decoded", "Is it a NATS Streaming server?"));
    }

    private static void refuse(String what, String error) {
        if (!error.isEmpty()) {
            throw new LoadException(
                    "the server refused to " + what + ": " + error,
                    "Its limits may be too low for this shape; its log may say more.");
        }
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public MessageBlock publishing(int publisher, List<String> channels, Shape shape) {
        String acks = "_STAN.acks." + id;
        link.subscribe(acks, Link.ACKS);
        return MessageBlock.streaming(publisher, this, channels, acks, shape);
    }

    @Override
    public Receipts receipts() {
        return new StreamingReceipts();
    }

    String id() {
        return id;
    }

    String connId() {
        return connId;
    }

    /** Returns the subject for publishing to a channel. */
    String publishSubject(String channel) {
        return granted.pubPrefix() + "." + channel;
    }

    /** Returns a complete ping request. The answer arrives as a reply. */
    byte[] pingRequest() {
        byte[] payload = Dialer.encoded(new Ping(connId)::encodeTo);
        String line =
                "PUB "
                        + granted.pingRequests()
                        + " "
                        + replies
                        + ".ping "
                        + payload.length
                        + "\r\n";
        ByteBuf request = Unpooled.buffer(payload.length + line.length());
        request.writeCharSequence(line, StandardCharsets.UTF_8);
        request.writeBytes(payload).writeByte('\r').writeByte('\n');
        return ByteBufUtil.getBytes(request);
    }

    @Override
    public void subscribe(
            Dialer dialer,
            int sid,
            String channel,
            String queueGroup,
            int members,
            From from,
            Consumer<Envelope> granted) {
        String inbox = "_INBOX.in-" + id + "." + sid;
        link.subscribe(inbox, sid);
        SubscriptionRequest request =
                new SubscriptionRequest(
                        id,
                        channel,
                        queueGroup,
                        inbox,
                        MAX_IN_FLIGHT,
                        ACK_WAIT_SECONDS,
                        "",
                        start(from).number(),
                        0,
                        0);
        dialer.request(
                link,
                this.granted.subRequests(),
                replies,
                request::encodeTo,
                answer -> granted.accept(new StreamingEnvelope(ackInbox(answer), channel)));
    }

    private static StartPosition start(From from) {
        return switch (from) {
            case FIRST -> StartPosition.FIRST;
            case NEW_ONLY -> StartPosition.NEW_ONLY;
        };
    }

    private static String ackInbox(ByteBuf answer) {
        SubscriptionResponse response =
                decoded(SubscriptionResponse.decode(answer, 0, answer.readableBytes()));
        refuse("subscribe", response.error());
        return response.ackInbox();
    }

    @Override
    public void close(Dialer dialer) {
        CloseRequest request = new CloseRequest(id);
        link.publish(granted.closeRequests(), "", Dialer.encoded(request::encodeTo));
        dialer.settle(link);
    }
}
