package dev.stanchion.engine.spi;

import io.netty.buffer.ByteBuf;

/** The rights of a connection's user on channels. Immutable; safe for use by many threads. */
public interface ChannelRights {
    /** All rights, for a user without limits. */
    ChannelRights ALL = new Unlimited();

    /** Returns whether there is anything that the user may not do. */
    boolean areLimited();

    /** Returns the user's name, to which its durables are bound; empty if it has none. */
    String user();

    /** Returns whether the user may be a client of this ID; others may have it for themselves. */
    boolean mayConnectAs(String clientId);

    /** Returns whether the user may publish to the channel whose name these bytes are. */
    boolean mayPublish(ByteBuf buffer, int index, int length);

    boolean maySubscribe(String channel);

    /**
     * Returns whether the user could subscribe to a subject. An inbox that a request names must be
     * such a subject, because the engine publishes there on the user's behalf.
     */
    boolean mayReceiveOn(String subject);

    /** Returns the beginning of the subjects on which only this user may acknowledge. */
    String ackInboxPrefix();

    /** The prefix for all users without limits. */
    final class Unlimited implements ChannelRights {
        private Unlimited() {}

        @Override
        public boolean areLimited() {
            return false;
        }

        @Override
        public String user() {
            return "";
        }

        @Override
        public boolean mayConnectAs(String clientId) {
            return true;
        }

        @Override
        public boolean mayPublish(ByteBuf buffer, int index, int length) {
            return true;
        }

        @Override
        public boolean maySubscribe(String channel) {
            return true;
        }

        @Override
        public boolean mayReceiveOn(String subject) {
            return true;
        }

        @Override
        public String ackInboxPrefix() {
            return "_INBOX.";
        }
    }
}
