package dev.stanchion.transfer;

import dev.stanchion.protocol.MsgProtoCursor;

/** Takes the messages of a channel. */
@FunctionalInterface
public interface MessageSink {
    /** Takes one message, which is valid during the call. */
    void onMessage(MsgProtoCursor message);
}
