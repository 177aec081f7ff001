package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.figures.Latencies;
import dev.stanchion.load.figures.Round;
import dev.stanchion.load.server.ServerUnderTest;
import dev.stanchion.load.shape.Protocol;
import dev.stanchion.load.shape.Shape;
import dev.stanchion.load.shape.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The connections of one shape to one server. The rig runs rounds on them. Between rounds the
 * connections stay open and idle. Confined to the thread that created it. The loops own the
 * connections during rounds.
 */
public final class Rig implements AutoCloseable {
    private static final long POLL_NANOS = 500_000;
    private static final Duration STALL_LIMIT = Duration.ofSeconds(60);

    private final ServerUnderTest server;
    private final Shape shape;
    private final Dialer dialer;
    private final Cast cast;
    private final Loops loops;
    private final List<Member<Publisher>> publishers = new ArrayList<>();
    private final List<Member<Subscriber>> subscribers = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    /** A role, and the loop that its connection belongs to. */
    private record Member<R extends Role>(R role, Link link, DriverLoop loop) {}

    private Rig(ServerUnderTest server, Shape shape, int threads, String word) {
        this.server = server;
        this.shape = shape;
        this.dialer = new Dialer(server, shape.protocol());
        this.cast = new Cast(server, shape, dialer, word);
        this.loops = new Loops(threads);
    }

    /**
     * Connects all publishers and subscribers.
     *
     * @param threads the number of threads of the driver
     * @param word a part of all names that no other user of the server may use
     */
    public static Rig open(ServerUnderTest server, Shape shape, int threads, String word) {
        Rig rig = new Rig(server, shape, threads, word);
        boolean opened = false;
        try {
            rig.connect();
            opened = true;
            return rig;
        } finally {
            if (!opened) {
                rig.abandon();
            }
        }
    }

    /**
     * Waits until a server that has just started also answers clients that have messages stored.
     */
    public static void awaitService(ServerUnderTest server, Protocol protocol) {
        // Without headers, a server that is not ready yet says nothing, and the request is
        // repeated.
        try (Dialer dialer = new Dialer(server, Protocol.CORE)) {
            switch (protocol) {
                case STREAMING -> StreamingClient.awaitService(dialer, server.clusterId());
                case JETSTREAM -> JetStreamClient.awaitService(dialer);
                case CORE -> {}
            }
        }
    }

    /** Returns the first channel that is driven. */
    public String channel() {
        return cast.channels().getFirst();
    }

    private void connect() {
        DriverLoop idle = loops.next();
        Burden burden = new Burden(cast, dialer);
        burden.connectIdle(shape.ballast(), idle);
        burden.subscribeMany(shape.ballast(), idle);
        if (shape.isStored()) {
            cast.createChannels();
            connectStoring();
        } else {
            connectCore();
        }
        loops.start();
        burden.stocks(shape.ballast()).forEach(this::store);
        if (shape.work() instanceof Work.CatchUp(int messages)) {
            store(new Burden.Stock(cast.channels(), messages));
        }
    }

    private void connectStoring() {
        boolean isCatchUp = shape.work() instanceof Work.CatchUp;
        for (int i = 0; !isCatchUp && i < shape.subscribers(); i++) {
            StoringClient client = cast.busyClient();
            join(subscribers, cast.subscriber(client, StoringClient.From.NEW_ONLY), client.link());
        }
        Backlog backlog =
                Backlog.of(shape, subscribers.stream().map(s -> s.role().delivered()).toList());
        for (int i = 0; !isCatchUp && i < shape.publishers(); i++) {
            StoringClient client = cast.busyClient();
            Publisher publisher =
                    cast.publisher(client, i, cast.channels(), shape.window(), backlog);
            join(publishers, publisher, client.link()).addWorker(client.link());
        }
    }

    private void connectCore() {
        List<Publisher> publishing = new ArrayList<>();
        List<Subscriber> subscribing = new ArrayList<>();
        cast.core(publishing, subscribing, links);
        for (int i = 0; i < subscribing.size(); i++) {
            join(subscribers, subscribing.get(i), links.get(i));
        }
        for (int i = 0; i < publishing.size(); i++) {
            Link link = links.get(subscribing.size() + i);
            join(publishers, publishing.get(i), link).addWorker(link);
        }
    }

    private <R extends Role> DriverLoop join(List<Member<R>> members, R role, Link link) {
        DriverLoop loop = loops.next();
        loop.take(link);
        members.add(new Member<>(role, link, loop));
        return loop;
    }

    /** Publishes the messages that must be stored before the first round. */
    private void store(Burden.Stock stock) {
        StoringClient client = cast.busyClient();
        Publisher publisher =
                cast.publisher(client, 0, stock.channels(), stock.window(), Backlog.unbounded());
        DriverLoop loop = loops.next();
        Member<Publisher> storing = new Member<>(publisher, client.link(), loop);
        loops.call(
                loop,
                () -> {
                    loop.take(client.link());
                    loop.addWorker(client.link());
                    publisher.begin(stock.quota());
                });
        await("stored", List.of(storing), List.of(), () -> publisher.roundsDone() == 1);
        loops.call(loop, () -> loop.release(client.link()));
        cast.leave(client);
    }

    /**
     * Runs a round and measures it.
     *
     * @param messagesPerSecond the rate of all publishers together; empty for as fast as possible
     * @throws LoadException if a message was lost, repeated, reordered or refused
     */
    public Round round(RoundLimits limits, OptionalDouble messagesPerSecond) {
        return shape.work() instanceof Work.CatchUp(int messages)
                ? catchUp(messages)
                : traffic(limits, messagesPerSecond);
    }

    private Round traffic(RoundLimits limits, OptionalDouble messagesPerSecond) {
        long share = Math.max(1, limits.messages() / publishers.size());
        double interval =
                messagesPerSecond.isPresent()
                        ? publishers.size() * 1e9 / messagesPerSecond.getAsDouble()
                        : 0;
        Quota quota = new Quota(share, limits.time(), interval);
        long[] deliveredBefore = deliveries();
        for (Member<Subscriber> each : subscribers) {
            loops.call(each.loop(), () -> each.role().begin(quota.isPaced()));
        }
        loops.keepSchedule(quota.isPaced());
        Expense before = expense();
        List<BooleanSupplier> done = new ArrayList<>();
        for (Member<Publisher> each : publishers) {
            long rounds = each.role().roundsDone();
            done.add(() -> each.role().roundsDone() > rounds);
            each.loop().execute(() -> each.role().begin(quota));
        }
        await(
                "acknowledged and delivered",
                publishers,
                subscribers,
                () ->
                        done.stream().allMatch(BooleanSupplier::getAsBoolean)
                                && isDelivered(deliveredBefore, published()));
        settle(subscribers);
        Expense after = expense();
        loops.keepSchedule(false);
        return new Round(
                published(),
                shape.deliveriesOf(published()),
                span(publishers.stream().mapToLong(p -> p.role().startNanos()).min().orElseThrow()),
                after.server() - before.server(),
                after.driver() - before.driver(),
                gathered(publishers.stream().map(p -> p.role().latencies()).toList()),
                gathered(subscribers.stream().map(s -> s.role().latencies()).toList()),
                Optional.empty());
    }

    /** Runs a round in which new subscribers read all stored messages, and then close. */
    private Round catchUp(int messages) {
        List<StoringClient> clients = new ArrayList<>();
        List<Member<Subscriber>> readers = new ArrayList<>();
        for (int i = 0; i < shape.subscribers(); i++) {
            clients.add(cast.busyClient());
        }
        Expense before = expense();
        long start = System.nanoTime();
        for (StoringClient client : clients) {
            Subscriber reader = cast.subscriber(client, StoringClient.From.FIRST);
            DriverLoop loop = loops.next();
            readers.add(new Member<>(reader, client.link(), loop));
            loops.call(loop, () -> loop.take(client.link()));
        }
        await(
                "delivered",
                List.of(),
                readers,
                () -> readers.stream().allMatch(r -> r.role().delivered().get() >= messages));
        settle(readers);
        Expense after = expense();
        long end = readers.stream().mapToLong(r -> r.role().lastNanos()).max().orElseThrow();
        for (int i = 0; i < readers.size(); i++) {
            Member<Subscriber> reader = readers.get(i);
            expect(reader.role().delivered().get(), messages);
            loops.call(reader.loop(), () -> reader.loop().release(reader.link()));
            cast.leave(clients.get(i));
        }
        return new Round(
                0,
                shape.deliveriesOf(messages),
                end - start,
                after.server() - before.server(),
                after.driver() - before.driver(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private long published() {
        return publishers.stream().mapToLong(each -> each.role().published()).sum();
    }

    private long[] deliveries() {
        return subscribers.stream().mapToLong(each -> each.role().delivered().get()).toArray();
    }

    private boolean isDelivered(long[] before, long published) {
        long all = 0;
        boolean complete = true;
        for (int i = 0; i < before.length; i++) {
            long delivered = subscribers.get(i).role().delivered().get() - before[i];
            all += delivered;
            complete &= shape.reception().isGroup() || delivered == published;
        }
        long expected = shape.deliveriesOf(published);
        if (all > expected) {
            expect(all, expected);
        }
        return complete && all == expected;
    }

    private static void expect(long delivered, long expected) {
        if (delivered != expected) {
            throw new LoadException(
                    "%,d messages were delivered instead of %,d".formatted(delivered, expected),
                    "Check whether another client publishes there, too.");
        }
    }

    /** Waits until the server has also processed the subscribers' acknowledgements. */
    private void settle(List<Member<Subscriber>> members) {
        List<BooleanSupplier> settled = new ArrayList<>();
        for (Member<Subscriber> each : members) {
            long before = each.role().settled();
            settled.add(() -> each.role().settled() > before);
            each.loop().execute(() -> ping(each));
        }
        await(
                "settled",
                List.of(),
                List.of(),
                () -> settled.stream().allMatch(BooleanSupplier::getAsBoolean));
    }

    private static void ping(Member<Subscriber> member) {
        try {
            member.link().ping();
            member.loop().flush(member.link());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(
            String what,
            List<Member<Publisher>> sending,
            List<Member<Subscriber>> receiving,
            BooleanSupplier condition) {
        long seen = -1;
        long since = System.nanoTime();
        while (!condition.getAsBoolean()) {
            loops.check();
            long progress =
                    sending.stream().mapToLong(each -> each.role().progress()).sum()
                            + receiving.stream()
                                    .mapToLong(each -> each.role().delivered().get())
                                    .sum();
            if (progress != seen) {
                seen = progress;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > STALL_LIMIT.toNanos()) {
                throw new LoadException(
                        "not every message was %s: nothing came for %d s"
                                .formatted(what, STALL_LIMIT.toSeconds()),
                        "The server's log may say why.");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        loops.check();
    }

    private long span(long start) {
        long published = publishers.stream().mapToLong(p -> p.role().doneNanos()).max().orElse(0);
        long received = subscribers.stream().mapToLong(s -> s.role().lastNanos()).max().orElse(0);
        return Math.max(1, Math.max(published - start, received - start));
    }

    private record Expense(double server, double driver) {}

    private Expense expense() {
        return new Expense(server.cpuMicros().orElse(Double.NaN), loops.cpuMicros());
    }

    private static Optional<Round.Timing> gathered(List<Latencies> parts) {
        Latencies all = new Latencies();
        parts.forEach(all::add);
        return Round.Timing.of(all);
    }

    @Override
    public void close() {
        loops.close();
        cast.leave();
        abandon();
    }

    /** Closes all connections without a message to the server. */
    private void abandon() {
        loops.close();
        links.forEach(Link::close);
        cast.closeLinks();
        dialer.close();
    }
}
