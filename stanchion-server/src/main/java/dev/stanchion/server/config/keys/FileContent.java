package dev.stanchion.server.config.keys;

/**
 * How much the file of the NATS part says. A file may be read in the moment in which somebody
 * writes it.
 *
 * @param empty whether it has no key at all
 * @param aboutUsers whether it says who may connect, be it everybody
 */
public record FileContent(boolean empty, boolean aboutUsers) {
    /** There is no file. */
    static final FileContent NONE = new FileContent(false, false);
}
