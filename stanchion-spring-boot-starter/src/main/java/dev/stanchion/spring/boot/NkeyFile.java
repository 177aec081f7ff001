package dev.stanchion.spring.boot;

import io.nats.client.NKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** Reads the seed of a user's NKey from a file as {@code nsc} and {@code nk} write it. */
final class NkeyFile {
    private static final String REMEDY =
            "The file needs one line with the seed of a user, which begins with SU.";

    private NkeyFile() {}

    /**
     * Returns the seed.
     *
     * @throws InvalidSetupException if the file has none
     */
    static char[] seed(Path file) {
        char[] seed = firstSeed(file).toCharArray();
        try {
            NKey.fromSeed(seed).getPublicKey();
            return seed;
        } catch (IllegalArgumentException | IOException | GeneralSecurityException e) {
            throw none(file);
        }
    }

    private static String firstSeed(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith("SU"))
                    .findFirst()
                    .orElseThrow(() -> none(file));
        } catch (IOException | UncheckedIOException e) {
            throw none(file);
        }
    }

    private static InvalidSetupException none(Path file) {
        return new InvalidSetupException(
                "stanchion.nkey-file: the file " + file + " has no seed of a user's NKey.", REMEDY);
    }
}
