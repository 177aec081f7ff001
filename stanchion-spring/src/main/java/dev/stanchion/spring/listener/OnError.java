package dev.stanchion.spring.listener;

/** What happens to a message whose listener has thrown an exception. */
public enum OnError {
    /** The message stays unacknowledged. The server sends it again after the ack wait. */
    REDELIVER,

    /** The listener acknowledges the message and logs it, so the message does not come again. */
    ACK,

    /**
     * The message stays unacknowledged, and the listener stops. The registry can start it again.
     */
    CLOSE
}
