package dev.stanchion.interop.client;

/** What not every client library can do; see {@link ClientLibrary#gap}. */
public enum Feature {
    /** Publishing answers with the GUID that the acknowledgement will carry. */
    GUID_OF_A_PUBLISHED_MESSAGE,
    /** A message tells how often it was redelivered before. */
    REDELIVERY_COUNT,
    /** What is published while the TCP connection is away is sent once it is back. */
    PUBLISHING_WHILE_DISCONNECTED,
    /** A channel's name may have characters beyond ASCII. */
    NON_ASCII_CHANNELS,
    /** Closing works while acknowledgements of published messages are outstanding. */
    CLOSING_WITH_MESSAGES_OUTSTANDING
}
