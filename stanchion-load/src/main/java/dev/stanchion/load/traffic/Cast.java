package dev.stanchion.load.traffic;

import dev.stanchion.load.server.ServerUnderTest;
import dev.stanchion.load.shape.Reception;
import dev.stanchion.load.shape.Shape;
import dev.stanchion.protocol.StartPosition;
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
    private final List<StreamingClient> clients = new ArrayList<>();
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
    StreamingClient busyClient() {
        return client(dialer.dialBusy(shape.payloadBytes()));
    }

    /** Connects a client with little traffic. */
    StreamingClient idleClient() {
        return client(dialer.dialIdle());
    }

    private StreamingClient client(Link link) {
        String id = "bench-" + word + "-" + clientNumber++;
        StreamingClient client = StreamingClient.connect(dialer, link, server.clusterId(), id);
        clients.add(client);
        return client;
    }

    /** Gives a client's connection the role of a publisher. */
    Publisher publisher(
            StreamingClient client,
            int number,
            List<String> channels,
            int window,
            Backlog backlog) {
        String acks = "_STAN.acks." + client.id();
        client.link().subscribe(acks, Link.ACKS);
        MessageBlock block =
                MessageBlock.streaming(number, client, channels, acks, shape.payloadBytes());
        Publisher publisher =
                Publisher.streaming(client.link(), block, window, backlog, number, shape.isTimed());
        client.link().setRole(publisher);
        dialer.settle(client.link());
        return publisher;
    }

    /** Gives a client's connection the role of a subscriber to all channels of the shape. */
    Subscriber subscriber(StreamingClient client, StartPosition from) {
        Subscriber subscriber =
                new Subscriber(
                        client.link(),
                        shape.reception(),
                        shape.publishers(),
                        shape.channels(),
                        true);
        client.link().setRole(subscriber);
        int sid = Subscriber.FIRST_SID;
        String group = shape.reception() == Reception.QUEUE ? GROUP : "";
        for (String channel : channels()) {
            client.subscribe(
                    dialer,
                    sid++,
                    channel,
                    group,
                    from,
                    ackInbox -> subscriber.add(ackInbox, channel));
        }
        return subscriber;
    }

    /** Connects publishers and subscribers of core NATS. */
    void core(List<Publisher> publishers, List<Subscriber> subscribers, List<Link> links) {
        String subject = channels().getFirst();
        List<Counter> delivered = new ArrayList<>();
        for (int i = 0; i < shape.subscribers(); i++) {
            Link link = dialer.dialBusy(shape.payloadBytes());
            Subscriber subscriber =
                    new Subscriber(
                            link, shape.reception(), shape.publishers(), shape.channels(), false);
            subscriber.add("", subject);
            link.setRole(subscriber);
            String group = shape.reception() == Reception.QUEUE ? " " + GROUP : "";
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
    void leave(StreamingClient client) {
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
