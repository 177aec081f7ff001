package dev.stanchion.store.jetstream;

import dev.stanchion.engine.spi.Timer;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.StreamInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the leader of the bucket off the NATS server to which the active process is attached. One
 * machine that is lost then never takes both, so another process can claim at once and need not
 * wait 4 to 9 s for a new leader. Confined to the shard of the registry.
 */
final class BucketLeader {
    private static final Logger LOG = LoggerFactory.getLogger(BucketLeader.class);

    /** The first look comes when the takeover is over, because a change of leader delays writes. */
    private static final long FIRST_LOOK_NANOS = 1_000_000_000L;

    /** A server that comes back may become the leader at any time. */
    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final JetStreamAccess access;
    private final JetStreamApi api;
    private final String stream;
    private Timer timer;
    private boolean isEnded;

    /** Looks from now on. Called on the shard. */
    BucketLeader(JetStreamAccess access) {
        this.access = access;
        this.api = access.services().api();
        this.stream = access.names().bucketStream();
        this.timer = access.registry().schedule(FIRST_LOOK_NANOS, this::look);
    }

    private void look() {
        if (isEnded) {
            return;
        }
        timer = access.registry().schedule(PAUSE_NANOS, this::look);
        String here = access.link().serverName();
        if (!here.isEmpty()) {
            api.info(stream, ApiOutcome.of(info -> move(info, here), why -> {}));
        }
    }

    private void move(StreamInfo info, String here) {
        if (isEnded || !info.leader().equals(here) || info.followers().isEmpty()) {
            return;
        }
        String there = info.followers().getFirst();
        api.stepDown(
                stream,
                there,
                ApiOutcome.of(
                        done ->
                                LOG.info(
                                        "The leader of {} moves from {} to {}, because this server"
                                                + " is attached to {}",
                                        stream,
                                        here,
                                        there,
                                        here),
                        why ->
                                LOG.debug(
                                        "The leader of {} stays at {}: {}",
                                        stream,
                                        here,
                                        why.text())));
    }

    /** Looks no more. */
    void end() {
        isEnded = true;
        timer.cancel();
    }
}
