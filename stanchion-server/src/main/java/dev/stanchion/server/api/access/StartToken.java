package dev.stanchion.server.api.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stanchion.server.file.FileMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret that makes its holder an admin of a server without users. It is new at each start and
 * stands in a file that only the server's user can read. Immutable.
 *
 * <p>The connection's address proves nothing: port forwards, container proxies and service meshes
 * all come from 127.0.0.1, and so does a web page that rebinds its name.
 */
public final class StartToken {
    private static final Logger LOG = LoggerFactory.getLogger(StartToken.class);

    private final String secret;
    private final Path file;

    private StartToken(String secret, Path file) {
        this.secret = secret;
        this.file = file;
    }

    /** Returns the file of a server's token. Servers on one machine differ by their ports. */
    public static Path file(Path directory, int monitoringPort) {
        return directory.resolve("admin-token-" + monitoringPort);
    }

    /**
     * Makes a new token and writes its file.
     *
     * @throws IOException if the file cannot be written
     */
    public static StartToken write(Path directory, int monitoringPort, SecureRandom random)
            throws IOException {
        Path file = file(directory, monitoringPort);
        String secret = Tokens.next(random);
        Files.createDirectories(directory);
        Files.deleteIfExists(file); // a new file, so that the mode is that of the new file
        try (SeekableByteChannel out =
                Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        FileMode.of("rw-------"))) {
            out.write(ByteBuffer.wrap((secret + "\n").getBytes(US_ASCII)));
        }
        return new StartToken(secret, file);
    }

    /** Returns whether this is the token. */
    boolean is(String given) {
        return Tokens.areEqual(secret, given);
    }

    /** Deletes the file. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("The admin token {} stays: {}", file, e.toString());
        }
    }

    @Override
    public String toString() {
        return "the token in " + file;
    }
}
