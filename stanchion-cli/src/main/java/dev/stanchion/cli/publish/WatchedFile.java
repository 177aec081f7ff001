package dev.stanchion.cli.publish;

import java.nio.file.Path;
import java.util.Optional;

/** A file, and the channel that its content is published to. Immutable. */
public record WatchedFile(String channel, Path path) {
    /**
     * Reads the value of {@code --watch}.
     *
     * @param channel the channel of the command line; empty if each value names its own: {@code
     *     orders:created=order.json}
     * @return empty if there is no channel or no file
     */
    public static Optional<WatchedFile> parse(String channel, String text) {
        if (!channel.isEmpty()) {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new WatchedFile(channel, Path.of(text)));
        }
        int equals = text.indexOf('=');
        boolean isPair = equals > 0 && equals < text.length() - 1;
        return isPair
                ? Optional.of(
                        new WatchedFile(
                                text.substring(0, equals), Path.of(text.substring(equals + 1))))
                : Optional.empty();
    }

    /** Returns the directory that the file is in, or will be in. */
    Path directory() {
        Path absolute = path.toAbsolutePath();
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    String name() {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    boolean isJson() {
        return name().endsWith(".json");
    }
}
