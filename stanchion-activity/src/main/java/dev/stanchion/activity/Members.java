package dev.stanchion.activity;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a group know of each other beside who is active. Each tells the others four
 * times a second to which NATS server it is connected, and for how long it has received without a
 * gap what clients send. Two things follow from that:
 *
 * <ul>
 *   <li>A follower moves away from a NATS server that another member uses, if it reaches one that
 *       nobody uses. So the loss of one NATS server costs one member its connection, and another
 *       has received everything.
 *   <li>A follower that had a gap lets another claim that had none.
 * </ul>
 *
 * <p>Confined to one shard.
 */
final class Members implements AutoCloseable {
    private static final long BEAT_NANOS = Duration.ofMillis(250).toNanos();

    /** Who has told nothing for so long has ended, is paused or is cut off. */
    static final Duration FRESH = Duration.ofMillis(1500);

    /** By then clients have given up what was missed in a gap. */
    static final Duration FORGOTTEN_GAP = Duration.ofSeconds(30);

    /** Gaps that begin at the same time do not end at the same time. */
    private static final long SAME_GAP_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long FIRST_MOVE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(8).toNanos();

    /** More members than any group has. */
    private static final int MOST_MEMBERS = 64;

    private final Bus bus;
    private final ShardExecutor shard;
    private final String subject;
    private final String ownId;
    private final AliveOnBus.Connection connection;
    private final BooleanSupplier isActive;
    private final Destination destination;
    private final Map<String, Heard> heard = new HashMap<>();
    private @Nullable Registration hearing;
    private @Nullable Timer beat;
    private long unbrokenSinceNanos;
    private boolean wasUp;
    private String lastServerId = "";
    private long nextMoveNanos;
    private long pauseNanos = FIRST_MOVE_NANOS;

    private record Heard(MemberNotice notice, long atNanos) {
        long unbrokenSinceNanos() {
            return atNanos - Duration.ofMillis(notice.unbrokenMillis()).toNanos();
        }
    }

    /**
     * @param ownId distinguishes this process from the others
     * @param isActive whether this process answers clients
     */
    Members(
            Bus bus,
            ShardExecutor shard,
            String subject,
            String ownId,
            AliveOnBus.Connection connection,
            BooleanSupplier isActive) {
        this.bus = bus;
        this.shard = shard;
        this.subject = subject;
        this.ownId = ownId;
        this.connection = connection;
        this.isActive = isActive;
        this.destination = bus.destination(subject);
    }

    void begin() {
        unbrokenSinceNanos = shard.elapsedNanos();
        hearing = bus.subscribe(subject, this::onNotice);
        onBeat();
    }

    private void onNotice(BusMessage message) {
        MemberNotice.of(message)
                .filter(notice -> !notice.id().equals(ownId))
                .ifPresent(notice -> {
                    if (shard.isCurrent()) {
                        heard(notice);
                    } else {
                        shard.execute(() -> heard(notice));
                    }
                });
    }

    private void heard(MemberNotice notice) {
        if (heard.size() < MOST_MEMBERS || heard.containsKey(notice.id())) {
            heard.put(notice.id(), new Heard(notice, shard.elapsedNanos()));
        }
    }

    private void onBeat() {
        long now = shard.elapsedNanos();
        heard.values().removeIf(each -> now - each.atNanos >= FRESH.toNanos());
        boolean isUp = connection.isUp();
        if (!isUp || !wasUp) {
            unbrokenSinceNanos = now;
        }
        wasUp = isUp;
        if (isUp) {
            tell(now);
            useServer(connection.serverId(), now);
        }
        beat = shard.schedule(BEAT_NANOS, this::onBeat);
    }

    private void tell(long now) {
        MemberNotice notice =
                new MemberNotice(
                        ownId,
                        connection.serverId(),
                        isActive.getAsBoolean(),
                        unbrokenNanos(now) / Duration.ofMillis(1).toNanos());
        ByteBuf encoded = notice.encoded();
        destination.publish(encoded, 0, encoded.readableBytes());
        encoded.release();
    }

    private long unbrokenNanos(long now) {
        return Math.min(now - unbrokenSinceNanos, FORGOTTEN_GAP.toNanos());
    }

    private void useServer(String serverId, long now) {
        if (!serverId.equals(lastServerId)) {
            lastServerId = serverId;
            pauseNanos = FIRST_MOVE_NANOS;
            nextMoveNanos = now + pauseNanos;
        } else if (now - nextMoveNanos >= 0 && mustMove()) {
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
            nextMoveNanos = now + pauseNanos;
            connection.moveAwayFrom(occupied(), this::mustMove);
        }
    }

    /** Moves only while somebody is active and receives what this process may miss. */
    private boolean mustMove() {
        Collection<Heard> others = heard.values();
        return !isActive.getAsBoolean()
                && others.stream().anyMatch(each -> each.notice.isActive())
                && others.stream()
                        .map(Heard::notice)
                        .filter(each -> each.serverId().equals(lastServerId))
                        .anyMatch(each -> each.isActive() || each.id().compareTo(ownId) < 0);
    }

    private Set<String> occupied() {
        Set<String> servers = new HashSet<>();
        heard.values().forEach(each -> servers.add(each.notice.serverId()));
        servers.add(lastServerId);
        return servers;
    }

    /** What clients have sent until now may not have been kept. */
    void missed() {
        unbrokenSinceNanos = shard.elapsedNanos();
        wasUp = false;
        if (connection.isUp()) {
            tell(unbrokenSinceNanos);
        }
    }

    /** Returns whether another follower is there that has received for longer without a gap. */
    boolean isBehind() {
        long now = shard.elapsedNanos();
        return now - unbrokenSinceNanos < FORGOTTEN_GAP.toNanos()
                && heard.values().stream()
                        .filter(each ->
                                !each.notice.isActive() && now - each.atNanos < FRESH.toNanos())
                        .anyMatch(each ->
                                unbrokenSinceNanos - each.unbrokenSinceNanos() > SAME_GAP_NANOS);
    }

    @Override
    public void close() {
        Registration open = hearing;
        if (open != null) {
            open.close();
        }
        Timer last = beat;
        if (last != null) {
            last.cancel();
        }
    }
}
