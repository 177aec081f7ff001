package dev.stanchion.client;

/**
 * The server's confirmation that a message is stored.
 *
 * @param channel the channel of the message
 * @param guid the ID of the publish on the wire
 */
public record PublishAck(String channel, String guid) {}
