package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.server.Consumers;
import dev.stanchion.load.server.ServerChoice;
import dev.stanchion.load.shape.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A client of JetStream. A channel is a stream with one subject, and a subscription is a push
 * consumer, so that a server has the same to do as for NATS Streaming. Confined to one thread at a
 * time.
 */
final class JetStreamClient implements StoringClient {
    /** Longer than any pause of a loaded machine. A redelivery would make the round invalid. */
    private static final long ACK_WAIT_NANOS = 300_000_000_000L;

    /** The default of the client libraries of NATS Streaming. */
    private static final int MAX_IN_FLIGHT = 1024;

    /** The default limits of a channel of NATS Streaming. */
    private static final String LIMITS = "\"max_msgs\":1000000,\"max_bytes\":1024000000";

    private static final String API = "$JS.API.";

    private final Link link;
    private final String id;
    private final String replies;
    private final ServerChoice.JetStream settings;
    private final List<String> consumers = new ArrayList<>();

    private JetStreamClient(Link link, String id, String replies, ServerChoice.JetStream settings) {
        this.link = link;
        this.id = id;
        this.replies = replies;
        this.settings = settings;
    }

    /** Prepares a connection for requests. */
    static JetStreamClient connect(Link link, ServerChoice.JetStream settings, String id) {
        String replies = "_INBOX.re-" + id;
        link.subscribe(replies + ".*", Link.REPLIES);
        return new JetStreamClient(link, id, replies, settings);
    }

    /** Waits until JetStream answers. The server accepts connections a moment earlier. */
    static void awaitService(Dialer dialer) {
        Link link = dialer.dialIdle();
        String replies = "_INBOX.ready";
        link.subscribe(replies, Link.REPLIES);
        dialer.repeat(link, () -> link.publish(API + "INFO", replies, new byte[0]));
        link.close();
    }

    /** Creates the stream of a channel. */
    void createChannel(Dialer dialer, String channel) {
        String stream = stream(channel);
        request(
                dialer,
                "STREAM.CREATE." + stream,
                ("{\"name\":\"%s\",\"subjects\":[\"%s\"],\"retention\":\"limits\","
                                + "\"storage\":\"%s\",\"discard\":\"old\",\"num_replicas\":1,%s}")
                        .formatted(stream, channel, settings.durability().streamStorage(), LIMITS));
    }

    /** Names of streams have no dots. */
    private static String stream(String channel) {
        return channel.replace('.', '_');
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public MessageBlock publishing(int publisher, List<String> channels, Shape shape) {
        String acks = "_INBOX.acks-" + id;
        link.subscribe(acks + ".*", Link.ACKS);
        return MessageBlock.jetStream(publisher, channels, acks, shape.payloadBytes());
    }

    @Override
    public Receipts receipts() {
        return new JetStreamReceipts();
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
        boolean isGroup = !queueGroup.isEmpty();
        String stream = stream(channel);
        String name = isGroup ? queueGroup : id + "-" + sid;
        String inbox = "_INBOX." + stream + "." + name;
        link.operation("SUB " + inbox + (isGroup ? " " + queueGroup : "") + " " + sid, null);
        String consumer = stream + "." + name;
        // The first messages may come before the answer.
        granted.accept(new JetStreamEnvelope(isExplicit()));
        request(
                dialer,
                "CONSUMER.CREATE." + consumer,
                "{\"stream_name\":\"%s\",\"config\":{\"name\":\"%s\",\"deliver_subject\":\"%s\",%s%s%s}}"
                        .formatted(
                                stream,
                                name,
                                inbox,
                                isGroup ? "\"deliver_group\":\"" + queueGroup + "\"," : "",
                                from == From.FIRST
                                        ? "\"deliver_policy\":\"all\","
                                        : "\"deliver_policy\":\"new\",",
                                acknowledging(members)));
        consumers.add(consumer);
    }

    private boolean isExplicit() {
        return settings.consumers() == Consumers.EXPLICIT;
    }

    private String acknowledging(int members) {
        return isExplicit()
                ? "\"ack_policy\":\"explicit\",\"ack_wait\":%d,\"max_ack_pending\":%d"
                        .formatted(ACK_WAIT_NANOS, MAX_IN_FLIGHT * members)
                : "\"ack_policy\":\"none\",\"max_deliver\":1,\"mem_storage\":true,"
                        + "\"flow_control\":true,\"idle_heartbeat\":5000000000";
    }

    private void request(Dialer dialer, String call, String body) {
        byte[] encoded = body.getBytes(StandardCharsets.UTF_8);
        String answer =
                dialer.request(link, API + call, replies, buffer -> buffer.writeBytes(encoded))
                        .toString(StandardCharsets.UTF_8);
        if (answer.contains("\"error\":{")) {
            throw new LoadException(
                    "JetStream refused " + call + ": " + answer,
                    "Its limits may be too low for this shape; its log may say more.");
        }
    }

    @Override
    public void close(Dialer dialer) {
        for (String consumer : consumers) {
            link.publish(API + "CONSUMER.DELETE." + consumer, "", new byte[0]);
        }
        dialer.settle(link);
    }
}
