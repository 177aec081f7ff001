package dev.stanchion.nats.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates from PEM files. */
final class Certificates {
    private Certificates() {}

    /**
     * Reads all certificates of a file, in their order.
     *
     * @param what the purpose of the file, for errors
     * @throws TlsException if the file has no certificate, or a malformed one
     */
    static List<X509Certificate> read(Path file, String what) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem.Section section : Pem.read(file, what)) {
            if (section.title().equals("CERTIFICATE")) {
                certificates.add(parse(section.der(), file, what));
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsException(
                    "%s %s: no certificate in it (expected: a section CERTIFICATE)"
                            .formatted(what, file));
        }
        return certificates;
    }

    private static X509Certificate parse(byte[] der, Path file, String what) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new TlsException(
                    "error parsing X509 certificate/key pair: %s %s: not a certificate (expected:"
                                    .formatted(what, file)
                            + " X.509, as openssl x509 writes it)",
                    e);
        }
    }
}
