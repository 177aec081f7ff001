package dev.stanchion.engine.admin;

import dev.stanchion.engine.client.ClientRegistry;
import dev.stanchion.engine.client.Session;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.ServerRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plans and carries out the operations of operators, and reads without leaving a trace. The shard
 * that owns the channel or the client does the work in one turn, so an operation is atomic for its
 * channel. The answer to a change comes when the change is durable.
 *
 * <p>Answers come on a shard. A caller with more than a little work to do moves to another thread
 * first. If the engine closes meanwhile, an answer may not come.
 *
 * <p>Safe for use by many threads.
 */
public final class Administration {
    private final ServerRecord server;
    private final Shards shards;
    private final List<Steward> stewards;
    private final ClientRegistry registry;
    private final ReadinessSign readiness;
    private final Audit audit;

    /**
     * @param server as it is recorded
     * @param stewards one for each shard, used on that shard only
     * @param registry used on the first shard only
     * @param audit hears of each change
     */
    public Administration(
            ServerRecord server,
            Shards shards,
            List<Steward> stewards,
            ClientRegistry registry,
            ReadinessSign readiness,
            Audit audit) {
        this.server = server;
        this.shards = shards;
        this.registry = registry;
        this.stewards = List.copyOf(stewards);
        this.readiness = readiness;
        this.audit = audit;
    }

    /** Computes what an operation would do now. Changes nothing. */
    public void plan(Operation operation, Reply<Plan> reply) {
        switch (operation) {
            case Operation.OnChannel onChannel ->
                    ask(onChannel.channel(), reply, steward -> steward.plan(onChannel, reply));
            case Operation.OnClient onClient ->
                    prepare(
                            onClient,
                            Reply.of(prepared -> reply.succeeded(prepared.plan()), reply::failed));
        }
    }

    /**
     * Carries out an operation.
     *
     * @param state of the plan that was agreed to. If the present state differs in a way that
     *     matters, nothing happens and the answer is {@link Failure.Stale}. Empty to do without.
     */
    public void apply(Operation operation, String state, Actor by, Reply<Result> reply) {
        Reply<Result> audited = audited(operation, by, reply);
        switch (operation) {
            case Operation.OnChannel onChannel ->
                    ask(
                            onChannel.channel(),
                            audited,
                            steward -> steward.apply(onChannel, state, by.user(), audited));
            case Operation.OnClient onClient ->
                    prepare(
                            onClient,
                            Reply.of(
                                    prepared -> prepared.carryOut(state, audited),
                                    audited::failed));
        }
    }

    /** Plans on the first shard, once all shards have told what the client uses. */
    private void prepare(Operation.OnClient operation, Reply<Prepared> reply) {
        if (!isServing(reply)) {
            return;
        }
        ClientDeeds deeds = new ClientDeeds(registry);
        switch (operation) {
            case Operation.Kick kick ->
                    shards.run(
                            Shards.REGISTRY,
                            () ->
                                    holding(
                                            kick.clientId(),
                                            holding -> reply.succeeded(deeds.kick(kick, holding))));
            case Operation.Unblock unblock ->
                    shards.run(Shards.REGISTRY, () -> reply.succeeded(deeds.unblock(unblock)));
        }
    }

    private void holding(String clientId, Consumer<Holding> answer) {
        Holding[] sum = {Holding.NOTHING};
        shards.askAll(
                Shards.REGISTRY,
                (shard, answered) -> {
                    Holding part = stewards.get(shard).holding(clientId);
                    shards.run(
                            Shards.REGISTRY,
                            () -> {
                                sum[0] = sum[0].plus(part);
                                answered.run();
                            });
                },
                () -> answer.accept(sum[0]));
    }

    private boolean isServing(Reply<?> reply) {
        switch (readiness.now()) {
            case RECOVERING -> reply.failed(new Failure.Recovering());
            case STOPPING -> reply.failed(new Failure.Stopping());
            case SERVING -> {
                return true;
            }
        }
        return false;
    }

    private Reply<Result> audited(Operation operation, Actor by, Reply<Result> reply) {
        return Reply.of(
                result -> {
                    audit.record(
                            new Audit.Change(
                                    by,
                                    operation,
                                    Optional.of(result.plan()),
                                    result.effects(),
                                    Optional.empty()));
                    reply.succeeded(result);
                },
                why -> {
                    audit.record(
                            new Audit.Change(
                                    by,
                                    operation,
                                    Optional.empty(),
                                    Effects.NONE,
                                    Optional.of(why)));
                    reply.failed(why);
                });
    }

    /** Returns the positions of a channel, in the order in which they began. */
    public void positions(String channel, Reply<List<PositionState>> reply) {
        ask(channel, reply, steward -> steward.positions(channel, reply));
    }

    /**
     * Returns unacknowledged messages of a position.
     *
     * @param most how many messages, at least 1
     */
    public void pending(
            String channel, PositionKey position, int most, Reply<PendingMessages> reply) {
        ask(channel, reply, steward -> steward.pending(channel, position, most, reply));
    }

    /**
     * Returns the keys of a group that is ordered by key.
     *
     * @param most how many of the busiest keys
     */
    public void keys(String channel, PositionKey position, int most, Reply<KeyTable> reply) {
        ask(channel, reply, steward -> steward.keys(channel, position, most, reply));
    }

    /**
     * Returns messages of a channel that are parked, and neither redriven nor dropped.
     *
     * @param channel the channel of parked messages
     * @param from the least sequence there
     * @param most how many messages, 1 to {@link ParkedPage#MOST_MESSAGES}
     */
    public void parked(String channel, long from, int most, Reply<ParkedPage> reply) {
        ask(channel, reply, steward -> steward.parked(channel, from, most, reply));
    }

    /** Returns what each position of a channel has done with a message. */
    public void deliveries(String channel, long sequence, Reply<List<MessageDelivery>> reply) {
        ask(channel, reply, steward -> steward.deliveries(channel, sequence, reply));
    }

    /** Returns messages of a channel. Looking changes nothing: no position moves. */
    public void peek(String channel, PageRequest request, Reply<MessagePage> reply) {
        String wrong = request.wrong();
        if (wrong.isEmpty()) {
            ask(channel, reply, steward -> steward.peek(channel, request, reply));
        } else {
            reply.failed(new Failure.Invalid("/limit", wrong));
        }
    }

    /** Returns what a channel keeps beside its messages. */
    public void checkpoint(String channel, Reply<Checkpoint> reply) {
        ask(channel, reply, steward -> steward.checkpoint(channel, reply));
    }

    /**
     * Returns messages of a channel as they are stored.
     *
     * @param from the least sequence
     * @param upTo the highest sequence
     */
    public void log(String channel, long from, long upTo, Reply<LogPage> reply) {
        ask(channel, reply, steward -> steward.log(channel, from, upTo, reply));
    }

    /** Returns what a store knows of the server and its clients. */
    public void identity(Reply<Identity> reply) {
        if (isServing(reply)) {
            shards.run(
                    Shards.REGISTRY,
                    () ->
                            reply.succeeded(
                                    new Identity(
                                            server,
                                            registry.sessions().stream()
                                                    .map(Session::record)
                                                    .toList())));
        }
    }

    private void ask(String channel, Reply<?> reply, Consumer<Steward> task) {
        if (isServing(reply)) {
            int owner = shards.ownerOf(channel.getBytes(StandardCharsets.UTF_8));
            shards.run(owner, () -> task.accept(stewards.get(owner)));
        }
    }
}
