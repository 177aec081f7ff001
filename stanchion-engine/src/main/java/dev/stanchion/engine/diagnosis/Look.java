package dev.stanchion.engine.diagnosis;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.protocol.NearName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks at one channel and says what holds its messages up. */
@ShardOwned
public final class Look {
    private static final List<String> MOST_BLOCKING_FIRST =
            List.of(
                    "no-such-channel",
                    "no-such-position",
                    "store",
                    "paused",
                    "nobody-ever",
                    "offline",
                    "absent",
                    "failing",
                    "congested",
                    "never-acks",
                    "stalled",
                    "cannot-park",
                    "poison",
                    "slow",
                    "waiting-again",
                    "key-full",
                    "key-busy",
                    "key-held",
                    "delayed",
                    "resuming",
                    "parked",
                    "limits-dropped",
                    "not-streaming",
                    "start-ignored",
                    "nothing-new");

    /** A client that has published so long ago may have stopped. */
    private static final long PLAIN_PUBLISH_NANOS = Duration.ofMinutes(10).toNanos();

    private final Channel channel;
    private final Surroundings surroundings;

    /**
     * What a look needs to know beyond the channel.
     *
     * @param nowEpochNanos the time of day
     * @param heartbeatsAllowed a client is given up when it has missed this number in a row
     * @param storeFailure what has failed in the store lately; empty if nothing has
     */
    public record Surroundings(long nowEpochNanos, int heartbeatsAllowed, String storeFailure) {}

    public Look(Channel channel, Surroundings surroundings) {
        this.channel = channel;
        this.surroundings = surroundings;
    }

    /**
     * Returns every reason that holds.
     *
     * @param position a group, a durable, or a client; empty for all
     */
    public Diagnosis at(String position) {
        List<Standstill> reasons = new ArrayList<>(ofChannel());
        List<Dispatcher> wanted = wanted(position);
        if (wanted.isEmpty() && !position.isEmpty()) {
            reasons.add(
                    new ChannelStandstill.NoSuchPosition(
                            channel.channel(), position, near(position)));
        }
        for (Dispatcher each : wanted) {
            reasons.addAll(at(each));
        }
        return of(channel.channel(), surroundings.nowEpochNanos(), reasons);
    }

    /** Returns a diagnosis with its reasons in order. */
    public static Diagnosis of(String channel, long nowEpochNanos, List<Standstill> reasons) {
        return new Diagnosis(
                channel,
                nowEpochNanos,
                reasons.stream()
                        .sorted(
                                Comparator.comparingInt(
                                        each -> MOST_BLOCKING_FIRST.indexOf(each.code())))
                        .toList());
    }

    private List<Standstill> ofChannel() {
        List<Standstill> reasons = new ArrayList<>();
        if (!surroundings.storeFailure().isEmpty()) {
            reasons.add(new ChannelStandstill.StoreFails(surroundings.storeFailure()));
        }
        if (channel.interest().positions().isEmpty()) {
            reasons.add(
                    new ChannelStandstill.NobodyEver(
                            channel.channel(), channel.messages().messageCount()));
        }
        plainPublish().ifPresent(reasons::add);
        return reasons;
    }

    /** Returns the reason that clients publish to the channel's name without the protocol. */
    public Optional<Standstill> plainPublish() {
        Channel.PlainPublish plain = channel.plainPublish();
        if (plain == null
                || surroundings.nowEpochNanos() - plain.atEpochNanos() >= PLAIN_PUBLISH_NANOS) {
            return Optional.empty();
        }
        return Optional.of(
                new ChannelStandstill.NotStreaming(
                        plain.publisher(), channel.channel(), plain.atEpochNanos()));
    }

    /** Returns every reason that holds for one position of the channel, in no order. */
    public List<Standstill> at(Dispatcher position) {
        return new PositionLook(channel, position, surroundings).reasons();
    }

    private List<Dispatcher> wanted(String name) {
        return channel.interest().positions().stream()
                .filter(position -> name.isEmpty() || isCalled(position, name))
                .toList();
    }

    private static boolean isCalled(Dispatcher position, String name) {
        return position.name().isCalled(name)
                || position.subscriptions().stream()
                        .anyMatch(each -> each.terms().clientId().equals(name));
    }

    private String near(String position) {
        List<String> names =
                channel.interest().positions().stream()
                        .map(each -> each.name().shown())
                        .distinct()
                        .toList();
        return NearName.of(position, names).orElse("");
    }
}
