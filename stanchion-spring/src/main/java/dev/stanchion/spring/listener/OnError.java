package dev.stanchion.spring.listener;

/** What happens to a message whose listener has thrown an exception. */
public enum OnError {
    /** It is not acknowledged. The server sends it again after the ack wait. */
    REDELIVER,

    /** It is acknowledged and logged, so it does not come again. */
    ACK,

    /** It is not acknowledged, and the listener stops. The registry can start it again. */
    CLOSE
}
