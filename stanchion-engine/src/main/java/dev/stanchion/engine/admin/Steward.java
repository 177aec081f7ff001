package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelTable;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.subscription.Dispatcher;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers operators about the channels of one shard, and carries out what they ask for. */
@ShardOwned
public final class Steward {
    private final ShardExecutor shard;
    private final ChannelTable channels;
    private boolean isClosed;

    public Steward(ShardExecutor shard, ChannelTable channels) {
        this.shard = shard;
        this.channels = channels;
    }

    /** The shard closes: whatever comes now is refused. */
    public void close() {
        isClosed = true;
    }

    void plan(Operation.OnChannel operation, Reply<Plan> reply) {
        with(
                operation.channel(),
                reply,
                channel -> reply.failed(new Failure.NotSupported(operation.verb())));
    }

    void apply(Operation.OnChannel operation, String state, Actor by, Reply<Result> reply) {
        with(
                operation.channel(),
                reply,
                channel -> reply.failed(new Failure.NotSupported(operation.verb())));
    }

    void positions(String name, Reply<List<PositionState>> reply) {
        with(
                name,
                reply,
                channel ->
                        reply.succeeded(
                                channel.interest().positions().stream()
                                        .map(position ->
                                                Views.of(channel, position, Optional.empty()))
                                        .toList()));
    }

    void pending(String name, PositionKey key, int most, Reply<PendingMessages> reply) {
        with(
                name,
                key,
                reply,
                position -> reply.succeeded(Views.pending(position, most, shard.elapsedNanos())));
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

    private static void whenFound(
            Channel channel, Place place, Reply<?> reply, Consumer<Long> task) {
        long last = channel.durableSequence();
        switch (place) {
            case Place.First ignored -> task.accept(channel.messages().firstSequence());
            case Place.Last ignored -> task.accept(last);
            case Place.Sequence(long sequence) -> task.accept(sequence);
            case Place.By ignored ->
                    reply.failed(new Failure.Invalid("/from", "A page has no position to go by."));
            case Place.Time(long epochNanos) ->
                    channel.messages()
                            .sequenceAt(
                                    epochNanos,
                                    Outcome.of(
                                            task,
                                            why ->
                                                    reply.failed(
                                                            new Failure.StoreFailed(
                                                                    why.kind(),
                                                                    String.valueOf(
                                                                            why.getMessage())))));
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
            reply.failed(new Failure.NoSuchChannel(name, List.of()));
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
