package dev.stanchion.interop.client;

/** Features that some client libraries lack; see {@link ClientLibrary#gap}. */
public enum Feature {
    /** Publishing answers with the GUID that the acknowledgement will carry. */
    GUID_OF_A_PUBLISHED_MESSAGE,
    /** A message tells how often it was redelivered before. */
    REDELIVERY_COUNT,
    /**
     * Messages that are published while the TCP connection is lost are sent after the reconnect.
     */
    PUBLISHING_WHILE_DISCONNECTED,
    /** A channel's name may have characters beyond ASCII. */
    NON_ASCII_CHANNELS,
    /** Closing works while acknowledgements of published messages are outstanding. */
    CLOSING_WITH_MESSAGES_OUTSTANDING
}
