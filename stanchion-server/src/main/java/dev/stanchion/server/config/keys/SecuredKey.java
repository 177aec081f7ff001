package dev.stanchion.server.config.keys;

import dev.stanchion.server.config.Entry;

/**
 * A key about security as it stands in a file. Immutable.
 *
 * @param path the key with the maps around it: {@code websocket.tls}
 */
public record SecuredKey(String path, Entry entry) {}
