package dev.stanchion.load.traffic;

import dev.stanchion.load.server.ServerUnderTest;
import dev.stanchion.load.shape.Protocol;
import dev.stanchion.load.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Opens the connections of the publishers and subscribers of a shape. All names contain a word that
 * no other rig uses, so that the driver can measure a server that is also used otherwise.
 */
final class Cast {
    private static final String GROUP = "workers";

    private final ServerUnderTest server;
    private final Shape shape;
    private final Dialer dialer;
    private final String word;
    private final List<StoringClient> clients = new ArrayList<>();
    private int clientNumber;

    Cast(ServerUnderTest server, Shape shape, Dialer dialer, String word) {
        this.server = server;
        this.shape = shape;
        this.dialer = dialer;
        this.word = word;
    }

    /** Returns the channels of the shape. */
    List<String> channels() {
        return channels("load", shape.channels());
    }

    /** Returns the given number of names, all with one length. */
    List<String> channels(String kind, int count) {
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(String.format(Locale.ROOT, "bench.%s.%s.%05d", word, kind, i));
        }
        return names;
    }

    /** Connects a client for traffic. */
    StoringClient busyClient() {
        Link link = dialer.dialBusy(shape.payloadBytes());
        return shape.protocol() == Protocol.JETSTREAM ? jetStream(link) : streaming(link);
    }

    /** Connects a client of NATS Streaming with little traffic. */
    StreamingClient idleClient() {
        return streaming(dialer.dialIdle());
    }

    private StreamingClient streaming(Link link) {
        StreamingClient client =
                StreamingClient.connect(dialer, link, server.clusterId(), nextId());
        clients.add(client);
        return client;
    }

    private JetStreamClient jetStream(Link link) {
        JetStreamClient client = JetStreamClient.connect(link, server.jetStream(), nextId());
        clients.add(client);
        return client;
    }

    private String nextId() {
        return "bench-" + word + "-" + clientNumber++;
    }

    /** Creates the channels of the shape on a server that does not do it by itself. */
    void createChannels() {
        if (shape.protocol() == Protocol.JETSTREAM) {
            JetStreamClient client = jetStream(dialer.dialIdle());
            channels().forEach(channel -> client.createChannel(dialer, channel));
            leave(client);
        }
    }

    /** Gives a client's connection the role of a publisher. */
    Publisher publisher(
            StoringClient client, int number, List<String> channels, int window, Backlog backlog) {
        MessageBlock block = client.publishing(number, channels, shape);
        Publisher publisher =
                Publisher.storing(
                        client.link(),
                        block,
                        window,
                        backlog,
                        number,
                        client.receipts(),
                        shape.isTimed());
        client.link().setRole(publisher);
        dialer.settle(client.link());
        return publisher;
    }

    /** Gives a client's connection the role of a subscriber to all channels of the shape. */
    Subscriber subscriber(StoringClient client, StoringClient.From from) {
        Subscriber subscriber = new Subscriber(client.link(), shape);
        client.link().setRole(subscriber);
        int sid = Subscriber.FIRST_SID;
        String group = shape.reception().isGroup() ? GROUP : "";
        for (String channel : channels()) {
            client.subscribe(
                    dialer, sid++, channel, group, shape.subscribers(), from, subscriber::add);
        }
        return subscriber;
    }

    /** Connects publishers and subscribers of core NATS. */
    void core(List<Publisher> publishers, List<Subscriber> subscribers, List<Link> links) {
        String subject = channels().getFirst();
        List<Counter> delivered = new ArrayList<>();
        for (int i = 0; i < shape.subscribers(); i++) {
            Link link = dialer.dialBusy(shape.payloadBytes());
            Subscriber subscriber = new Subscriber(link, shape);
            subscriber.add(Envelope.NONE);
            link.setRole(subscriber);
            String group = shape.reception().isGroup() ? " " + GROUP : "";
            link.operation("SUB " + subject + group + " " + Subscriber.FIRST_SID, null);
            dialer.settle(link);
            delivered.add(subscriber.delivered());
            subscribers.add(subscriber);
            links.add(link);
        }
        Backlog backlog = Backlog.of(shape, delivered);
        for (int i = 0; i < shape.publishers(); i++) {
            Link link = dialer.dialBusy(shape.payloadBytes());
            MessageBlock block = MessageBlock.core(i, subject, shape.payloadBytes());
            Publisher publisher = Publisher.core(link, block, backlog, i);
            link.setRole(publisher);
            publishers.add(publisher);
            links.add(link);
        }
    }

    /** Closes all clients, one by one. */
    void leave() {
        clients.forEach(client -> client.close(dialer));
        closeLinks();
    }

    /** Closes one client before the others. */
    void leave(StoringClient client) {
        client.close(dialer);
        client.link().close();
        clients.remove(client);
    }

    /** Closes the connections of all clients that are not closed yet. */
    void closeLinks() {
        clients.forEach(client -> client.link().close());
        clients.clear();
    }
}
