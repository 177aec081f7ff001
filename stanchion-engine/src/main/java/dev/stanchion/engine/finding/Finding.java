package dev.stanchion.engine.finding;

import dev.stanchion.engine.diagnosis.Standstill;
import dev.stanchion.engine.diagnosis.Told;
import dev.stanchion.protocol.NearName;
import java.util.List;

/**
 * Something that is likely wrong. The components of each record are its facts. Nothing here is part
 * of a message.
 *
 * <p>Durations are in nanoseconds, times in nanoseconds since 1970.
 */
public sealed interface Finding {
    /** Returns its kind. */
    FindingKind kind();

    /** Returns what it is about. No two live findings of a kind are about the same. */
    String about();

    /** Returns the channels that it names. Who may not see one of them does not see the finding. */
    List<String> channels();

    /** Returns what is the case, as one sentence. */
    String sentence();

    /** Returns what to do. */
    String remedy();

    /** Returns the record whose components are the facts. */
    default Record facts() {
        return (Record) this;
    }

    /** A reason why messages do not arrive, which {@code why} tells, too. */
    record OfReason(FindingKind kind, String channel, String about, Standstill reason)
            implements Finding {
        @Override
        public List<String> channels() {
            return List.of(channel);
        }

        @Override
        public String sentence() {
            return about.equals(channel) ? reason.sentence() : channel + ": " + reason.sentence();
        }

        @Override
        public String remedy() {
            return reason.remedy();
        }

        @Override
        public Record facts() {
            return (Record) reason;
        }
    }

    /** Somebody publishes to one channel and somebody listens to another one of a near name. */
    record NearMissName(String published, String listened) implements Finding {
        @Override
        public FindingKind kind() {
            return FindingKind.NEAR_MISS_NAME;
        }

        @Override
        public String about() {
            return published + " and " + listened;
        }

        @Override
        public List<String> channels() {
            return List.of(published, listened);
        }

        @Override
        public String sentence() {
            return "%s has publishers and no listener; %s has listeners and gets no message. The names differ by %s."
                    .formatted(published, listened, NearName.difference(published, listened));
        }

        @Override
        public String remedy() {
            return "Correct the name in the publisher or the listener.";
        }
    }

    /** Somebody listens to a channel to which nobody ever published. */
    record ListenerWithoutPublisher(String channel, String position, long listeningNanos)
            implements Finding {
        @Override
        public FindingKind kind() {
            return FindingKind.LISTENER_WITHOUT_PUBLISHER;
        }

        @Override
        public String about() {
            return channel;
        }

        @Override
        public List<String> channels() {
            return List.of(channel);
        }

        @Override
        public String sentence() {
            return "%s listens to %s for %s, and nobody has ever published to it."
                    .formatted(position, channel, Told.duration(listeningNanos));
        }

        @Override
        public String remedy() {
            return "Start the publisher, or check which channel it names.";
        }
    }

    /** Clients with random IDs leave durables behind. */
    record RandomIdDurable(String channel, String durableName, int offline, String clientId)
            implements Finding {
        @Override
        public FindingKind kind() {
            return FindingKind.RANDOM_ID_DURABLE;
        }

        @Override
        public String about() {
            return "durable " + durableName + " in " + channel;
        }

        @Override
        public List<String> channels() {
            return List.of(channel);
        }

        @Override
        public String sentence() {
            return "%s in %s is there %d times without a client, each time for a client ID that looks random, as %s."
                    .formatted(durableName, channel, offline, clientId);
        }

        @Override
        public String remedy() {
            return "A durable belongs to its client ID: give the client a fixed one, or use a queue"
                    + " group. Then delete the durables that are left over.";
        }
    }

    /** Several connections want one client ID. */
    record DuplicateId(String clientId, int refusals, String wantedBy, String heldBy)
            implements Finding {
        @Override
        public FindingKind kind() {
            return FindingKind.DUPLICATE_ID;
        }

        @Override
        public String about() {
            return "client " + clientId;
        }

        @Override
        public List<String> channels() {
            return List.of();
        }

        @Override
        public String sentence() {
            return "%s is wanted by %s and held by %s; %s refused in the last 10 minutes."
                    .formatted(
                            clientId,
                            wantedBy,
                            heldBy,
                            refusals == 1 ? "1 request was" : refusals + " requests were");
        }

        @Override
        public String remedy() {
            return "Give each copy an ID of its own, or the server a policy: --duplicate-clients"
                    + " '%1$s=lease' or '%1$s=replace'.".formatted(clientId);
        }
    }

    /** Messages are acknowledged twice. */
    record DoubleAck(String channel, String position, long lately) implements Finding {
        @Override
        public FindingKind kind() {
            return FindingKind.DOUBLE_ACK;
        }

        @Override
        public String about() {
            return position + " in " + channel;
        }

        @Override
        public List<String> channels() {
            return List.of(channel);
        }

        @Override
        public String sentence() {
            return "%s: %s acknowledges messages twice: %s lately for a message that was not in flight."
                    .formatted(
                            channel,
                            position,
                            lately == 1
                                    ? "1 acknowledgement came"
                                    : Told.number(lately) + " acknowledgements came");
        }

        @Override
        public String remedy() {
            return "Call ack() once: in manual mode the library does not do it, and in automatic"
                    + " mode the handler must not.";
        }
    }

    /** Messages are acknowledged about when they are sent again, or later. */
    record AckWaitBelowHandler(
            String channel, String position, long meanNanos, int ackWaitSeconds, long again)
            implements Finding {
        @Override
        public FindingKind kind() {
            return FindingKind.ACK_WAIT_BELOW_HANDLER;
        }

        @Override
        public String about() {
            return position + " in " + channel;
        }

        @Override
        public List<String> channels() {
            return List.of(channel);
        }

        @Override
        public String sentence() {
            return "%s: %s takes about %s from receiving a message to its acknowledgement, and its ack wait is %d s; %s acknowledged only after %s sent again."
                    .formatted(
                            channel,
                            position,
                            Told.duration(meanNanos),
                            ackWaitSeconds,
                            again == 1 ? "1 message was" : Told.number(again) + " messages were",
                            again == 1 ? "it was" : "they were");
        }

        @Override
        public String remedy() {
            return "Raise the ack wait above the time that the handler takes, or lower max in"
                    + " flight, so that fewer messages wait in the client.";
        }
    }

    /** A message is not JSON where others are. */
    record OddPayload(String channel, long sequence, String publisher, long atEpochNanos)
            implements Finding {
        @Override
        public FindingKind kind() {
            return FindingKind.ODD_PAYLOAD;
        }

        @Override
        public String about() {
            return channel;
        }

        @Override
        public List<String> channels() {
            return List.of(channel);
        }

        @Override
        public String sentence() {
            return "Message %d of %s, published by %s, is no JSON object or array, as the 100 that were looked at before it are."
                    .formatted(sequence, channel, publisher);
        }

        @Override
        public String remedy() {
            return "See how %s encodes its messages.".formatted(publisher);
        }
    }

    /**
     * More and more messages are parked, and nobody redrives or drops them.
     *
     * @param channel from which the messages come
     * @param parkedChannel where they are
     * @param position for which most of them were parked, as in a note
     */
    record ParkedGrows(String channel, String parkedChannel, String position, int lately, int open)
            implements Finding {
        @Override
        public FindingKind kind() {
            return FindingKind.PARKED_GROWS;
        }

        @Override
        public String about() {
            return channel;
        }

        @Override
        public List<String> channels() {
            return List.of(channel, parkedChannel);
        }

        @Override
        public String sentence() {
            return "%s more messages of %s are parked than 10 minutes ago, most of %s; %s are now."
                    .formatted(Told.number(lately), channel, position, Told.number(open));
        }

        @Override
        public String remedy() {
            return "See the reasons: bin/stanchion admin parked list %s. Mend the handler, then redrive or drop them."
                    .formatted(channel);
        }
    }

    /**
     * Pauses of a policy are not longer than the ack wait of clients.
     *
     * @param target the pattern of the policy
     * @param pauses those that have no effect, as the operator wrote them
     */
    record BackoffBelowAckWait(
            String channel, String position, String target, String pauses, int ackWaitSeconds)
            implements Finding {
        @Override
        public FindingKind kind() {
            return FindingKind.BACKOFF_BELOW_ACK_WAIT;
        }

        /** The channels of a pattern usually have the same groups: one finding for all. */
        @Override
        public String about() {
            return "backoff of " + target + " for " + position;
        }

        @Override
        public List<String> channels() {
            return List.of(channel);
        }

        @Override
        public String sentence() {
            return "backoff %s of %s has no effect for %s: its ack wait is %ds."
                    .formatted(pauses, target, position, ackWaitSeconds);
        }

        @Override
        public String remedy() {
            return "Write pauses above the ack wait, or lower the ack wait in the client. Shorter"
                    + " pauses count only after a lost connection.";
        }
    }

    /** A client asks for a cluster that is not here. */
    record WrongClusterId(String asked, String clusterId, String clientId, String from)
            implements Finding {
        @Override
        public FindingKind kind() {
            return FindingKind.WRONG_CLUSTER_ID;
        }

        @Override
        public String about() {
            return "cluster ID " + asked;
        }

        @Override
        public List<String> channels() {
            return List.of();
        }

        @Override
        public String sentence() {
            return "%s at %s asks for the cluster ID %s; this server is %s."
                    .formatted(clientId.isEmpty() ? "A client" : clientId, from, asked, clusterId);
        }

        @Override
        public String remedy() {
            return "Use the server's cluster ID in the client.";
        }
    }

    /**
     * A channel is nearly full, and a position has not acknowledged what would be removed first; or
     * there is hardly room for more.
     *
     * @param channel empty if the limit is the server's
     * @param limit its name: {@code max_msgs}
     * @param waiting the position that would lose messages; empty if none would
     */
    record LimitNear(String channel, String limit, long used, long allowed, String waiting)
            implements Finding {
        @Override
        public FindingKind kind() {
            return FindingKind.LIMIT_NEAR;
        }

        @Override
        public String about() {
            return channel.isEmpty() ? limit : limit + " of " + channel;
        }

        @Override
        public List<String> channels() {
            return channel.isEmpty() ? List.of() : List.of(channel);
        }

        @Override
        public String sentence() {
            String use =
                    "%s has %s of %s allowed by %s"
                            .formatted(
                                    channel.isEmpty() ? "The server" : channel,
                                    told(used),
                                    told(allowed),
                                    limit);
            return waiting.isEmpty()
                    ? use + "; what comes beyond it is refused."
                    : "%s, and %s has not acknowledged the oldest messages, which are removed next."
                            .formatted(use, waiting);
        }

        private String told(long number) {
            return limit.equals("max_bytes") ? Told.bytes(number) : Told.number(number);
        }

        @Override
        public String remedy() {
            return waiting.isEmpty()
                    ? "Raise the limit, or end what is not used any more."
                    : "See why %s is behind, or raise the limit.".formatted(waiting);
        }
    }
}
