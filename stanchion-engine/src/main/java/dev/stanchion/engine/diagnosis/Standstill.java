package dev.stanchion.engine.diagnosis;

import dev.stanchion.protocol.NearName;

/**
 * A reason why messages of a channel do not arrive. The components of each record are its facts.
 *
 * <p>{@link Look} has the order in which they are told. What policies can cause gets its cases with
 * them.
 *
 * <p>Durations are in nanoseconds, times in nanoseconds since 1970. {@code position} is the name of
 * the group or durable, or the client ID of a plain subscription.
 */
public sealed interface Standstill {
    /** Returns the name of the reason for programs: {@code no-such-channel}. */
    String code();

    /** Returns what is the case, as one sentence. */
    String sentence();

    /** Returns what to do; empty if there is nothing to do. */
    String remedy();

    /** Returns whether something is wrong. Some reasons only explain. */
    default boolean isWrong() {
        return true;
    }

    /** There is no such channel; a near name is empty if none is near. */
    record NoSuchChannel(String channel, String near, long nearMessages, int nearSubscriptions)
            implements Standstill {
        @Override
        public String code() {
            return "no-such-channel";
        }

        @Override
        public String sentence() {
            if (near.isEmpty()) {
                return "There is no channel " + channel + ".";
            }
            return "There is no channel %s; %s has %s and %s. The names differ by %s."
                    .formatted(
                            channel,
                            near,
                            Told.count(nearMessages, "message"),
                            Told.count(nearSubscriptions, "subscription"),
                            NearName.difference(channel, near));
        }

        @Override
        public String remedy() {
            return near.isEmpty()
                    ? "The first message or subscription creates a channel. Check the name, and"
                            + " whether publisher and listener use this server."
                    : "Correct the name in the publisher or the listener.";
        }
    }

    /** A name was asked for that is neither a group, nor a durable, nor a client of the channel. */
    record NoSuchPosition(String channel, String position, String near) implements Standstill {
        @Override
        public String code() {
            return "no-such-position";
        }

        @Override
        public String sentence() {
            String known = "No group, durable or client %s uses %s".formatted(position, channel);
            return near.isEmpty() ? known + "." : known + "; " + near + " does.";
        }

        @Override
        public String remedy() {
            return near.isEmpty()
                    ? "Check whether its subscribe request was refused, and which channel it names."
                    : "Correct the name.";
        }
    }

    /** The store refuses messages or cannot read them. */
    record StoreFails(String problem) implements Standstill {
        @Override
        public String code() {
            return "store";
        }

        @Override
        public String sentence() {
            return problem + ".";
        }

        @Override
        public String remedy() {
            return "Look at the disk or database of the server, and at its log.";
        }
    }

    /** A read of the store takes long. */
    record StoreIsSlow(String channel, long takesNanos) implements Standstill {
        @Override
        public String code() {
            return "store";
        }

        @Override
        public String sentence() {
            return "Reading %s takes %s.".formatted(channel, Told.duration(takesNanos));
        }

        @Override
        public String remedy() {
            return "Look at the disk or database of the server, and at its log.";
        }
    }

    /**
     * An operator has paused a position, or its channel.
     *
     * @param untilEpochNanos when it ends by itself; {@link Long#MAX_VALUE} if it does not
     */
    record Paused(
            String position, String by, long sinceEpochNanos, long untilEpochNanos, String reason)
            implements Standstill {
        @Override
        public String code() {
            return "paused";
        }

        @Override
        public String sentence() {
            return "%s was paused by %s at %s%s%s."
                    .formatted(
                            position,
                            by,
                            Told.time(sinceEpochNanos),
                            untilEpochNanos == Long.MAX_VALUE
                                    ? ""
                                    : ", until " + Told.time(untilEpochNanos),
                            reason.isEmpty() ? "" : ": " + reason);
        }

        @Override
        public String remedy() {
            return "Resume it if the reason is gone.";
        }
    }

    /** A channel to which nobody subscribes. */
    record NobodyEver(String channel, long messages) implements Standstill {
        @Override
        public String code() {
            return "nobody-ever";
        }

        @Override
        public String sentence() {
            return "%s holds %s and nobody subscribes to it."
                    .formatted(channel, Told.count(messages, "message"));
        }

        @Override
        public String remedy() {
            return "Start the listener, or check the channel that it names.";
        }
    }

    /**
     * A durable whose client is not connected.
     *
     * @param isAtLeast whether the position was offline when the server started, so that it may be
     *     offline for longer
     */
    record Offline(
            String position, long forNanos, boolean isAtLeast, long keptAtSequence, long waiting)
            implements Standstill {
        @Override
        public String code() {
            return "offline";
        }

        @Override
        public String sentence() {
            return "%s is offline for %s%s; its position is kept at %s, and %s for it."
                    .formatted(
                            position,
                            isAtLeast ? "at least " : "",
                            Told.duration(forNanos),
                            Told.number(keptAtSequence),
                            waiting == 1
                                    ? "1 message waits"
                                    : Told.number(waiting) + " messages wait");
        }

        @Override
        public String remedy() {
            return "Start the service with the same client ID, durable name and queue group; or"
                    + " unsubscribe the durable if nobody needs it.";
        }
    }

    /** Nobody listens on the inbox of a subscription, although its client is registered. */
    record Absent(String clientId, long sinceNanos, boolean isConnected) implements Standstill {
        @Override
        public String code() {
            return "absent";
        }

        @Override
        public String sentence() {
            return "%s is registered but does not listen on its inbox since %s; its connection is %s."
                    .formatted(
                            clientId, Told.duration(sinceNanos), isConnected ? "open" : "closed");
        }

        @Override
        public String remedy() {
            return isConnected
                    ? "The client has dropped the subscription without closing it: restart it."
                    : "The client was killed or is reconnecting: see whether its process runs.";
        }
    }

    /** A client has missed heartbeats. */
    record Failing(String clientId, int missed, int allowed, long silentNanos)
            implements Standstill {
        @Override
        public String code() {
            return "failing";
        }

        @Override
        public String sentence() {
            return "%s has missed %d of %s; last heard %s ago."
                    .formatted(
                            clientId,
                            missed,
                            Told.count(allowed, "heartbeat"),
                            Told.duration(silentNanos));
        }

        @Override
        public String remedy() {
            return "The client hangs or is paused: look at its CPU, its garbage collection and its"
                    + " log.";
        }
    }

    /** A client does not read what is sent to it. */
    record Congested(String clientId, long sinceNanos) implements Standstill {
        @Override
        public String code() {
            return "congested";
        }

        @Override
        public String sentence() {
            return "%s does not read: too much waits in its connection since %s."
                    .formatted(clientId, Told.duration(sinceNanos));
        }

        @Override
        public String remedy() {
            return "The client or its network is slow: see pending_bytes in /connz. The server cuts"
                    + " the connection at max_pending.";
        }
    }

    /** A position has been sent much, and acknowledges nothing. */
    record NeverAcks(String position, long sent, long sinceEpochNanos) implements Standstill {
        @Override
        public String code() {
            return "never-acks";
        }

        @Override
        public String sentence() {
            return "%s has not acknowledged any of %s since %s."
                    .formatted(position, Told.count(sent, "delivery"), Told.time(sinceEpochNanos))
                    .replace("deliverys", "deliveries");
        }

        @Override
        public String remedy() {
            return "Call ack() in the handler: the client asked to acknowledge by hand.";
        }
    }

    /**
     * Every subscription of a position has as much in flight as it may have.
     *
     * @param attempts how often the oldest one was sent
     */
    record Stalled(
            String position,
            long inFlight,
            long maxInFlight,
            long oldestSequence,
            long oldestNanos,
            String holder,
            String holderAddress,
            int ackWaitSeconds,
            int attempts)
            implements Standstill {
        @Override
        public String code() {
            return "stalled";
        }

        @Override
        public String sentence() {
            return "%s is stalled: %s of %s in flight, oldest unacknowledged %s, held by %s%s."
                    .formatted(
                            position,
                            Told.number(inFlight),
                            Told.number(maxInFlight),
                            Told.duration(oldestNanos),
                            holder,
                            holderAddress.isEmpty() ? "" : " (" + holderAddress + ")");
        }

        @Override
        public String remedy() {
            return "The handler does not acknowledge message %d: see the log of %s. The ack wait is %d s, and there were %s so far."
                    .formatted(
                            oldestSequence,
                            holder,
                            ackWaitSeconds,
                            Told.count(attempts, "attempt"));
        }
    }

    /**
     * A message was sent again and again while others are acknowledged.
     *
     * @param blocked how many messages in flight it is of, if no new message is sent; 0 if others
     *     pass
     */
    record Poison(String position, long sequence, int attempts, long blocked)
            implements Standstill {
        @Override
        public String code() {
            return "poison";
        }

        @Override
        public String sentence() {
            return "Message %d was sent %d times to %s and never acknowledged; it blocks %s."
                    .formatted(
                            sequence,
                            attempts,
                            position,
                            blocked == 0
                                    ? "nothing else"
                                    : "1 of " + Told.number(blocked) + " in flight");
        }

        @Override
        public String remedy() {
            return "See why the handler fails on this message. If it can do without it, let it"
                    + " acknowledge the message.";
        }
    }

    /** Messages that were sent before wait for their next attempt. */
    record WaitingAgain(
            String position, long messages, long nextDueNanos, int nextAttempt, int mostAttempts)
            implements Standstill {
        @Override
        public String code() {
            return "waiting-again";
        }

        @Override
        public String sentence() {
            return "%s of %s %s for %s next attempt; the next is due in %s (attempt %d%s)."
                    .formatted(
                            Told.count(messages, "message"),
                            position,
                            messages == 1 ? "waits" : "wait",
                            messages == 1 ? "its" : "their",
                            Told.duration(nextDueNanos),
                            nextAttempt,
                            mostAttempts > 0 ? " of " + mostAttempts : "");
        }

        @Override
        public String remedy() {
            return "The handler failed or took longer than the ack wait: see its log.";
        }
    }

    /**
     * Messages were tried as often as a policy permits, and cannot be stored where they are parked.
     *
     * @param why the text of the store
     */
    record CannotPark(String position, String parkedChannel, String why) implements Standstill {
        @Override
        public String code() {
            return "cannot-park";
        }

        @Override
        public String sentence() {
            return "%s keeps messages that nobody has processed, because %s does not take them: %s."
                    .formatted(position, parkedChannel, why);
        }

        @Override
        public String remedy() {
            return "See the store and the limits of %s; the server tries again."
                    .formatted(parkedChannel);
        }
    }

    /** Messages were parked, because nobody has processed them. */
    record Parked(
            String position,
            String channel,
            long messages,
            long lastAtEpochNanos,
            String lastReason)
            implements Standstill {
        @Override
        public String code() {
            return "parked";
        }

        @Override
        public String sentence() {
            return "%s of %s %s parked since the server started, the last at %s; last reason: %s."
                    .formatted(
                            Told.count(messages, "message"),
                            position,
                            messages == 1 ? "was" : "were",
                            Told.time(lastAtEpochNanos),
                            lastReason);
        }

        @Override
        public String remedy() {
            return "Look at them with stanchion admin parked list %s, then redrive or drop them."
                    .formatted(channel);
        }
    }

    /** Messages wait for one with the same key, as a policy wants it. */
    record KeyBusy(String position, long messages, long behind, String clientId, long sinceNanos)
            implements Standstill {
        @Override
        public String code() {
            return "key-busy";
        }

        @Override
        public String sentence() {
            return "%s of %s %s behind %d, which has the same key and which %s has had for %s; other keys flow."
                    .formatted(
                            Told.count(messages, "message"),
                            position,
                            messages == 1 ? "waits" : "wait",
                            behind,
                            clientId,
                            Told.duration(sinceNanos));
        }

        @Override
        public String remedy() {
            return "If it takes too long, see the log of the handler.";
        }
    }

    /** Messages were parked, and later ones with their keys are parked behind them. */
    record KeyHeld(String position, String channel, long keys, long firstHead)
            implements Standstill {
        @Override
        public String code() {
            return "key-held";
        }

        @Override
        public String sentence() {
            return "%s of %s %s held: message %d was parked, and later messages with its key are parked behind it."
                    .formatted(
                            Told.count(keys, "key"), position, keys == 1 ? "is" : "are", firstHead);
        }

        @Override
        public String remedy() {
            return "Mend the handler, then redrive the first message of the key: stanchion admin parked list %s. Those behind it follow in order."
                    .formatted(channel);
        }
    }

    /** So many messages wait for others with the same key that new ones wait, too. */
    record KeyFull(String position, long waiting, long keys, long behind) implements Standstill {
        @Override
        public String code() {
            return "key-full";
        }

        @Override
        public String sentence() {
            return "%s waits: %s %s behind %s, which is the limit (max_waiting)."
                    .formatted(
                            position,
                            Told.count(waiting, "message"),
                            waiting == 1 ? "waits" : "wait",
                            Told.count(keys, "busy key"));
        }

        @Override
        public String remedy() {
            return "The key is not selective, or the handler of message %d hangs."
                    .formatted(behind);
        }
    }

    /** New messages are held back, as a policy wants it. */
    record Delayed(String position, long delayNanos, long nextDueNanos) implements Standstill {
        @Override
        public String code() {
            return "delayed";
        }

        @Override
        public String sentence() {
            return "%s has a delay of %s; the next message is due in %s."
                    .formatted(position, Told.duration(delayNanos), Told.duration(nextDueNanos));
        }

        @Override
        public String remedy() {
            return "";
        }

        @Override
        public boolean isWrong() {
            return false;
        }
    }

    /** Limits have removed messages before a position got them. */
    record LimitsDropped(String position, long messages, String limits) implements Standstill {
        @Override
        public String code() {
            return "limits-dropped";
        }

        @Override
        public String sentence() {
            return "%s %s removed by %s before %s got them."
                    .formatted(
                            Told.count(messages, "message"),
                            messages == 1 ? "was" : "were",
                            limits.isEmpty() ? "a limit of the channel" : limits,
                            position);
        }

        @Override
        public String remedy() {
            return "Raise the limit, or see that the listener keeps up.";
        }
    }

    /**
     * A client publishes to the channel's name without the streaming protocol.
     *
     * @param publisher its connection
     */
    record NotStreaming(String publisher, String subject, long atEpochNanos) implements Standstill {
        @Override
        public String code() {
            return "not-streaming";
        }

        @Override
        public String sentence() {
            return "%s publishes to the NATS subject %s without the streaming protocol; such messages are not stored."
                    .formatted(publisher, subject);
        }

        @Override
        public String remedy() {
            return "Publish with a streaming client library.";
        }
    }

    /** A position acknowledges, but fewer messages than come. */
    record Slow(
            String position,
            double inPerSecond,
            double ackedPerSecond,
            long behindNanos,
            long maxInFlight)
            implements Standstill {
        @Override
        public String code() {
            return "slow";
        }

        @Override
        public String sentence() {
            return "%s falls behind: %s/s come in, %s/s are acknowledged; %s behind, growing."
                    .formatted(
                            position,
                            Told.rate(inPerSecond),
                            Told.rate(ackedPerSecond),
                            Told.duration(behindNanos));
        }

        @Override
        public String remedy() {
            return "Add members to the queue group, or raise max in flight (%s now)."
                    .formatted(Told.number(maxInFlight));
        }
    }

    /** A position sends first what was pending before. */
    record Resuming(String position, long messages, long acknowledged) implements Standstill {
        @Override
        public String code() {
            return "resuming";
        }

        @Override
        public String sentence() {
            return "%s resumed: %s from before %s first; %s acknowledged."
                    .formatted(
                            position,
                            Told.count(messages, "message"),
                            messages == 1 ? "goes" : "go",
                            acknowledged == 1 ? "1 is" : Told.number(acknowledged) + " are");
        }

        @Override
        public String remedy() {
            return "";
        }

        @Override
        public boolean isWrong() {
            return false;
        }
    }

    /**
     * A client asked for a start position that an existing position does not follow.
     *
     * @param isNew whether clients asked for another start before
     */
    record StartIgnored(
            String position, long resumedAtSequence, String requested, boolean isNew, String exists)
            implements Standstill {
        @Override
        public String code() {
            return "start-ignored";
        }

        @Override
        public String sentence() {
            return "%s resumed at %d; the requested start %s was ignored because the %s exists."
                    .formatted(position, resumedAtSequence, requested, exists);
        }

        @Override
        public String remedy() {
            return "To read older messages again, use another name, or unsubscribe the durable.";
        }

        /** Most clients ask for the same start each time, and mean it for the first time only. */
        @Override
        public boolean isWrong() {
            return isNew;
        }
    }

    /**
     * Everything is acknowledged.
     *
     * @param publisher who published last, as far as the server knows; may be empty
     */
    record NothingNew(String position, long messages, long lastNanos, String publisher)
            implements Standstill {
        @Override
        public String code() {
            return "nothing-new";
        }

        @Override
        public String sentence() {
            if (messages == 0) {
                return position + " is up to date: the channel has no messages.";
            }
            return "%s is up to date: all %s %s acknowledged; the last was published %s ago%s."
                    .formatted(
                            position,
                            Told.count(messages, "message"),
                            messages == 1 ? "is" : "are",
                            Told.duration(lastNanos),
                            publisher.isEmpty() ? "" : " by " + publisher);
        }

        @Override
        public String remedy() {
            return "If a message is missing, look at the publisher.";
        }

        @Override
        public boolean isWrong() {
            return false;
        }
    }
}
