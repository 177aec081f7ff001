package dev.stanchion.client;

/**
 * The server's word that a message is stored.
 *
 * @param channel where it was published
 * @param guid the name that the publish had on the wire
 */
public record PublishAck(String channel, String guid) {}
