package dev.stanchion.store.jetstream.api;

import dev.stanchion.engine.spi.Timer;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.cluster.ClusterListener;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends requests and matches the answers. A request that is not answered in time fails, and so do
 * all requests under way when the connection is lost. Confined to the link's shard.
 */
public final class Requests implements ClusterListener {
    private static final int NO_RESPONDERS = 503;
    private static final byte[] NO_HEADERS = {};

    private final ClusterLink link;
    private final Inbox.Branch branch;
    private final Map<Long, Request> pending = new HashMap<>();
    private long lastNumber;

    /** Takes the messages that answer one request. */
    public interface Replies {
        /**
         * Takes a message, which is valid during the call.
         *
         * @return whether further messages follow
         */
        boolean onReply(ClusterMessage message);

        void onFailed(ApiFailure why);
    }

    private record Request(String subject, Replies replies, Timer timer) {}

    public Requests(Inbox inbox) {
        this.link = inbox.link();
        this.branch = inbox.open(this::onMessage);
        inbox.listen(this);
    }

    /** Sends a request. The answer comes after this call has returned. */
    public void send(String subject, byte[] payload, long timeoutNanos, Replies replies) {
        send(subject, NO_HEADERS, payload, timeoutNanos, replies);
    }

    /** Sends a request with headers. The answer comes after this call has returned. */
    public void send(
            String subject, byte[] headers, byte[] payload, long timeoutNanos, Replies replies) {
        long number = ++lastNumber;
        byte[] reply = (branch.prefix() + number).getBytes(StandardCharsets.US_ASCII);
        ByteBuf source = Unpooled.wrappedBuffer(headers, payload);
        boolean isSent =
                link.publish(
                        subject.getBytes(StandardCharsets.US_ASCII),
                        reply,
                        reply.length,
                        source,
                        0,
                        headers.length,
                        headers.length + payload.length);
        Timer timer =
                link.shard()
                        .schedule(
                                isSent ? timeoutNanos : 0,
                                () -> fail(number, silence(isSent, subject)));
        pending.put(number, new Request(subject, replies, timer));
    }

    private ApiFailure silence(boolean isSent, String subject) {
        String text =
                isSent
                        ? "no answer to " + subject + " from " + link.serverAddress()
                        : "no connection to the NATS cluster";
        return new ApiFailure(ApiFailure.Kind.SILENCE, 0, text);
    }

    /** Returns whether requests wait for their answers. */
    public boolean isIdle() {
        return pending.isEmpty();
    }

    private void onMessage(ClusterMessage message) {
        String tail = Inbox.tail(message, branch);
        long number;
        try {
            number = Long.parseLong(tail);
        } catch (NumberFormatException e) {
            return; // somebody else's message
        }
        Request request = pending.get(number);
        if (request == null) {
            return; // the request has been given up
        }
        if (message.status() == NO_RESPONDERS) {
            fail(
                    number,
                    new ApiFailure(
                            ApiFailure.Kind.NOBODY, 0, "nobody answers on " + request.subject));
        } else if (!request.replies.onReply(message)) {
            pending.remove(number);
            request.timer.cancel();
        }
    }

    private void fail(long number, ApiFailure why) {
        Request request = pending.remove(number);
        if (request != null) {
            request.timer.cancel();
            request.replies.onFailed(why);
        }
    }

    @Override
    public void onUp() {}

    @Override
    public void onDown() {
        for (long number : List.copyOf(pending.keySet())) {
            fail(
                    number,
                    new ApiFailure(
                            ApiFailure.Kind.SILENCE, 0, "the connection to the cluster is lost"));
        }
    }

    /** Fails the requests that the server does not let this user send. */
    @Override
    public void onComplaint(String text) {
        List<Long> forbidden = new ArrayList<>();
        pending.forEach((number, request) -> {
            if (ApiFailure.isForbidden(text, request.subject)) {
                forbidden.add(number);
            }
        });
        for (long number : forbidden) {
            fail(number, new ApiFailure(ApiFailure.Kind.FORBIDDEN, 0, text));
        }
    }
}
