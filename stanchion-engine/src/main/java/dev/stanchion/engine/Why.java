package dev.stanchion.engine;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelNames;
import dev.stanchion.engine.diagnosis.ChannelStandstill;
import dev.stanchion.engine.diagnosis.Diagnosis;
import dev.stanchion.engine.diagnosis.Look;
import dev.stanchion.engine.diagnosis.Standstill;
import dev.stanchion.engine.shard.Shards;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers why messages of a channel do not arrive. It asks the shard that owns the channel once; if
 * there is no such channel, it asks for the nearest name.
 *
 * <p>Safe for use by many threads, as the {@link Inspector} is.
 */
final class Why {
    /** A failure of the store that happened this long ago may still go on. */
    static final long LATELY_NANOS = Duration.ofSeconds(10).toNanos();

    private final Shards shards;
    private final List<EngineShard> parts;
    private final ChannelNames names;
    private final int heartbeatsAllowed;

    /**
     * @param names belongs to the first shard, and is used there only
     */
    Why(Shards shards, List<EngineShard> parts, ChannelNames names, int heartbeatsAllowed) {
        this.shards = shards;
        this.parts = parts;
        this.names = names;
        this.heartbeatsAllowed = heartbeatsAllowed;
    }

    void ask(String channel, String position, Consumer<Diagnosis> consumer) {
        onOwner(
                channel,
                part -> {
                    Channel found = find(part, channel);
                    if (found == null) {
                        askForNear(channel, consumer);
                    } else {
                        consumer.accept(new Look(found, surroundings(part)).at(position));
                    }
                });
    }

    private void onOwner(String channel, Consumer<EngineShard> question) {
        int owner = shards.ownerOf(channel.getBytes(StandardCharsets.UTF_8));
        shards.run(owner, () -> question.accept(parts.get(owner)));
    }

    private static @Nullable Channel find(EngineShard part, String name) {
        Channel channel = part.channels().find(name);
        return channel == null || channel.isStopped() ? null : channel;
    }

    private Look.Surroundings surroundings(EngineShard part) {
        return new Look.Surroundings(
                part.executor().epochNanos(),
                heartbeatsAllowed,
                part.publishing().failingLately(LATELY_NANOS));
    }

    private void askForNear(String channel, Consumer<Diagnosis> consumer) {
        shards.run(
                Shards.REGISTRY,
                () -> {
                    String near = names.near(channel, name -> true);
                    onOwner(near, part -> consumer.accept(missing(channel, near, part)));
                });
    }

    private static Diagnosis missing(String channel, String near, EngineShard part) {
        Channel found = near.isEmpty() ? null : find(part, near);
        Standstill reason =
                found == null
                        ? new ChannelStandstill.NoSuchChannel(channel, "", 0, 0)
                        : new ChannelStandstill.NoSuchChannel(
                                channel,
                                near,
                                found.messages().messageCount(),
                                ShardPicture.subscriptionsOf(found));
        return Look.of(channel, part.executor().epochNanos(), List.of(reason));
    }
}
