package dev.stanchion.server.config.keys;

/**
 * A summary of the file of the NATS part. A file can be read while somebody writes it, and then be
 * incomplete.
 *
 * @param empty whether it has no key
 * @param aboutUsers whether it has rules about who may connect, even if everybody may
 */
public record FileContent(boolean empty, boolean aboutUsers) {
    /** There is no file. */
    static final FileContent NONE = new FileContent(false, false);
}
