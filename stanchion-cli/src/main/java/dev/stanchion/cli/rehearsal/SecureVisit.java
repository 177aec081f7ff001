package dev.stanchion.cli.rehearsal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A client that comes over TLS, is greeted and leaves; it shows the server's own certificate. */
final class SecureVisit {
    private SecureVisit() {}

    /** Comes with each version of TLS in turn. */
    static void to(String url, Certificate certificate) throws IOException {
        URI server = URI.create(url);
        for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
            try (Socket plain = new Socket(server.getHost(), server.getPort())) {
                readLine(plain.getInputStream());
                SSLSocket secure =
                        (SSLSocket)
                                context(certificate)
                                        .getSocketFactory()
                                        .createSocket(
                                                plain, server.getHost(), server.getPort(), true);
                secure.setEnabledProtocols(new String[] {protocol});
                secure.getOutputStream()
                        .write("CONNECT {\"verbose\":false}\r\nPING\r\n".getBytes(US_ASCII));
                expectPong(secure);
            }
        }
    }

    /** Byte by byte: what follows belongs to the handshake. */
    private static void readLine(InputStream in) throws IOException {
        int read = in.read();
        while (read != '\n' && read >= 0) {
            read = in.read();
        }
    }

    private static void expectPong(SSLSocket socket) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        String line = lines.readLine();
        if (!"PONG".equals(line)) {
            throw new IllegalStateException("not PONG over TLS, but " + line);
        }
    }

    private static SSLContext context(Certificate certificate) throws IOException {
        try (InputStream content = Files.newInputStream(certificate.store())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(content, Certificate.PASSWORD);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            String alias = keys.aliases().nextElement();
            trusted.setCertificateEntry(alias, keys.getCertificate(alias));
            var keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(keys, Certificate.PASSWORD);
            var trustManagers = TrustManagerFactory.getInstance("PKIX");
            trustManagers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS with what keytool has made", e);
        }
    }
}
