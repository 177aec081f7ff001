package dev.stanchion.engine.channel;

import dev.stanchion.engine.failure.StoreFailures;
import dev.stanchion.engine.message.ByteKeyMap;
import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.registration.Allowance;
import dev.stanchion.engine.registration.NameLimit;
import dev.stanchion.engine.shard.BugGuard;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.subscription.Delivery;
import dev.stanchion.protocol.Quoted;
import dev.stanchion.protocol.Refusal;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels that one shard owns, and how they come and go. */
@ShardOwned
public final class ChannelTable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelTable.class);

    private final Shards shards;
    private final ShardExecutor shard;
    private final Store store;
    private final ChannelRules rules;
    private final ChannelNames names;
    private final Allowance allowance;
    private final Delivery delivery;
    private final Durability durability;
    private final StoreFailures uncreated;
    private final ByteKeyMap<ChannelSlot> slots = new ByteKeyMap<>();
    private Policies policies;
    private @Nullable Runnable onSettled;
    private long lastIncarnation;
    private boolean isAbandoned;

    /**
     * @param names belongs to another shard, and is used there only
     * @param allowance of channels and subscriptions
     */
    public ChannelTable(
            Shards shards,
            ShardExecutor shard,
            Store store,
            ChannelRules rules,
            ChannelNames names,
            Allowance allowance,
            Delivery delivery,
            Durability durability,
            Policies policies) {
        this.shards = shards;
        this.shard = shard;
        this.store = store;
        this.rules = rules;
        this.names = names;
        this.allowance = allowance;
        this.delivery = delivery;
        this.durability = durability;
        this.policies = policies;
        this.uncreated =
                new StoreFailures(shard, "Channels cannot be created", LOG::error, LOG::info);
    }

    /** A request that needs a channel; exactly one of the methods is called. */
    public interface Awaiting {
        void opened(Channel channel);

        /**
         * Returns which channels the request may be told of, in case it creates a channel whose
         * name is near; null if it does not want to know. Called on the shard of the names.
         */
        default @Nullable Predicate<String> mayBeTold() {
            return null;
        }

        /**
         * The request has created the channel. {@link #opened} follows.
         *
         * @param nearChannel an older channel with a near name; empty if there is none
         */
        default void created(String nearChannel) {}

        /** Returns whether the server needs the channel for itself, whatever the limit is. */
        default boolean isOfServer() {
            return false;
        }

        /**
         * There will be no channel.
         *
         * @param why the text for the client
         */
        void refused(String why);
    }

    /** Finds an open channel by its name inside a message. No allocation. */
    public @Nullable Channel find(ByteBuf buffer, int index, int length) {
        ChannelSlot slot = slots.get(buffer, index, length);
        return slot == null ? null : slot.open();
    }

    /** Finds an open channel. */
    public @Nullable Channel find(String name) {
        ChannelSlot slot = slots.get(name.getBytes(StandardCharsets.UTF_8));
        return slot == null ? null : slot.open();
    }

    /**
     * Answers with the name of the channel, on any shard, that is nearest to a name; with an empty
     * text if none is near.
     */
    public void near(String name, Consumer<String> answer) {
        shards.run(
                Shards.REGISTRY,
                () -> {
                    String near = names.near(name, any -> true);
                    shards.run(shard.index(), () -> answer.accept(near));
                });
    }

    /** Returns whether a channel of this name exists, is being created or is being deleted. */
    boolean exists(byte[] name) {
        return slots.get(name) != null;
    }

    /** Returns the policies that hold now. */
    public Policies policies() {
        return policies;
    }

    /** Other policies hold from now on. */
    public void take(Policies next) {
        policies = next;
        channels().forEach(channel -> channel.interest().followPolicies());
    }

    /** Returns all open channels. */
    public List<Channel> channels() {
        return slots.values().stream().map(ChannelSlot::open).filter(Objects::nonNull).toList();
    }

    /**
     * Answers with the channel, now or later. It is created if it does not exist.
     *
     * @param name valid by the rules for channel names
     */
    public void whenOpen(byte[] name, Awaiting awaiting) {
        assert shard.isCurrent();
        ChannelSlot slot = slots.get(name);
        if (slot == null) {
            create(name, awaiting);
            return;
        }
        switch (slot.state()) {
            case OPENING -> slot.await(awaiting);
            case OPEN -> awaiting.opened(Objects.requireNonNull(slot.open()));
            case DELETING -> awaiting.refused(Refusal.CHANNEL_BEING_DELETED.text());
        }
    }

    private void create(byte[] nameBytes, Awaiting awaiting) {
        String name = new String(nameBytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(name.getBytes(StandardCharsets.UTF_8), nameBytes)) {
            awaiting.refused("channel name is not valid UTF-8");
            return;
        }
        String tooLong = NameLimit.refusal("channel name", nameBytes.length);
        if (tooLong != null) {
            awaiting.refused(tooLong);
            return;
        }
        ChannelSlot slot =
                new ChannelSlot(name, nameBytes, shard.index(), durability, delivery.fence());
        slots.put(nameBytes, slot);
        slot.await(awaiting);
        shards.run(
                Shards.REGISTRY,
                () -> {
                    Predicate<String> mayBeTold = awaiting.mayBeTold();
                    String near = mayBeTold == null ? "" : names.near(name, mayBeTold);
                    String refusal = names.reserve(name, awaiting.isOfServer());
                    shards.run(
                            shard.index(),
                            () -> {
                                if (refusal == null) {
                                    awaiting.created(near);
                                }
                                reserved(slot, refusal);
                            });
                });
    }

    private void reserved(ChannelSlot slot, @Nullable String refusal) {
        if (refusal != null) {
            slots.remove(slot.nameBytes());
            slot.refused(refusal);
            reportSettled();
            return;
        }
        open(
                slot,
                channel -> {
                    logOpened(slot.name(), channel.messages().messageCount());
                    channel.begin();
                    slot.opened(channel);
                    reportSettled();
                },
                why -> {
                    uncreated.happened(Quoted.quote(slot.name()) + ", " + why.getMessage(), why);
                    forget(slot);
                    slot.refused(String.valueOf(why.getMessage()));
                    reportSettled();
                });
    }

    /** A store can have messages of a channel that nobody has used here: a stream of others. */
    private static void logOpened(String name, long messages) {
        if (messages == 0) {
            LOG.info("Channel {} has been created", Quoted.quote(name));
        } else {
            LOG.info(
                    "Channel {} is new here; its store has {} messages",
                    Quoted.quote(name),
                    messages);
        }
    }

    private void open(ChannelSlot slot, Consumer<Channel> opened, Consumer<StoreException> failed) {
        ChannelRules.Rule rule = rules.of(slot.name());
        store.openChannel(
                slot.name(),
                rule.storage(),
                shard,
                BugGuard.around(slot, shard.index(), "messages of " + slot.name()),
                delivery.fence()
                        .around(
                                Outcome.of(
                                        opening ->
                                                opened.accept(
                                                        new Channel(
                                                                slot.name(),
                                                                nextIncarnation(),
                                                                rule,
                                                                shard,
                                                                opening,
                                                                delivery,
                                                                allowance,
                                                                () -> policies,
                                                                () -> idleTooLong(slot))),
                                        why -> failed.accept(why))));
    }

    private long nextIncarnation() {
        lastIncarnation = Math.max(lastIncarnation + 1, shard.epochNanos());
        return lastIncarnation;
    }

    /** Opens a channel of an earlier run, whose name has been given out already. */
    public void recover(String name, Outcome<Channel> outcome) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        ChannelSlot slot =
                new ChannelSlot(name, nameBytes, shard.index(), durability, delivery.fence());
        slots.put(nameBytes, slot);
        open(
                slot,
                channel -> {
                    slot.opened(channel);
                    outcome.succeeded(channel);
                    channel.begin();
                },
                why -> {
                    slots.remove(nameBytes);
                    outcome.failed(why);
                });
    }

    private void idleTooLong(ChannelSlot slot) {
        Channel channel = slot.open();
        if (channel == null) {
            return;
        }
        if (channel.isUnsettled()) {
            channel.inactivity().begin(); // publishers still wait to hear of their messages
            return;
        }
        delete(slot, channel, Outcome.of(done -> {}, why -> {}));
    }

    /**
     * Deletes a channel with all that it has. The use of its subscriptions ends first. Publishers
     * that wait get their acknowledgements, and whoever comes now is refused.
     *
     * @param channel an open channel of this table
     */
    public void delete(Channel channel, Outcome<Outcome.Done> outcome) {
        ChannelSlot slot = Objects.requireNonNull(slots.get(channel.channelBytes()));
        slot.deleting();
        channel.vacate();
        slot.whenSettled(() -> delete(slot, channel, outcome));
    }

    private void delete(ChannelSlot slot, Channel channel, Outcome<Outcome.Done> outcome) {
        slot.deleting();
        channel.pause();
        store.deleteChannel(
                slot.name(),
                shard,
                delivery.fence()
                        .around(
                                Outcome.of(
                                        done -> {
                                            channel.stop();
                                            forget(slot);
                                            LOG.info(
                                                    "Channel {} has been deleted",
                                                    Quoted.quote(slot.name()));
                                            outcome.succeeded(done);
                                            reportSettled();
                                        },
                                        why -> {
                                            LOG.error(
                                                    "Channel {} is not deleted: {}",
                                                    Quoted.quote(slot.name()),
                                                    why.getMessage());
                                            slot.notDeleted();
                                            channel.begin();
                                            outcome.failed(why);
                                            reportSettled();
                                        })));
    }

    /** The shard closes: all channels go silent and leave no timer behind. */
    public void end() {
        channels().forEach(Channel::stop);
        uncreated.end();
    }

    /** Does the same as {@link #end}, and does not wait for the store's answers. */
    public void abandon() {
        isAbandoned = true;
        end();
        reportSettled();
    }

    /** Runs the task once no channel is on its way from or to existence. */
    public void whenSettled(Runnable task) {
        onSettled = task;
        reportSettled();
    }

    private void reportSettled() {
        Runnable report = onSettled;
        if (report != null && isSettled()) {
            onSettled = null;
            report.run();
        }
    }

    private boolean isSettled() {
        return isAbandoned
                || slots.values().stream().allMatch(slot -> slot.state() == ChannelSlot.State.OPEN);
    }

    private void forget(ChannelSlot slot) {
        slots.remove(slot.nameBytes());
        shards.run(Shards.REGISTRY, () -> names.release(slot.name()));
    }
}
