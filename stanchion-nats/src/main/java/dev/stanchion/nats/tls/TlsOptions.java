package dev.stanchion.nats.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The options of TLS. Immutable. Start from {@link #of} and change what differs.
 *
 * @param certificateFile PEM: the server's certificate, then the intermediate ones
 * @param keyFile PEM: the private key
 * @param authorityFile PEM: the authority of the clients' certificates; an empty path means the
 *     authorities that the JDK trusts
 * @param timeout how long the handshake may take
 * @param cipherSuites the allowed suites below TLS 1.3, by their IANA names; empty means the JDK's
 *     suites with authenticated encryption, so none with CBC
 * @param curves the allowed curves, by Go's or the JDK's names; empty means the JDK's
 * @param handshakesPerSecond the maximum; 0 means without limit
 * @param pinnedKeys SHA-256 of the allowed public keys of clients, in hex; empty means any key
 * @param plainAllowed whether clients may also connect without TLS
 */
public record TlsOptions(
        Path certificateFile,
        Path keyFile,
        Path authorityFile,
        ClientCertificates clientCertificates,
        Duration timeout,
        List<String> cipherSuites,
        List<String> curves,
        int handshakesPerSecond,
        Set<String> pinnedKeys,
        HandshakeFirst handshakeFirst,
        boolean plainAllowed)
        implements Tls {
    /** The default of {@link #timeout}. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks everything that does not need the files.
     *
     * @throws TlsException if something does not fit
     */
    public TlsOptions {
        cipherSuites = List.copyOf(cipherSuites);
        curves = List.copyOf(curves);
        pinnedKeys =
                pinnedKeys.stream()
                        .map(pin -> pin.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
        require(!certificateFile.toString().isEmpty(), "missing 'cert_file' in TLS configuration");
        require(!keyFile.toString().isEmpty(), "missing 'key_file' in TLS configuration");
        require(
                !timeout.isNegative() && !timeout.isZero(),
                "tls timeout: " + timeout.toSeconds() + " s (expected: more than 0)");
        require(
                handshakesPerSecond >= 0,
                "connection_rate_limit: " + handshakesPerSecond + " (expected: 0 or more)");
        for (String pin : pinnedKeys) {
            require(
                    SHA_256.matcher(pin).matches(),
                    "pinned_certs: \""
                            + pin
                            + "\" (expected: the SHA-256 of a public key as 64 hex"
                            + " digits)");
        }
        require(
                pinnedKeys.isEmpty() || clientCertificates.areRequired(),
                "pinned_certs: the server does not ask clients for certificates (expected: verify: true"
                        + " beside it)");
        require(
                handshakeFirst.patience().isZero() || !plainAllowed || !handshakeFirst.isAlways(),
                "handshake_first: true leaves no way in without TLS (expected: \"auto\" beside"
                        + " allow_non_tls)");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new TlsException(message);
        }
    }

    @Override
    public void requireUsable() {
        TlsContexts.read(this);
    }

    /** Returns TLS with a certificate and its key, both PEM, and the defaults. */
    public static TlsOptions of(Path certificateFile, Path keyFile) {
        return new Draft(certificateFile, keyFile).toOptions();
    }

    /** Returns these options; clients then need a certificate that the authority signed. */
    public TlsOptions withClientCertificates(ClientCertificates changed, Path authority) {
        return with(draft -> {
            draft.authorityFile = authority;
            draft.clientCertificates = changed;
        });
    }

    /** Returns these options with another {@link #timeout}. */
    public TlsOptions withTimeout(Duration changed) {
        return with(draft -> draft.timeout = changed);
    }

    /** Returns these options with other algorithms. */
    public TlsOptions withAlgorithms(List<String> suites, List<String> groups) {
        return with(draft -> {
            draft.cipherSuites = suites;
            draft.curves = groups;
        });
    }

    /** Returns these options with other {@link #handshakesPerSecond}. */
    public TlsOptions withHandshakesPerSecond(int changed) {
        return with(draft -> draft.handshakesPerSecond = changed);
    }

    /** Returns these options with other {@link #pinnedKeys}. */
    public TlsOptions withPinnedKeys(Set<String> changed) {
        return with(draft -> draft.pinnedKeys = changed);
    }

    /** Returns these options with another {@link #handshakeFirst}. */
    public TlsOptions withHandshakeFirst(HandshakeFirst changed) {
        return with(draft -> draft.handshakeFirst = changed);
    }

    /** Returns these options with another {@link #plainAllowed}. */
    public TlsOptions withPlainAllowed(boolean changed) {
        return with(draft -> draft.plainAllowed = changed);
    }

    private TlsOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toOptions();
    }

    /** The options while they change, one by one. Confined to one call. */
    private static final class Draft {
        private Path certificateFile;
        private Path keyFile;
        private Path authorityFile = Path.of("");
        private ClientCertificates clientCertificates = ClientCertificates.NONE;
        private Duration timeout = DEFAULT_TIMEOUT;
        private List<String> cipherSuites = List.of();
        private List<String> curves = List.of();
        private int handshakesPerSecond;
        private Set<String> pinnedKeys = Set.of();
        private HandshakeFirst handshakeFirst = HandshakeFirst.NO;
        private boolean plainAllowed;

        Draft(Path certificateFile, Path keyFile) {
            this.certificateFile = certificateFile;
            this.keyFile = keyFile;
        }

        Draft(TlsOptions from) {
            certificateFile = from.certificateFile;
            keyFile = from.keyFile;
            authorityFile = from.authorityFile;
            clientCertificates = from.clientCertificates;
            timeout = from.timeout;
            cipherSuites = from.cipherSuites;
            curves = from.curves;
            handshakesPerSecond = from.handshakesPerSecond;
            pinnedKeys = from.pinnedKeys;
            handshakeFirst = from.handshakeFirst;
            plainAllowed = from.plainAllowed;
        }

        TlsOptions toOptions() {
            return new TlsOptions(
                    certificateFile,
                    keyFile,
                    authorityFile,
                    clientCertificates,
                    timeout,
                    cipherSuites,
                    curves,
                    handshakesPerSecond,
                    pinnedKeys,
                    handshakeFirst,
                    plainAllowed);
        }
    }
}
