package dev.stanchion.nats.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sections of a PEM file. Text around them is ignored.
 *
 * <pre>
 *   -----BEGIN CERTIFICATE-----
 *   base64
 *   -----END CERTIFICATE-----
 * </pre>
 */
final class Pem {
    private static final Pattern SECTION =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** The maximum size of a file with certificates or keys. */
    private static final long MAX_BYTES = 10L * 1024 * 1024;

    private Pem() {}

    /** One section: its title and its content. The content may be secret. */
    static final class Section {
        private final String title;
        private final byte[] der;

        Section(String title, byte[] der) {
            this.title = title;
            this.der = der;
        }

        String title() {
            return title;
        }

        byte[] der() {
            return der;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /**
     * Reads all sections of a file.
     *
     * @param what the purpose of the file, for errors
     * @throws TlsException if it cannot be read, or a section is not base64
     */
    static List<Section> read(Path file, String what) {
        Matcher matcher = SECTION.matcher(textOf(file, what));
        List<Section> sections = new ArrayList<>();
        while (matcher.find()) {
            sections.add(new Section(matcher.group(1), decode(matcher.group(2), file, what)));
        }
        if (sections.isEmpty()) {
            throw new TlsException(
                    "%s %s: no PEM section in it (expected: -----BEGIN …----- and base64 text; openssl"
                                    .formatted(what, file)
                            + " converts DER with -inform DER)");
        }
        return sections;
    }

    private static String textOf(Path file, String what) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new TlsException(
                        "%s %s: longer than 10 MiB (expected: a PEM file)".formatted(what, file));
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new TlsException(
                    "%s %s: no such file (expected: a PEM file that this process can read)"
                            .formatted(what, file.toAbsolutePath()),
                    e);
        } catch (IOException e) {
            throw new TlsException(
                    "%s %s: cannot be read: %s (expected: a PEM file that this process can read)"
                            .formatted(what, file.toAbsolutePath(), e.getMessage()),
                    e);
        }
    }

    private static byte[] decode(String base64, Path file, String what) {
        // An old encrypted key has lines with colons. The server refuses it with the name of the
        // file.
        String text = base64.contains(":") ? "" : base64.replaceAll("\\s", "");
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new TlsException(
                    "%s %s: not base64 between BEGIN and END (expected: the file as it was made)"
                            .formatted(what, file),
                    e);
        }
    }
}
