package dev.stanchion.client;

import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.Refusal;
import io.nats.client.NUID;
import java.time.Duration;
import java.util.List;

/** Registers with the streaming server under the first client ID that is free (spec 2). */
final class Handshake {
    private static final int PROTOCOL = 1;

    private final NatsLink link;
    private final ConnectOptions options;
    private final String heartbeatInbox;
    private final String connId = new NUID().next();

    Handshake(NatsLink link, ConnectOptions options) {
        this.link = link;
        this.options = options;
        this.heartbeatInbox = link.newInbox();
    }

    /**
     * Tries the candidates in their order, each as long as the connect timeout.
     *
     * @throws StreamingException ({@code REFUSED}, {@code NO_ANSWER})
     */
    Session perform() {
        // Subscribe before the request, because the server may send a heartbeat at once.
        link.onProtocol(heartbeatInbox, this::answerHeartbeat);
        List<String> candidates = options.clientId().candidates();
        for (String candidate : candidates) {
            ConnectResponse response = ask(candidate);
            if (response.error().isEmpty()) {
                return new Session(candidate, connId, response);
            }
            if (!response.error().equals(Refusal.CLIENT_ID_ALREADY_REGISTERED.text())) {
                throw Failures.refused(action(candidate), response.error());
            }
        }
        throw Failures.refused(
                "connect as " + described(candidates), Refusal.CLIENT_ID_ALREADY_REGISTERED.text());
    }

    private void answerHeartbeat(io.nats.client.Message heartbeat) {
        String reply = heartbeat.getReplyTo();
        if (reply != null) {
            link.answer(reply);
        }
    }

    private ConnectResponse ask(String clientId) {
        ConnectRequest request =
                new ConnectRequest(
                        clientId,
                        heartbeatInbox,
                        PROTOCOL,
                        connId,
                        wireInterval(options.pingInterval()),
                        options.maxPingsOut());
        return link.request(
                action(clientId),
                options.discoverPrefix() + "." + options.clusterId(),
                request.toBytes(),
                ConnectResponse::decode,
                options.connectTimeout());
    }

    private static String action(String clientId) {
        return "connect as '" + clientId + "'";
    }

    private static String described(List<String> candidates) {
        String first = "'" + candidates.get(0) + "'";
        return candidates.size() == 1
                ? first
                : "one of %s to '%s'".formatted(first, candidates.get(candidates.size() - 1));
    }

    /** Whole seconds are positive; anything finer is in negative milliseconds (spec 1.6). */
    static int wireInterval(Duration interval) {
        boolean wholeSeconds = interval.toMillis() % 1000 == 0;
        return Math.toIntExact(wholeSeconds ? interval.toSeconds() : -interval.toMillis());
    }

    /** Reads an interval as the server echoes it; zero means no pings. */
    static Duration interval(int wire) {
        return wire >= 0 ? Duration.ofSeconds(wire) : Duration.ofMillis(-(long) wire);
    }
}
