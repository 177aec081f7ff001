package dev.stanchion.engine.diagnosis;

/** A reason that lies in those who listen: where they are, and whether they acknowledge. */
public sealed interface ListenerStandstill extends Standstill {
    /**
     * A durable whose client is not connected.
     *
     * @param isAtLeast whether the position was offline when the server started, so that it may be
     *     offline for longer
     */
    record Offline(
            String position, long forNanos, boolean isAtLeast, long keptAtSequence, long waiting)
            implements ListenerStandstill {
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
    record Absent(String clientId, long sinceNanos, boolean isConnected)
            implements ListenerStandstill {
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
            implements ListenerStandstill {
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
    record Congested(String clientId, long sinceNanos) implements ListenerStandstill {
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
    record NeverAcks(String position, long sent, long sinceEpochNanos)
            implements ListenerStandstill {
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
            implements ListenerStandstill {
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

    /** A position acknowledges, but fewer messages than come. */
    record Slow(
            String position,
            double inPerSecond,
            double ackedPerSecond,
            long behindNanos,
            long maxInFlight)
            implements ListenerStandstill {
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
    record Resuming(String position, long messages, long acknowledged)
            implements ListenerStandstill {
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
            implements ListenerStandstill {
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
}
