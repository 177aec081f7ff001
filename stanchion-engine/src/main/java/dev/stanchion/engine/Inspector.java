package dev.stanchion.engine;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelNames;
import dev.stanchion.engine.channel.HeldSubscription;
import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.client.ClientRegistry;
import dev.stanchion.engine.client.Session;
import dev.stanchion.engine.diagnosis.Diagnosis;
import dev.stanchion.engine.finding.Findings;
import dev.stanchion.engine.finding.Lookout;
import dev.stanchion.engine.shard.Shards;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Answers questions about a running engine, page by page. With ten thousand channels, a caller can
 * ask for all names and for the details of twenty. Each shard answers for its own state, a slice at
 * a time ({@link Slices}). Every answer is a copy, and its parts are from different moments of the
 * shards.
 *
 * <p>Safe for use by many threads. An answer comes on the first shard, so a caller with more than a
 * little work to do moves to another thread first. After the engine is closed, an answer may not
 * come.
 */
public final class Inspector {
    private final Shards shards;
    private final List<EngineShard> parts;
    private final ClientRegistry registry;
    private final Predicate<Session> offline;
    private final Why why;
    private final Lookout lookout;
    private final ChannelNames names;

    /**
     * @param offline whether a client has no connection; asked on the first shard
     */
    Inspector(
            Shards shards,
            List<EngineShard> parts,
            ClientRegistry registry,
            Predicate<Session> offline,
            Why why,
            Lookout lookout,
            ChannelNames names) {
        this.shards = shards;
        this.parts = List.copyOf(parts);
        this.registry = registry;
        this.offline = offline;
        this.why = why;
        this.lookout = lookout;
        this.names = names;
    }

    /** The use of a channel by a client. */
    public record Use(String clientId, String channel, EngineSnapshot.Subscription subscription) {}

    /**
     * What some clients use.
     *
     * @param all their subscriptions, for each client in the order of their creation
     * @param published how many messages each of them has published since it was registered, by
     *     client IDs; one that has published none may be missing
     */
    public record Uses(List<Use> all, Map<String, Long> published) {
        /** Nothing. */
        public static final Uses NONE = new Uses(List.of(), Map.of());

        public Uses {
            all = List.copyOf(all);
            published = Map.copyOf(published);
        }

        private Uses plus(Uses other) {
            Map<String, Long> sums = new HashMap<>(published);
            other.published.forEach((name, count) -> sums.merge(name, count, Long::sum));
            return new Uses(concatenated(all, other.all), sums);
        }
    }

    /** Counts everything; of the clients those that are connected. */
    public void totals(Consumer<EngineTotals> consumer) {
        askAll(
                this::totalsOf,
                EngineTotals.NONE,
                EngineTotals::plus,
                totals ->
                        registered(all ->
                                consumer.accept(totals.plus(clientsOnly(connectedOf(all))))));
    }

    private static int connectedOf(List<EngineSnapshot.Client> clients) {
        return (int) clients.stream().filter(client -> !client.isOffline()).count();
    }

    private static EngineTotals clientsOnly(int clients) {
        return new EngineTotals(clients, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private void totalsOf(EngineShard shard, Consumer<EngineTotals> answer) {
        Sum sum = new Sum();
        Slices.each(
                shard.executor(),
                shard.channels().channels(),
                sum::add,
                () ->
                        answer.accept(
                                new EngineTotals(
                                        0,
                                        sum.subscriptions,
                                        sum.channels,
                                        sum.messages,
                                        sum.bytes,
                                        shard.publishing().inMessages(),
                                        shard.publishing().inBytes(),
                                        shard.delivery().outMessages(),
                                        shard.delivery().outBytes())));
    }

    /** The sums over a shard's channels; confined to it. */
    private static final class Sum {
        /** Their number that takes about as long as the sizes of a channel. */
        private static final int SUBSCRIPTIONS_OF_A_VISIT = 16;

        private int channels;
        private int subscriptions;
        private long messages;
        private long bytes;

        private int add(Channel channel) {
            if (!channel.isStopped()) {
                channels++;
                subscriptions += ShardPicture.subscriptionsOf(channel);
                messages += channel.messages().messageCount();
                bytes += channel.messages().byteCount();
            }
            return 1 + channel.interest().count() / SUBSCRIPTIONS_OF_A_VISIT;
        }
    }

    /** Returns histograms of durations. */
    public void latencies(Consumer<EngineLatencies> consumer) {
        askAll(
                (shard, answer) ->
                        answer.accept(
                                new EngineLatencies(
                                        shard.publishing().publishLatency(),
                                        shard.publishing().commitLatency())),
                EngineLatencies.NONE,
                EngineLatencies::plus,
                consumer);
    }

    /**
     * Lists the clients, in no particular order: those that are connected, and those without a
     * connection that have a durable.
     */
    public void clients(Consumer<List<EngineSnapshot.Client>> consumer) {
        registered(all -> {
            List<String> offline =
                    all.stream()
                            .filter(EngineSnapshot.Client::isOffline)
                            .map(EngineSnapshot.Client::clientId)
                            .toList();
            if (offline.isEmpty()) {
                consumer.accept(all);
            } else {
                uses(offline, kept -> consumer.accept(withoutGone(all, kept.all())));
            }
        });
    }

    private static List<EngineSnapshot.Client> withoutGone(
            List<EngineSnapshot.Client> all, List<Use> kept) {
        Set<String> keeping = kept.stream().map(Use::clientId).collect(Collectors.toSet());
        return all.stream()
                .filter(client -> !client.isOffline() || keeping.contains(client.clientId()))
                .toList();
    }

    /** Lists all clients, also those without a connection. */
    private void registered(Consumer<List<EngineSnapshot.Client>> consumer) {
        shards.run(
                Shards.REGISTRY,
                () -> {
                    List<EngineSnapshot.Client> found = new ArrayList<>();
                    Slices.each(
                            shards.executor(Shards.REGISTRY),
                            registry.sessions(),
                            session -> {
                                found.add(
                                        ShardPicture.of(
                                                session,
                                                registry.recentConnects(session.clientId()),
                                                offline.test(session),
                                                registry.silentNanos(session),
                                                lookout.duplicatesOf(session.clientId())
                                                        .orElse(null)));
                                return 1;
                            },
                            () -> consumer.accept(found));
                });
    }

    /** Returns what these clients use. */
    public void uses(Collection<String> clientIds, Consumer<Uses> consumer) {
        List<String> wanted = List.copyOf(clientIds);
        askAll(
                (shard, answer) -> {
                    List<Use> found = new ArrayList<>();
                    Map<String, Long> published = new HashMap<>();
                    Slices.each(
                            shard.executor(),
                            wanted,
                            clientId -> addUses(shard, clientId, found, published),
                            () -> answer.accept(new Uses(found, published)));
                },
                Uses.NONE,
                Uses::plus,
                consumer);
    }

    private static int addUses(
            EngineShard shard, String clientId, List<Use> found, Map<String, Long> published) {
        Client client = shard.clients().find(clientId);
        if (client == null) {
            return 1;
        }
        published.put(clientId, client.published());
        List<HeldSubscription> held = HeldSubscription.of(client);
        for (HeldSubscription use : held) {
            if (!Departure.isGone(use.subscription())) {
                found.add(
                        new Use(
                                clientId,
                                use.channel().channel(),
                                ShardPicture.of(use.subscription())));
            }
        }
        return 1 + held.size();
    }

    /**
     * Answers why messages of a channel do not arrive, with every reason that holds.
     *
     * @param position a group, a durable, or a client; empty for all of the channel
     */
    public void why(String channel, String position, Consumer<Diagnosis> consumer) {
        why.ask(channel, position, consumer);
    }

    /** Answers why the store has refused messages lately, as a sentence; empty if it has not. */
    public void storeFailure(Consumer<String> consumer) {
        askAll(
                (shard, answer) ->
                        answer.accept(shard.publishing().failingLately(Why.LATELY_NANOS)),
                "",
                (one, other) -> one.isEmpty() ? other : one,
                consumer);
    }

    /** Answers what is likely wrong now. */
    public void findings(Consumer<Findings> consumer) {
        shards.run(Shards.REGISTRY, () -> consumer.accept(lookout.findings()));
    }

    /** Lists the names of all channels in ascending order, also of those that are on their way. */
    public void channelNames(Consumer<List<String>> consumer) {
        shards.run(Shards.REGISTRY, () -> consumer.accept(names.all()));
    }

    /** Measures all channels, in no particular order. It takes a fraction of what showing takes. */
    public void measured(Measure measure, Consumer<Measurements> consumer) {
        askAll(
                (shard, answer) -> {
                    List<Channel> channels = shard.channels().channels();
                    Measuring measuring = new Measuring(measure, channels.size());
                    Slices.each(
                            shard.executor(),
                            channels,
                            measuring::add,
                            () -> answer.accept(measuring.found()));
                },
                Measurements.NONE,
                Measurements::plus,
                consumer);
    }

    /** Shows these channels, in no particular order; one that is gone meanwhile is left out. */
    public void channels(
            Collection<String> names,
            Detail detail,
            Consumer<List<EngineSnapshot.Channel>> consumer) {
        List<String> wanted = List.copyOf(names);
        askAll(
                (shard, answer) -> {
                    List<EngineSnapshot.Channel> found = new ArrayList<>();
                    Slices.each(
                            shard.executor(),
                            wanted,
                            name -> addChannel(shard, name, detail, found),
                            () -> answer.accept(found));
                },
                List.of(),
                Inspector::concatenated,
                consumer);
    }

    private static int addChannel(
            EngineShard shard, String name, Detail detail, List<EngineSnapshot.Channel> found) {
        Channel channel = shard.channels().find(name);
        if (channel == null || channel.isStopped()) {
            return 1;
        }
        EngineSnapshot.Channel picture = ShardPicture.of(channel, detail);
        found.add(picture);
        return ShardPicture.weightOf(picture, detail);
    }

    private static <T> List<T> concatenated(List<T> some, List<T> others) {
        List<T> all = new ArrayList<>(some.size() + others.size());
        all.addAll(some);
        all.addAll(others);
        return all;
    }

    /** A question to a shard, which answers on its own thread. */
    private interface Question<T> {
        void ask(EngineShard shard, Consumer<T> answer);
    }

    private <T> void askAll(
            Question<T> question, T nothing, BinaryOperator<T> together, Consumer<T> consumer) {
        shards.run(
                Shards.REGISTRY,
                () -> new Gathering<>(nothing, together, parts.size(), consumer).ask(question));
    }

    /** Takes answers together until all are there. Owned by the first shard. */
    private final class Gathering<T> {
        private final BinaryOperator<T> together;
        private final Consumer<T> consumer;
        private T sum;
        private int missing;

        private Gathering(
                T nothing, BinaryOperator<T> together, int missing, Consumer<T> consumer) {
            this.sum = nothing;
            this.together = together;
            this.missing = missing;
            this.consumer = consumer;
        }

        private void ask(Question<T> question) {
            for (int i = 0; i < parts.size(); i++) {
                EngineShard part = parts.get(i);
                shards.run(
                        i,
                        () ->
                                question.ask(
                                        part,
                                        answer -> shards.run(Shards.REGISTRY, () -> add(answer))));
            }
        }

        private void add(T answer) {
            sum = together.apply(sum, answer);
            if (--missing == 0) {
                consumer.accept(sum);
            }
        }
    }
}
