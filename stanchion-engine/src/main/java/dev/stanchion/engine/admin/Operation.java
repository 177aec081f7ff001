package dev.stanchion.engine.admin;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A change that an operator asks for. Each is carried out by one shard at a time, and is durable
 * before it is answered.
 */
public sealed interface Operation {
    /** Returns the name of the operation in records and command lines: {@code delete-channel}. */
    String verb();

    /** Returns what it changes, as a person would name it. */
    String target();

    /** An operation on a channel; its shard carries it out. */
    sealed interface OnChannel extends Operation {
        String channel();

        @Override
        default String target() {
            return channel();
        }
    }

    /** An operation on a position of a channel. */
    sealed interface OnPosition extends OnChannel {
        PositionKey position();

        @Override
        default String target() {
            return position().text() + " on " + channel();
        }
    }

    /** An operation on parked messages; the shard of their channel carries it out. */
    sealed interface OnParked extends OnChannel {
        /** The most messages of one operation. */
        int MOST_MESSAGES = 100;

        /** Returns the sequences in the channel of parked messages, which is {@link #channel}. */
        List<Long> sequences();
    }

    /** An operation on a client ID; the first shard carries it out. */
    sealed interface OnClient extends Operation {
        String clientId();

        @Override
        default String target() {
            return clientId();
        }
    }

    /** Removes the oldest messages of a channel. Sequences go on, positions before it jump. */
    record Purge(String channel, Extent extent) implements OnChannel {
        @Override
        public String verb() {
            return "purge";
        }
    }

    /**
     * Deletes a channel with its messages and positions.
     *
     * @param kick whether to close the clients that are subscribed; else they prevent it
     * @param last the last sequence that the channel must have; empty for any
     */
    record DeleteChannel(String channel, boolean kick, OptionalLong last) implements OnChannel {
        @Override
        public String verb() {
            return "delete-channel";
        }
    }

    /**
     * Moves the position of a durable or a durable group. Messages that are sent because of it are
     * not flagged as redelivered.
     *
     * @param keepInFlight whether unacknowledged messages before the new place stay pending; else
     *     they are forgotten
     */
    record Move(String channel, PositionKey position, Place to, boolean keepInFlight)
            implements OnPosition {
        @Override
        public String verb() {
            return "move";
        }
    }

    /** Settles single messages of a position, as if they had been acknowledged. */
    record Skip(String channel, PositionKey position, List<Long> sequences) implements OnPosition {
        public Skip {
            sequences = List.copyOf(sequences);
        }

        @Override
        public String verb() {
            return "skip";
        }
    }

    /**
     * Parks single messages of a position by hand, as if they had failed as often as permitted.
     *
     * @param reason of the operator; may be empty
     */
    record Park(String channel, PositionKey position, List<Long> sequences, String reason)
            implements OnPosition {
        /** The longest reason. */
        public static final int MOST_REASON_CHARS = 200;

        public Park {
            sequences = List.copyOf(sequences);
        }

        @Override
        public String verb() {
            return "park";
        }
    }

    /**
     * Makes unacknowledged messages of a position due now.
     *
     * @param sequences empty for all
     */
    record Redeliver(String channel, PositionKey position, List<Long> sequences)
            implements OnPosition {
        public Redeliver {
            sequences = List.copyOf(sequences);
        }

        @Override
        public String verb() {
            return "redeliver";
        }
    }

    /**
     * Stops deliveries of a whole channel. Publishes and acknowledgements go on.
     *
     * @param forNanos after which it ends by itself; 0 for never
     * @param reason of the operator; may be empty
     */
    record PauseChannel(String channel, long forNanos, String reason) implements OnChannel {
        @Override
        public String verb() {
            return "pause";
        }
    }

    /** Stops deliveries of a position; otherwise as {@link PauseChannel}. */
    record Pause(String channel, PositionKey position, long forNanos, String reason)
            implements OnPosition {
        @Override
        public String verb() {
            return "pause";
        }
    }

    /** Ends the pause of a channel. A pause of one of its positions stays. */
    record ResumeChannel(String channel) implements OnChannel {
        @Override
        public String verb() {
            return "resume";
        }
    }

    /** Ends the pause of a position. */
    record Resume(String channel, PositionKey position) implements OnPosition {
        @Override
        public String verb() {
            return "resume";
        }
    }

    /**
     * Deletes a durable, or a queue group, as the last unsubscribe would.
     *
     * @param kick whether to close the clients that use it; else they prevent it
     */
    record DeletePosition(String channel, PositionKey position, boolean kick)
            implements OnPosition {
        @Override
        public String verb() {
            return position instanceof PositionKey.Group ? "delete-group" : "delete-durable";
        }
    }

    /**
     * Closes a client, as if its heartbeats had failed.
     *
     * @param blockNanos for how long the client ID is refused afterwards; 0 for not at all. A
     *     restart of the server ends a block.
     * @param disconnect whether to close its connection, too
     */
    record Kick(String clientId, long blockNanos, boolean disconnect) implements OnClient {
        @Override
        public String verb() {
            return "kick";
        }
    }

    /** Ends a block of a client ID. */
    record Unblock(String clientId) implements OnClient {
        @Override
        public String verb() {
            return "unblock";
        }
    }

    /**
     * Sends parked messages again to the positions that have not processed them, with attempts that
     * begin anew.
     *
     * @param channel the channel of parked messages
     * @param republish whether a message that is gone from its channel, or whose position has
     *     ended, is published anew for all; else it prevents the operation
     */
    record RedriveParked(String channel, List<Long> sequences, boolean republish)
            implements OnParked {
        public RedriveParked {
            sequences = List.copyOf(sequences);
        }

        @Override
        public String verb() {
            return "redrive-parked";
        }
    }

    /**
     * Gives parked messages up.
     *
     * @param channel the channel of parked messages
     */
    record DropParked(String channel, List<Long> sequences) implements OnParked {
        public DropParked {
            sequences = List.copyOf(sequences);
        }

        @Override
        public String verb() {
            return "drop-parked";
        }
    }

    /**
     * Publishes a message; the publisher is {@code _admin-<user>}. The channel is created if it
     * does not exist.
     *
     * @param reply the subject in the message to answer to; may be empty
     * @param count how often it is published, one behind the other
     */
    record Publish(String channel, Payload data, String reply, int count) implements OnChannel {
        public static final int MOST_TIMES = 1000;

        /** The bound of what one operation stores, if it is published more than once. */
        public static final int MOST_BYTES = 16 * 1024 * 1024;

        /** Once. */
        public Publish(String channel, Payload data, String reply) {
            this(channel, data, reply, 1);
        }

        @Override
        public String verb() {
            return "publish";
        }
    }

    /**
     * Puts messages of an export into a channel, behind what it has. The channel is created if it
     * does not exist.
     *
     * @param messages in ascending order; of one import at most {@value #MOST_MESSAGES} come at a
     *     time
     * @param renumber whether they get new sequences; else they keep theirs, and that prevents the
     *     operation if the channel has come further
     * @param behind the last sequence that the channel must have; empty for any
     */
    record Restore(
            String channel, List<StoredMessage> messages, boolean renumber, OptionalLong behind)
            implements OnChannel {
        /** The most messages of one operation. */
        public static final int MOST_MESSAGES = 1000;

        public Restore {
            messages = List.copyOf(messages);
        }

        @Override
        public String verb() {
            return "import";
        }
    }

    /**
     * Creates a channel unless it exists, and in it a position that no client uses yet.
     *
     * @param position empty to create the channel only
     */
    record Create(String channel, Optional<NewPosition> position) implements OnChannel {
        @Override
        public String verb() {
            return "create";
        }

        @Override
        public String target() {
            return position.map(each -> each.key().text() + " on " + channel).orElse(channel);
        }
    }

    /**
     * A durable or a durable group that is to be created.
     *
     * @param nextSequence the first message that it gets; at the end of the channel if that is
     *     lower
     * @param maxInFlight until a client says another one
     * @param ackWaitSeconds until a client says another one
     */
    record NewPosition(PositionKey key, long nextSequence, int maxInFlight, int ackWaitSeconds) {}
}
