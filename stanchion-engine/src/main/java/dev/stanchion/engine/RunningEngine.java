package dev.stanchion.engine;

import dev.stanchion.engine.admin.Administration;
import dev.stanchion.engine.admin.Audit;
import dev.stanchion.engine.admin.Readiness;
import dev.stanchion.engine.admin.ReadinessSign;
import dev.stanchion.engine.answer.Answers;
import dev.stanchion.engine.answer.LateAnswers;
import dev.stanchion.engine.channel.ChannelNames;
import dev.stanchion.engine.client.ClientDirectory;
import dev.stanchion.engine.client.ClientRegistry;
import dev.stanchion.engine.client.ConnectionSubjects;
import dev.stanchion.engine.client.ConnectionSubjects.Sharing;
import dev.stanchion.engine.client.HeartbeatRules;
import dev.stanchion.engine.client.PingHandler;
import dev.stanchion.engine.client.Session;
import dev.stanchion.engine.failure.Fence;
import dev.stanchion.engine.finding.Lookout;
import dev.stanchion.engine.parking.ParkingLot;
import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.registration.Allowance;
import dev.stanchion.engine.shard.Countdown;
import dev.stanchion.engine.shard.Crossing;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.RequestSubjects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of an engine, and in which order they come to life and end. Owned by shard 0. */
@ShardOwned
final class RunningEngine {
    private static final Logger LOG = LoggerFactory.getLogger(RunningEngine.class);

    /** Longer than a client takes to listen again once it is connected again. */
    private static final long KEEP_ANSWERS_NANOS = 10_000_000_000L;

    /** The number of unacknowledged messages of a few publishers, for each shard. */
    private static final long MAX_KEPT_ANSWER_BYTES = 4L * 1024 * 1024;

    private final EngineOptions options;
    private final Shards shards;
    private final Bus bus;
    private final Entropy entropy;
    private final ConnectionSubjects subjects;
    private final ServerRecord server;
    private final Crossing crossing;
    private final ChannelNames names;
    private final ClientRegistry registry;
    private final List<EngineShard> parts = new ArrayList<>();
    private final RequestRouter router;
    private final Lookout lookout;
    private final FindingRounds rounds;
    private final List<Registration> registrations = new ArrayList<>();
    private final Fence fence = new Fence();
    private @Nullable StoreException startFailure;
    private boolean begun;
    private boolean closing;

    private final ReadinessSign readiness = new ReadinessSign();
    private @Nullable Runnable onBegun;

    RunningEngine(
            EngineOptions options,
            ServerRecord server,
            Bus bus,
            Store store,
            Shards shards,
            Entropy entropy) {
        this.options = options;
        this.server = server;
        this.shards = shards;
        this.bus = bus;
        this.entropy = entropy;
        this.crossing = new Crossing(shards, options.maxCrossingBytes());
        Allowance ofChannels =
                new Allowance("channels and subscriptions", options.maxChannelRegistrationBytes());
        this.names = new ChannelNames(options.limits().maxChannels(), ofChannels);
        this.subjects = new ConnectionSubjects(server, sharing());
        List<ClientDirectory> directories = new ArrayList<>();
        List<LateAnswers> lateAnswers = new ArrayList<>();
        List<PingHandler> pings = new ArrayList<>();
        List<ParkingLot> parkingLots = new ArrayList<>();
        for (int i = 0; i < shards.count(); i++) {
            directories.add(new ClientDirectory(subjects.tokens()));
            parkingLots.add(new ParkingLot(shards, i, parkingLots, entropy));
            lateAnswers.add(lateAnswersOf(shards.executor(i), bus));
        }
        Answers answers = new Answers(bus, shards, lateAnswers, fence);
        this.registry =
                new ClientRegistry(
                        shards,
                        directories,
                        store.clients(),
                        bus,
                        entropy,
                        subjects,
                        answers,
                        new HeartbeatRules(
                                options.heartbeatInterval().toNanos(),
                                options.heartbeatTimeout().toNanos(),
                                options.heartbeatFailCount(),
                                options.compatibility() == Compatibility.DEFAULT),
                        options.duplicatePolicies(),
                        new Allowance("clients", options.maxClientRegistrationBytes()),
                        fence);
        this.lookout =
                new Lookout(
                        shards.executor(Shards.REGISTRY), options.clusterId(), options.findings());
        registry.tellDuplicates(lookout::duplicate);
        for (int i = 0; i < shards.count(); i++) {
            ClientDirectory clients = directories.get(i);
            pings.add(new PingHandler(shards, clients, registry, answers));
            parts.add(
                    new EngineShard(
                            i,
                            options,
                            bus,
                            store,
                            shards,
                            crossing,
                            names,
                            ofChannels,
                            clients,
                            registry,
                            answers,
                            lateAnswers.get(i),
                            parkingLots.get(i),
                            entropy,
                            fence,
                            shard -> parts.get(shard).steward()));
        }
        this.router =
                new RequestRouter(
                        options, bus, shards, crossing, parts, pings, registry, subjects, answers,
                        lookout);
        this.rounds = new FindingRounds(shards, parts, bus, names, options, lookout);
    }

    private LateAnswers lateAnswersOf(ShardExecutor shard, Bus bus) {
        boolean keeps = options.compatibility() == Compatibility.DEFAULT;
        LateAnswers answers =
                new LateAnswers(shard, bus, KEEP_ANSWERS_NANOS, keeps ? MAX_KEPT_ANSWER_BYTES : 0);
        answers.open();
        return answers;
    }

    private Sharing sharing() {
        return options.compatibility() == Compatibility.STRICT ? Sharing.SHARED : Sharing.OWN;
    }

    /** The data of an earlier run stays unchanged while another server may be using it. */
    void begin(RecoveredState recovered, StartListener listener) {
        registry.open(crossing);
        Consumer<Boolean> known =
                alone -> {
                    if (alone) {
                        recover(recovered, listener);
                    } else {
                        refuse(listener);
                    }
                };
        String discovery = subjects.shared().discovery();
        new StandaloneCheck(bus, shards, entropy, options.clusterId(), discovery, known).begin();
    }

    private void refuse(StartListener listener) {
        hasBegun(() -> listener.refused(EngineStartException.notAlone(options.clusterId())));
    }

    /** From here on it can be ended. A caller may have asked for that meanwhile. */
    private void hasBegun(Runnable tell) {
        begun = true;
        tell.run();
        if (onBegun != null) {
            onBegun.run();
        }
    }

    /** Clients first, since subscriptions need them; then channels; then requests. */
    private void recover(RecoveredState recovered, StartListener listener) {
        recovered.channels().forEach(channel -> names.recovered(channel.name()));
        registry.recover(
                recovered.clients(),
                () -> recoverChannels(recovered.channels(), () -> recovered(listener)));
    }

    private void recoverChannels(List<RecoveredState.Channel> channels, Runnable recovered) {
        Countdown countdown = new Countdown(channels.size() + 1, recovered);
        for (RecoveredState.Channel channel : channels) {
            byte[] name = channel.name().getBytes(StandardCharsets.UTF_8);
            int owner = shards.ownerOf(name);
            shards.run(owner, () -> recoverChannel(owner, channel, countdown));
        }
        countdown.down();
    }

    /** On the channel's shard. */
    private void recoverChannel(int owner, RecoveredState.Channel channel, Countdown countdown) {
        parts.get(owner)
                .recover(
                        channel,
                        Outcome.of(
                                done -> shards.run(Shards.REGISTRY, countdown::down),
                                why ->
                                        shards.run(
                                                Shards.REGISTRY,
                                                () -> notRecovered(why, countdown))));
    }

    private void notRecovered(StoreException why, Countdown countdown) {
        startFailure = why;
        countdown.down();
    }

    private void recovered(StartListener listener) {
        StoreException failure = startFailure;
        if (failure == null) {
            for (int i = 0; i < shards.count(); i++) {
                shards.run(i, parts.get(i)::begin);
            }
            takeRequests();
            fence.arm(why -> shards.executor(Shards.REGISTRY).execute(() -> lost(why, listener)));
            hasBegun(listener::ready);
        } else {
            hasBegun(() -> listener.failed(failure));
        }
    }

    private void takeRequests() {
        if (!closing) {
            registry.startHeartbeats();
            tellSubjects(subjects.shared());
            registrations.addAll(router.open(anySharing()));
            readiness.show(Readiness.SERVING);
            rounds.open();
        }
    }

    /** In the words that people look for ({@code spec/operations.md} 5.3). */
    private static void tellSubjects(RequestSubjects shared) {
        LOG.debug("Discover subject:           {}", shared.discovery());
        LOG.debug("Publish subject:            {}", shared.publishWildcard());
        LOG.debug("Subscribe subject:          {}", shared.subscribe());
        LOG.debug("Subscription Close subject: {}", shared.subscriptionClose());
        LOG.debug("Unsubscribe subject:        {}", shared.unsubscribe());
        LOG.debug("Close subject:              {}", shared.close());
    }

    /** Clients of an earlier run may have subjects of their own, even if new ones get none. */
    private Sharing anySharing() {
        boolean anyOwn =
                registry.sessions().stream()
                        .anyMatch(session -> !session.record().requestToken().isEmpty());
        return anyOwn ? Sharing.OWN : sharing();
    }

    /** Ends everything that has begun, once all of it has begun. */
    void close(Runnable closed) {
        closing = true;
        readiness.show(Readiness.STOPPING);
        if (begun) {
            end(closed);
        } else {
            onBegun = () -> end(closed);
        }
    }

    /** Ends the engine without an answer to anybody, because another server has the store. */
    private void lost(StoreException why, StartListener listener) {
        LOG.error("The store belongs to another server from now on: {}", why.getMessage());
        takeNoMore();
        shards.tellAll(
                Shards.REGISTRY,
                shard -> parts.get(shard).abandon(),
                () -> shards.settle(Shards.REGISTRY, () -> tellLost(why, listener)));
    }

    /** Tells the listener, unless somebody has asked the engine to close meanwhile. */
    private void tellLost(StoreException why, StartListener listener) {
        if (!closing) {
            listener.lost(why);
        }
    }

    private void takeNoMore() {
        readiness.show(Readiness.STOPPING);
        registrations.forEach(Registration::close);
        registrations.clear();
        registry.close();
        rounds.close();
        LOG.debug("Takes no more requests");
    }

    private void end(Runnable closed) {
        takeNoMore();
        router.settle(() -> shards.settle(Shards.REGISTRY, () -> endParts(closed)));
    }

    private void endParts(Runnable closed) {
        shards.askAll(
                Shards.REGISTRY,
                (shard, done) -> parts.get(shard).close(done),
                () -> shards.settle(Shards.REGISTRY, closed)); // acks have gone on coming in
    }

    /** Takes other policies on each shard. Any thread, because nothing here changes. */
    void change(Policies policies) {
        for (int i = 0; i < shards.count(); i++) {
            EngineShard part = parts.get(i);
            shards.executor(i).execute(() -> part.request(() -> part.channels().take(policies)));
        }
    }

    /** Returns the entry of operators. Any thread, because nothing here changes. */
    Administration administration(Audit audit) {
        return new Administration(
                server,
                shards,
                parts.stream().map(EngineShard::steward).toList(),
                registry,
                readiness,
                audit);
    }

    /** Returns the inspector. Any thread, because nothing here changes. */
    Inspector inspector() {
        return new Inspector(
                shards,
                parts,
                registry,
                this::isOffline,
                new Why(shards, parts, names, options.heartbeatFailCount() + 1),
                lookout,
                names);
    }

    /**
     * Returns whether a client has no connection.
     *
     * <p>Differs: NATS Streaming shows such a client like any other until its heartbeats have
     * failed, which takes minutes.
     */
    private boolean isOffline(Session session) {
        return options.compatibility() == Compatibility.DEFAULT && registry.isAbsent(session);
    }
}
