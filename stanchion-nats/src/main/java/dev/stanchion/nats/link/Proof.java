package dev.stanchion.nats.link;

import dev.stanchion.nats.auth.SeedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets with which a link proves its identity, as read from files. The link reads the files
 * again for each connection, because an operator may have replaced them. Immutable. {@code
 * toString} shows no secrets.
 *
 * <pre>
 *   -----BEGIN NATS USER JWT-----
 *   eyJ0eXAi...
 *   ------END NATS USER JWT------
 *   -----BEGIN USER NKEY SEED-----
 *   SUAIO3FHUX5P...
 *   ------END USER NKEY SEED------
 * </pre>
 */
final class Proof {
    private static final Pattern SECTION =
            Pattern.compile("-{3,}BEGIN [^\\r\\n]*?-{3,}\\s*([^\\s-][^\\s]*)\\s*-{3,}END ");
    private static final Pattern SEED_LINE = Pattern.compile("(?m)^\\s*(SU[A-Z2-7]+)\\s*$");

    private final String jwt;
    private final Optional<SeedKey> key;

    private Proof(String jwt, Optional<SeedKey> key) {
        this.jwt = jwt;
        this.key = key;
    }

    /**
     * Reads the files that credentials name.
     *
     * @throws LinkException if a file cannot be used
     */
    static Proof read(LinkCredentials credentials) {
        if (isNamed(credentials.credentialsFile())) {
            return ofCredentials(credentials.credentialsFile());
        }
        return isNamed(credentials.seedFile())
                ? new Proof("", Optional.of(seed(credentials.seedFile())))
                : new Proof("", Optional.empty());
    }

    private static boolean isNamed(Path file) {
        return !file.toString().isEmpty();
    }

    private static Proof ofCredentials(Path file) {
        String text = textOf(file);
        Matcher sections = SECTION.matcher(text);
        if (!sections.find()) {
            throw new LinkException(
                    "nats: %s: no JWT in it (expected: a section NATS USER JWT, as nsc writes it)"
                            .formatted(file));
        }
        String jwt = sections.group(1);
        if (!sections.find()) {
            throw new LinkException(
                    "nats: %s: no seed in it (expected: a section USER NKEY SEED, as nsc writes it)"
                            .formatted(file));
        }
        return new Proof(jwt, Optional.of(seed(sections.group(1), file)));
    }

    private static SeedKey seed(Path file) {
        Matcher line = SEED_LINE.matcher(textOf(file));
        return seed(line.find() ? line.group(1) : "", file);
    }

    private static SeedKey seed(String text, Path file) {
        return SeedKey.parse(text)
                .orElseThrow(() ->
                        new LinkException(
                                "nats: %s: no seed of a user in it (expected: a line that begins"
                                                .formatted(file)
                                        + " with SU, as nk -gen user writes it)"));
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new LinkException("nats: open " + file + ": no such file or directory");
        } catch (IOException e) {
            throw new LinkException("nats: open " + file + ": " + e.getMessage());
        }
    }

    /** Returns the JWT; empty if there is none. */
    String jwt() {
        return jwt;
    }

    Optional<SeedKey> key() {
        return key;
    }
}
