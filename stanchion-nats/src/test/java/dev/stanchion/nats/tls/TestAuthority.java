package dev.stanchion.nats.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of a test's own, which writes what it makes to a folder. */
public final class TestAuthority {
    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final char[] NO_PASSWORD = {};

    private final Path folder;
    private final KeyPair keys;
    private final X500Name issuer;
    private final X509Certificate certificate;
    private final Path file;

    /** A certificate with its key, and both as files. */
    public record Issued(X509Certificate certificate, KeyPair keys, Path certFile, Path keyFile) {}

    public TestAuthority(Path folder, String name) throws IOException {
        this.folder = folder;
        keys = newKeys("EC");
        issuer = new X500Name("CN=" + name);
        certificate = sign(issuer, keys, true);
        file = write(name + ".pem", certificate);
    }

    private static KeyPair newKeys(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private X509Certificate sign(
            X500Name subject, KeyPair subjectKeys, boolean isAuthority, GeneralName... names) {
        Instant end = Instant.now().plus(1, ChronoUnit.DAYS);
        return sign(subject, subjectKeys, isAuthority, end, names);
    }

    private X509Certificate sign(
            X500Name subject,
            KeyPair subjectKeys,
            boolean isAuthority,
            Instant end,
            GeneralName... names) {
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(SERIAL.getAndIncrement()),
                        Date.from(end.minus(2, ChronoUnit.DAYS)),
                        Date.from(end),
                        subject,
                        subjectKeys.getPublic());
        try {
            builder.addExtension(
                    Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (names.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(keys.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    /** A certificate for a server on this machine. */
    public Issued server(String name, String algorithm) throws IOException {
        return issue(
                name,
                "CN=localhost",
                algorithm,
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    }

    /** A certificate for a client. */
    public Issued client(String name, String subject, GeneralName... names) throws IOException {
        return issue(name, subject, "EC", names);
    }

    /** A client's certificate that is over since an hour. */
    public Issued expiredClient(String name) throws IOException {
        KeyPair clientKeys = newKeys("EC");
        Instant end = Instant.now().minus(1, ChronoUnit.HOURS);
        X509Certificate expired = sign(new X500Name("CN=" + name), clientKeys, false, end);
        return new Issued(
                expired,
                clientKeys,
                write(name + ".pem", expired),
                writeKey(name + ".key", clientKeys.getPrivate()));
    }

    private Issued issue(String name, String subject, String algorithm, GeneralName... names)
            throws IOException {
        KeyPair subjectKeys = newKeys(algorithm);
        X509Certificate issued = sign(new X500Name(subject), subjectKeys, false, names);
        return new Issued(
                issued,
                subjectKeys,
                write(name + ".pem", issued),
                writeKey(name + ".key", subjectKeys.getPrivate()));
    }

    /** RSA keys in the older form, PKCS#1, others as PKCS#8. */
    private Path writeKey(String name, PrivateKey key) throws IOException {
        return key.getAlgorithm().equals("RSA")
                ? write(name, key)
                : Files.writeString(folder.resolve(name), pkcs8(key));
    }

    /** Writes something as PEM. */
    public Path write(String name, Object what) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        return Files.writeString(folder.resolve(name), text.toString());
    }

    /** The authority's own certificate. */
    public Path file() {
        return file;
    }

    /** What a client uses that trusts this authority. */
    public SSLContext clientContext() {
        return context(new KeyManager[0]);
    }

    /** As {@link #clientContext}, for a client with a certificate. */
    public SSLContext clientContext(Issued issued) {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry(
                    "own",
                    issued.keys().getPrivate(),
                    NO_PASSWORD,
                    new Certificate[] {issued.certificate()});
            KeyManagerFactory factory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return context(factory.getKeyManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private SSLContext context(KeyManager[] own) {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry("ca", certificate);
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** The SHA-256 of a public key, as a configuration pins it. */
    public static String pinOf(Issued issued) {
        return PinnedTrust.pinOf(issued.certificate());
    }

    /** The key as PKCS#8. */
    public static String pkcs8(PrivateKey key) {
        String base64 =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key.getEncoded());
        return String.join(
                "\n",
                Arrays.asList(
                        "-----BEGIN PRIVATE KEY-----", base64, "-----END PRIVATE KEY-----", ""));
    }
}
