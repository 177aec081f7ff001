package dev.stanchion.engine;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelNames;
import dev.stanchion.engine.finding.ChannelWatch;
import dev.stanchion.engine.finding.Lookout;
import dev.stanchion.engine.finding.Seen;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all channels every ten seconds for what is likely wrong. Each shard looks at its own, a
 * few at a time ({@link Slices}), so that messages do not wait for it. The next round begins ten
 * seconds after the last one has ended. Owned by the first shard.
 */
@ShardOwned
final class FindingRounds {
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    /** A new channel is looked at this soon: by then its client has published or listens. */
    private static final long SOON_NANOS = Duration.ofSeconds(1).toNanos();

    /** Rounds that come earlier are at least this far apart. */
    private static final long LEAST_PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    /** More new names wait for the next round. */
    private static final int MOST_COMPARED = 64;

    private final Shards shards;
    private final List<EngineShard> parts;
    private final Bus bus;
    private final ChannelNames names;
    private final int maxChannels;
    private final int heartbeatsAllowed;
    private final Lookout lookout;
    private @Nullable Timer timer;
    private boolean isClosed;
    private long endedNanos;
    private long dueNanos;

    FindingRounds(
            Shards shards,
            List<EngineShard> parts,
            Bus bus,
            ChannelNames names,
            EngineOptions options,
            Lookout lookout) {
        this.shards = shards;
        this.parts = parts;
        this.bus = bus;
        this.names = names;
        this.maxChannels = options.limits().maxChannels();
        this.heartbeatsAllowed = options.heartbeatFailCount() + 1;
        this.lookout = lookout;
    }

    /** Begins, if there is anything to look for. */
    void open() {
        if (lookout.isOn()) {
            endedNanos = now();
            schedule(PAUSE_NANOS);
            names.tellNew(this::comeEarlier);
        }
    }

    void close() {
        isClosed = true;
        cancel();
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private long now() {
        return shards.executor(Shards.REGISTRY).elapsedNanos();
    }

    private void schedule(long delayNanos) {
        dueNanos = now() + delayNanos;
        timer = shards.executor(Shards.REGISTRY).schedule(delayNanos, this::round);
    }

    /** There is a new channel, perhaps with a typing error in its name. */
    private void comeEarlier() {
        long earliest = Math.max(now() + SOON_NANOS, endedNanos + LEAST_PAUSE_NANOS);
        if (timer != null && earliest < dueNanos) {
            cancel();
            schedule(earliest - now());
        }
    }

    private void round() {
        timer = null;
        shards.tellAll(Shards.REGISTRY, this::takeUnheard, this::lookAtChannels);
    }

    /** On each shard. A subject may be the name of a channel of any other. */
    private void takeUnheard(int shard) {
        bus.takeUnheard(
                shards.executor(shard),
                (subject, publisher) -> {
                    byte[] name = subject.getBytes(StandardCharsets.UTF_8);
                    int owner = shards.ownerOf(name);
                    shards.run(owner, () -> publishedPlainly(owner, subject, publisher));
                });
    }

    private void publishedPlainly(int owner, String subject, String publisher) {
        Channel channel = parts.get(owner).channels().find(subject);
        if (channel != null) {
            channel.publishedPlainly(publisher);
        }
    }

    private void lookAtChannels() {
        List<Seen> seen = new ArrayList<>();
        shards.askAll(
                Shards.REGISTRY,
                (shard, done) ->
                        look(
                                shard,
                                found ->
                                        shards.run(
                                                Shards.REGISTRY,
                                                () -> {
                                                    seen.add(found);
                                                    done.run();
                                                })),
                () -> looked(seen));
    }

    private void look(int shard, Consumer<Seen> answer) {
        EngineShard part = parts.get(shard);
        ChannelWatch watch = new ChannelWatch(part.executor(), heartbeatsAllowed);
        Slices.each(
                part.executor(),
                part.channels().channels(),
                watch::look,
                () -> answer.accept(watch.seen()));
    }

    private void looked(List<Seen> seen) {
        if (!isClosed) {
            lookout.begin(seen);
            compareNames(seen, 0);
        }
    }

    private void compareNames(List<Seen> seen, int compared) {
        if (isClosed) {
            return;
        }
        if (compared < MOST_COMPARED && lookout.compareNext()) {
            shards.executor(Shards.REGISTRY).execute(() -> compareNames(seen, compared + 1));
            return;
        }
        lookout.end(seen, names.count(), maxChannels);
        endedNanos = now();
        schedule(PAUSE_NANOS);
    }
}
