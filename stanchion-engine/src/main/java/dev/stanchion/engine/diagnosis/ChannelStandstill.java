package dev.stanchion.engine.diagnosis;

import dev.stanchion.protocol.NearName;

/** A reason that lies in the channel, in its store or in its publishers. */
public sealed interface ChannelStandstill extends Standstill {
    /** There is no such channel; a near name is empty if none is near. */
    record NoSuchChannel(String channel, String near, long nearMessages, int nearSubscriptions)
            implements ChannelStandstill {
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
    record NoSuchPosition(String channel, String position, String near)
            implements ChannelStandstill {
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
    record StoreFails(String problem) implements ChannelStandstill {
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
    record StoreIsSlow(String channel, long takesNanos) implements ChannelStandstill {
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

    /** A channel to which nobody subscribes. */
    record NobodyEver(String channel, long messages) implements ChannelStandstill {
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

    /** Limits have removed messages before a position got them. */
    record LimitsDropped(String position, long messages, String limits)
            implements ChannelStandstill {
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
    record NotStreaming(String publisher, String subject, long atEpochNanos)
            implements ChannelStandstill {
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

    /**
     * Everything is acknowledged.
     *
     * @param publisher who published last, as far as the server knows; may be empty
     */
    record NothingNew(String position, long messages, long lastNanos, String publisher)
            implements ChannelStandstill {
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
