package dev.stanchion.client;

import dev.stanchion.protocol.ConnectResponse;

/**
 * The result of connecting: the identity, and the server's request subjects.
 *
 * @param connId proves to the server, in publishes and pings, that this is the same connection
 */
record Session(String clientId, String connId, ConnectResponse subjects) {}
