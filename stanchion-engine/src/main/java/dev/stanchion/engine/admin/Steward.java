package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelTable;
import dev.stanchion.engine.channel.HeldSubscription;
import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.client.ClientDirectory;
import dev.stanchion.engine.client.ClientRegistry;
import dev.stanchion.engine.publish.PublishHandler;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.protocol.ParkedNote;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Answers operators about the channels of one shard, and carries out what they ask for. */
@ShardOwned
public final class Steward {
    private final ShardExecutor shard;
    private final ChannelTable channels;
    private final ClientDirectory clients;
    private final PublishHandler publishing;
    private final Entropy entropy;
    private final Kicking kicking;
    private final Shards shards;
    private final IntFunction<Steward> all;

    /** The channels that an operation is under way for. */
    private final Set<String> underWay = new HashSet<>();

    private boolean isClosed;

    public Steward(
            Shards shards,
            ShardExecutor shard,
            ChannelTable channels,
            ClientDirectory clients,
            ClientRegistry registry,
            PublishHandler publishing,
            Entropy entropy,
            IntFunction<Steward> all) {
        this.shard = shard;
        this.shards = shards;
        this.all = all;
        this.channels = channels;
        this.clients = clients;
        this.publishing = publishing;
        this.entropy = entropy;
        this.kicking =
                (sessions, done) ->
                        shards.run(
                                Shards.REGISTRY,
                                () ->
                                        registry.kick(
                                                sessions,
                                                false,
                                                () -> shards.run(shard.index(), done)));
    }

    /** The shard closes: whatever comes now is refused. */
    public void close() {
        isClosed = true;
    }

    void plan(Operation.OnChannel operation, Reply<Plan> reply) {
        prepare(
                operation,
                "",
                Reply.of(prepared -> reply.succeeded(prepared.plan()), reply::failed));
    }

    /** Plans again, compares, and carries out, one operation of a channel at a time. */
    void apply(Operation.OnChannel operation, String state, String user, Reply<Result> reply) {
        String channel = operation.channel();
        if (!underWay.add(channel)) {
            reply.failed(new Failure.Busy(channel));
            return;
        }
        Reply<Result> ending =
                Reply.of(
                        result -> {
                            underWay.remove(channel);
                            reply.succeeded(result);
                        },
                        why -> {
                            underWay.remove(channel);
                            reply.failed(why);
                        });
        prepare(
                operation,
                user,
                Reply.of(prepared -> prepared.carryOut(state, ending), ending::failed));
    }

    private void prepare(Operation.OnChannel operation, String user, Reply<Prepared> reply) {
        if (operation instanceof Operation.Publish publish) {
            preparePublish(publish, user, reply);
            return;
        }
        if (operation instanceof Operation.Create create) {
            prepareCreation(create, reply);
            return;
        }
        if (operation instanceof Operation.Restore restore) {
            prepareRestoration(restore, reply);
            return;
        }
        with(
                operation.channel(),
                reply,
                channel -> {
                    switch (operation) {
                        case Operation.OnPosition onPosition ->
                                prepare(channel, onPosition, user, reply);
                        case Operation.RedriveParked redrive ->
                                parked(channel).redrive(redrive, reply);
                        case Operation.DropParked drop -> parked(channel).drop(drop, reply);
                        case Operation.DeleteChannel delete ->
                                reply.succeeded(
                                        new ChannelDeeds(channel, channels, kicking)
                                                .delete(delete));
                        case Operation.Purge purge ->
                                new Purging(channel)
                                        .whenFound(
                                                purge.extent(),
                                                shard.epochNanos(),
                                                reply,
                                                upTo ->
                                                        with(
                                                                purge.channel(),
                                                                reply,
                                                                found ->
                                                                        reply.succeeded(
                                                                                new Purging(found)
                                                                                        .prepared(
                                                                                                purge,
                                                                                                upTo))));
                        case Operation.PauseChannel pause ->
                                reply.succeeded(
                                        new Pausing(channel, null, shard.epochNanos())
                                                .pause(
                                                        pause,
                                                        pause.forNanos(),
                                                        pause.reason(),
                                                        user));
                        case Operation.ResumeChannel resume ->
                                reply.succeeded(
                                        new Pausing(channel, null, shard.epochNanos())
                                                .resume(resume));
                        case Operation.Publish publish -> preparePublish(publish, user, reply);
                        case Operation.Create create -> prepareCreation(create, reply);
                        case Operation.Restore restore -> prepareRestoration(restore, reply);
                    }
                });
    }

    private void prepare(
            Channel channel, Operation.OnPosition operation, String user, Reply<Prepared> reply) {
        Dispatcher position = Positions.find(channel, operation.position());
        if (position == null) {
            reply.failed(Positions.none(channel, operation.position()));
            return;
        }
        PositionDeeds deeds = new PositionDeeds(channel, position, kicking);
        switch (operation) {
            case Operation.Move move ->
                    whenFound(
                            channel,
                            position,
                            move.to(),
                            reply,
                            sequence ->
                                    with(
                                            move.channel(),
                                            move.position(),
                                            reply,
                                            found ->
                                                    reply.succeeded(
                                                            new PositionDeeds(
                                                                            channel, found, kicking)
                                                                    .move(move, sequence))));
            case Operation.Skip skip -> reply.succeeded(deeds.skip(skip));
            case Operation.Park park -> reply.succeeded(deeds.park(park, user));
            case Operation.Redeliver redeliver -> reply.succeeded(deeds.redeliver(redeliver));
            case Operation.DeletePosition delete -> reply.succeeded(deeds.delete(delete));
            case Operation.Pause pause ->
                    reply.succeeded(
                            new Pausing(channel, position, shard.epochNanos())
                                    .pause(pause, pause.forNanos(), pause.reason(), user));
            case Operation.Resume resume ->
                    reply.succeeded(
                            new Pausing(channel, position, shard.epochNanos()).resume(resume));
        }
    }

    /** A message may create its channel, so there need not be one. */
    private void preparePublish(Operation.Publish publish, String user, Reply<Prepared> reply) {
        if (isClosed) {
            reply.failed(new Failure.Stopping());
        } else {
            reply.succeeded(new Publication(publish, channels, publishing, entropy).prepared(user));
        }
    }

    /** It may create its channel, so there need not be one. */
    private void prepareCreation(Operation.Create create, Reply<Prepared> reply) {
        if (isClosed) {
            reply.failed(new Failure.Stopping());
        } else {
            reply.succeeded(new Creation(create, channels, clients).prepared());
        }
    }

    /** It may create its channel, so there need not be one. */
    private void prepareRestoration(Operation.Restore restore, Reply<Prepared> reply) {
        if (isClosed) {
            reply.failed(new Failure.Stopping());
        } else {
            reply.succeeded(
                    new Restoration(restore, channels, publishing, shard.epochNanos()).prepared());
        }
    }

    private ParkedDeeds parked(Channel channel) {
        String origin = ParkedNote.originOf(channel.channel());
        int owner = shards.ownerOf(origin.getBytes(StandardCharsets.UTF_8));
        return new ParkedDeeds(
                channel,
                new OriginElsewhere(
                        shards, shard.index(), owner, () -> all.apply(owner).origin(origin)));
    }

    private Origin origin(String name) {
        return new OriginOnShard(name, channels, publishing, entropy);
    }

    void parked(String name, long from, int most, Reply<ParkedPage> reply) {
        if (!isClosed && channels.find(name) == null) {
            reply.succeeded(new ParkedPage(0, List.of(), 0));
            return;
        }
        with(name, reply, channel -> parked(channel).list(from, most, reply));
    }

    /** Returns what a client uses on this shard. */
    Holding holding(String clientId) {
        Client client = clients.find(clientId);
        return client == null ? Holding.NOTHING : Holding.of(HeldSubscription.of(client));
    }

    void positions(String name, Reply<List<PositionState>> reply) {
        with(
                name,
                reply,
                channel ->
                        reply.succeeded(
                                channel.interest().positions().stream()
                                        .map(position -> Views.of(channel, position))
                                        .toList()));
    }

    void pending(String name, PositionKey key, int most, Reply<PendingMessages> reply) {
        with(
                name,
                key,
                reply,
                position -> reply.succeeded(Views.pending(position, most, shard.elapsedNanos())));
    }

    void keys(String name, PositionKey key, int most, Reply<KeyTable> reply) {
        with(name, key, reply, position -> reply.succeeded(Views.keys(position, most)));
    }

    void deliveries(String name, long sequence, Reply<List<MessageDelivery>> reply) {
        with(
                name,
                reply,
                channel ->
                        reply.succeeded(
                                channel.interest().positions().stream()
                                        .map(position -> Views.delivery(position, sequence))
                                        .toList()));
    }

    void peek(String name, PageRequest request, Reply<MessagePage> reply) {
        with(
                name,
                reply,
                channel ->
                        whenFound(
                                channel,
                                request.from(),
                                reply,
                                sequence -> Peek.read(channel, sequence, request, reply)));
    }

    void checkpoint(String name, Reply<Checkpoint> reply) {
        with(name, reply, channel -> reply.succeeded(Checkpoint.of(channel)));
    }

    void log(String name, long from, long upTo, Reply<LogPage> reply) {
        with(name, reply, channel -> LogCopy.read(channel, from, upTo, reply));
    }

    /** Finds where a position is to go. */
    private static void whenFound(
            Channel channel,
            Dispatcher position,
            Place place,
            Reply<?> reply,
            Consumer<Long> task) {
        switch (place) {
            case Place.Last ignored -> task.accept(channel.messages().lastSequence() + 1);
            case Place.By(long messages) ->
                    task.accept(saturatedSum(position.nextSequence(), messages));
            case Place.First first -> whenFound(channel, first, reply, task);
            case Place.Sequence sequence -> whenFound(channel, sequence, reply, task);
            case Place.Time time -> whenFound(channel, time, reply, task);
        }
    }

    private static long saturatedSum(long sequence, long messages) {
        long sum = sequence + messages;
        return messages > 0 && sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Finds the message at a place. */
    private static void whenFound(
            Channel channel, Place place, Reply<?> reply, Consumer<Long> task) {
        switch (place) {
            case Place.First ignored -> task.accept(channel.messages().firstSequence());
            case Place.Last ignored -> task.accept(channel.durableSequence());
            case Place.Sequence(long sequence) -> task.accept(sequence);
            case Place.By ignored ->
                    reply.failed(
                            new Failure.Invalid(
                                    "/from",
                                    "A page needs a place in the channel, not a distance."));
            case Place.Time(long epochNanos) ->
                    channel.messages()
                            .sequenceAt(
                                    epochNanos,
                                    Outcome.of(task, why -> reply.failed(Failures.of(why))));
        }
    }

    private void with(String name, Reply<?> reply, Consumer<Channel> task) {
        assert shard.isCurrent();
        if (isClosed) {
            reply.failed(new Failure.Stopping());
            return;
        }
        Channel channel = channels.find(name);
        if (channel == null || channel.isStopped()) {
            channels.near(
                    name,
                    near ->
                            reply.failed(
                                    new Failure.NoSuchChannel(
                                            name, near.isEmpty() ? List.of() : List.of(near))));
        } else {
            task.accept(channel);
        }
    }

    private void with(String name, PositionKey key, Reply<?> reply, Consumer<Dispatcher> task) {
        with(
                name,
                reply,
                channel -> {
                    Dispatcher position = Positions.find(channel, key);
                    if (position == null) {
                        reply.failed(Positions.none(channel, key));
                    } else {
                        task.accept(position);
                    }
                });
    }
}
