package dev.stanchion.client;

import dev.stanchion.protocol.ConnectResponse;

/**
 * What connecting has settled: who we are, and the subjects that the server wants to be asked on.
 *
 * @param connId proves to the server, in publishes and pings, that this is the same connection
 */
record Session(String clientId, String connId, ConnectResponse subjects) {}
