package dev.stanchion.kit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.core.NatsHeaders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What one client says to a cluster, step by step. */
final class Script {
    static final String INBOX = "_INBOX.script.";

    /**
     * To this subject a push consumer delivers, which does not count subscriptions with wildcards.
     */
    static final String DELIVERIES = "_INBOX.deliveries";

    private final List<CoreMessage> steps = new ArrayList<>();

    /** Somebody who plays a script, and notes what is answered. */
    interface Stage {
        /** Sends a message. */
        void send(CoreMessage message) throws IOException;

        /** Returns so many messages that have come since; fewer if no more come. */
        List<CoreMessage> take(int expected) throws IOException;
    }

    /** Sends a request of the JSON API. */
    Script request(String operation, String json) {
        return publish("$JS.API." + operation, json);
    }

    /** Publishes with a reply subject of its own. */
    Script publish(String subject, String payload, String... headers) {
        return batched(subject, Integer.toString(steps.size()), payload, headers);
    }

    /** Publishes with a certain end of the reply subject. */
    Script batched(String subject, String replyEnd, String payload, String... headers) {
        byte[] encoded = NatsHeaders.NONE;
        for (int i = 0; i < headers.length; i += 2) {
            encoded = NatsHeaders.with(encoded, headers[i], headers[i + 1]);
        }
        steps.add(new CoreMessage(subject, INBOX + replyEnd, encoded, payload.getBytes(UTF_8)));
        return this;
    }

    List<CoreMessage> steps() {
        return steps;
    }
}
