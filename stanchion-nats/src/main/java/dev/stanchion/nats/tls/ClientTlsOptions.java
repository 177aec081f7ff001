package dev.stanchion.nats.tls;

import java.nio.file.Path;

/**
 * How a connection to another server is encrypted. Immutable.
 *
 * @param required whether it is encrypted although the server does not ask for it
 * @param certificateFile PEM: the own certificate; the empty path if there is none
 * @param keyFile PEM: its private key; the empty path if there is none
 * @param authorityFile PEM: who signs servers' certificates; the empty path means whom the JDK
 *     trusts
 * @param serverName the name that the server's certificate has to bear; empty means the host that
 *     was connected to
 * @param trustsAnybody whether neither the certificate nor its name matters
 */
public record ClientTlsOptions(
        boolean required,
        Path certificateFile,
        Path keyFile,
        Path authorityFile,
        String serverName,
        boolean trustsAnybody) {
    /** Encrypted if the server asks for it, by an authority that the JDK trusts. */
    public static final ClientTlsOptions DEFAULT =
            new ClientTlsOptions(false, Path.of(""), Path.of(""), Path.of(""), "", false);

    /**
     * Checks what can be checked without the files.
     *
     * @throws TlsException if there is a certificate without a key, or a key without a certificate
     */
    public ClientTlsOptions {
        if (isNamed(certificateFile) != isNamed(keyFile)) {
            throw new TlsException(
                    isNamed(keyFile)
                            ? "client key file %s has no certificate (expected: client_cert beside"
                                            .formatted(keyFile)
                                    + " it)"
                            : "client certificate %s has no key (expected: client_key beside it)"
                                    .formatted(certificateFile));
        }
    }

    private static boolean isNamed(Path file) {
        return !file.toString().isEmpty();
    }

    boolean hasCertificate() {
        return isNamed(certificateFile);
    }

    /** Returns whether a server that does not encrypt cannot be what is meant. */
    public boolean insistsOnTls() {
        return required || isNamed(certificateFile) || isNamed(authorityFile) || trustsAnybody;
    }
}
