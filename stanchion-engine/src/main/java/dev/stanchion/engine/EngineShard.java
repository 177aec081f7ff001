package dev.stanchion.engine;

import dev.stanchion.engine.admin.Steward;
import dev.stanchion.engine.answer.Answers;
import dev.stanchion.engine.answer.LateAnswers;
import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelNames;
import dev.stanchion.engine.channel.ChannelRules;
import dev.stanchion.engine.channel.ChannelTable;
import dev.stanchion.engine.channel.Restoration;
import dev.stanchion.engine.channel.SubscribeHandler;
import dev.stanchion.engine.channel.UnsubscribeHandler;
import dev.stanchion.engine.client.ClientDirectory;
import dev.stanchion.engine.client.ClientRegistry;
import dev.stanchion.engine.failure.Fence;
import dev.stanchion.engine.parking.ParkingLot;
import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.policy.Policy;
import dev.stanchion.engine.publish.PublishHandler;
import dev.stanchion.engine.registration.Allowance;
import dev.stanchion.engine.shard.Countdown;
import dev.stanchion.engine.shard.Crossing;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.subscription.Delivery;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.protocol.PubMsgCursor;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All the state of one shard, put together. */
@ShardOwned
final class EngineShard {
    private static final Logger LOG = LoggerFactory.getLogger(EngineShard.class);

    private final ShardExecutor executor;
    private final Delivery delivery;
    private final ClientDirectory clients;
    private final LateAnswers lateAnswers;
    private final ChannelTable channels;
    private final PublishHandler publishing;
    private final SubscribeHandler subscribing;
    private final UnsubscribeHandler unsubscribing;
    private final ParkingLot parkingLot;
    private final Steward steward;
    private final PubMsgCursor arrival = new PubMsgCursor();
    private boolean isClosed;

    EngineShard(
            int index,
            EngineOptions options,
            Bus bus,
            Store store,
            Shards shards,
            Crossing crossing,
            ChannelNames names,
            Allowance allowance,
            ClientDirectory clients,
            ClientRegistry registry,
            Answers answers,
            LateAnswers lateAnswers,
            ParkingLot parkingLot,
            Entropy entropy,
            Fence fence,
            IntFunction<Steward> stewards) {
        this.executor = shards.executor(index);
        boolean isStrict = options.compatibility() == Compatibility.STRICT;
        this.delivery = new Delivery(executor, bus, crossing, entropy, isStrict, fence, parkingLot);
        this.clients = clients;
        this.lateAnswers = lateAnswers;
        this.publishing =
                new PublishHandler(
                        executor,
                        bus,
                        clients,
                        answers,
                        lateAnswers,
                        isStrict ? Integer.MAX_VALUE : options.maxPayloadBytes(),
                        options.maxUnsyncedBytes(),
                        fence);
        this.channels =
                new ChannelTable(
                        shards,
                        executor,
                        store,
                        rulesOf(options, this::policies),
                        names,
                        allowance,
                        delivery,
                        publishing,
                        options.policies());
        this.parkingLot = parkingLot;
        parkingLot.open(channels, publishing);
        this.subscribing =
                new SubscribeHandler(
                        executor, clients, channels, answers, options.replaceDurable());
        this.unsubscribing = new UnsubscribeHandler(clients, channels, answers);
        this.steward =
                new Steward(
                        shards,
                        executor,
                        channels,
                        clients,
                        registry,
                        publishing,
                        entropy,
                        stewards);
    }

    private Policies policies() {
        return channels.policies();
    }

    /** Patterns of channels do not concern those of parked messages, which are never idle. */
    private static ChannelRules rulesOf(EngineOptions options, Supplier<Policies> policies) {
        return channel -> {
            if (ParkedNote.isParkedChannel(channel) && !policies.get().rules().isEmpty()) {
                return ruleOfParked(
                        options.limits(), policies.get().of(ParkedNote.originOf(channel), "", ""));
            }
            StoreLimits limits = options.limitsByChannel().of(channel);
            return new ChannelRules.Rule(
                    limits.storage(), limits.maxSubscriptions(), limits.maxInactivityNanos());
        };
    }

    private static ChannelRules.Rule ruleOfParked(StoreLimits limits, Policy policy) {
        return new ChannelRules.Rule(
                new ChannelLimits(
                        policy.parkedMaxMessages() > 0
                                ? policy.parkedMaxMessages()
                                : limits.maxMessages(),
                        limits.maxBytes(),
                        policy.parkedMaxAge().toNanos()),
                limits.maxSubscriptions(),
                0);
    }

    ShardExecutor executor() {
        return executor;
    }

    ClientDirectory clients() {
        return clients;
    }

    ChannelTable channels() {
        return channels;
    }

    Delivery delivery() {
        return delivery;
    }

    PublishHandler publishing() {
        return publishing;
    }

    SubscribeHandler subscribing() {
        return subscribing;
    }

    UnsubscribeHandler unsubscribing() {
        return unsubscribing;
    }

    Steward steward() {
        return steward;
    }

    /** Runs a request, unless it was still on its way when the engine closed. */
    void request(Runnable task) {
        if (!isClosed) {
            task.run();
        }
    }

    /** Returns the decoder for messages that arrive on this shard's thread. */
    PubMsgCursor arrival() {
        return arrival;
    }

    /** All channels of the earlier run are there. */
    void begin() {
        parkingLot.begin();
    }

    /** Opens a channel of an earlier run with its subscriptions. */
    void recover(RecoveredState.Channel recovered, Outcome<Outcome.Done> outcome) {
        channels.recover(
                recovered.name(),
                Outcome.of(
                        channel -> {
                            new Restoration(channel, clients).restore(recovered);
                            outcome.succeeded(Outcome.Done.DONE);
                        },
                        outcome::failed));
    }

    /**
     * Commits, waits until no publisher waits and no channel is being opened or deleted, records
     * all positions and goes silent.
     */
    void close(Runnable closed) {
        publishing.drain(() -> channels.whenSettled(() -> flush(closed)));
    }

    /** Stops at once. Waiting requests get no answer, and the shard records nothing more. */
    void abandon() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        steward.close();
        lateAnswers.close();
        channels.abandon();
        publishing.abandon();
        delivery.end();
    }

    private void flush(Runnable closed) {
        if (isClosed) { // abandoned
            closed.run();
            return;
        }
        isClosed = true;
        steward.close();
        lateAnswers.close();
        List<Channel> open = channels.channels();
        channels.end();
        publishing.end();
        delivery.end();
        Countdown countdown = new Countdown(open.size() + 1, closed);
        for (Channel channel : open) {
            channel.records().flush(whenFlushed(channel.channel(), countdown));
        }
        countdown.down();
    }

    private static Outcome<Outcome.Done> whenFlushed(String channel, Countdown countdown) {
        return Outcome.of(
                done -> countdown.down(),
                why -> {
                    LOG.error("Positions in {} may be forgotten: {}", channel, why.getMessage());
                    countdown.down();
                });
    }
}
