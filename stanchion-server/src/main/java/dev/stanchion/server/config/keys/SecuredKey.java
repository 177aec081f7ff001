package dev.stanchion.server.config.keys;

import dev.stanchion.server.config.Entry;

/** A key about security as it stands in a file. Immutable. */
public final class SecuredKey {
    private final FileKey key;
    private final Entry entry;

    SecuredKey(FileKey key, Entry entry) {
        this.key = key;
        this.entry = entry;
    }

    /** Returns the key with the maps around it: {@code websocket.tls}. A start does not ask. */
    public String path() {
        return KeyNames.of(key);
    }

    public Entry entry() {
        return entry;
    }
}
