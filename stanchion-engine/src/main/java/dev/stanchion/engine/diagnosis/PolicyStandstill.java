package dev.stanchion.engine.diagnosis;

/**
 * A reason that an operator or a policy has made: a pause, a delay, attempts, parked messages, the
 * order by key.
 */
public sealed interface PolicyStandstill extends Standstill {
    /**
     * An operator has paused a position, or its channel.
     *
     * @param untilEpochNanos when it ends by itself; {@link Long#MAX_VALUE} if it does not
     */
    record Paused(
            String position, String by, long sinceEpochNanos, long untilEpochNanos, String reason)
            implements PolicyStandstill {
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

    /**
     * A message was sent again and again while others are acknowledged.
     *
     * @param blocked how many messages in flight it is of, if no new message is sent; 0 if others
     *     pass
     */
    record Poison(String position, long sequence, int attempts, long blocked)
            implements PolicyStandstill {
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
            implements PolicyStandstill {
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
    record CannotPark(String position, String parkedChannel, String why)
            implements PolicyStandstill {
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
            implements PolicyStandstill {
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
            implements PolicyStandstill {
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
            implements PolicyStandstill {
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
    record KeyFull(String position, long waiting, long keys, long behind)
            implements PolicyStandstill {
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
    record Delayed(String position, long delayNanos, long nextDueNanos)
            implements PolicyStandstill {
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
}
