package dev.stanchion.nats.tls;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Cipher suites and curves by the names that configurations of the Go server use. */
final class Algorithms {
    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private static final Set<String> TLS_1_3 =
            Set.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256");
    private static final Pattern USUAL =
            Pattern.compile(
                    "TLS_(ECDHE_(ECDSA|RSA)_WITH_)?"
                            + "(AES_(128|256)_GCM_SHA(256|384)|CHACHA20_POLY1305_SHA256)");
    private static final Map<String, String> CURVES =
            Map.of(
                    "curvep256", "secp256r1",
                    "curvep384", "secp384r1",
                    "curvep521", "secp521r1",
                    "x25519", "x25519");

    private Algorithms() {}

    /**
     * Returns the suites that the JDK has enabled with ECDHE and authenticated encryption. With
     * them, a recording stays secret even if the server's key becomes known, and there are no
     * padding attacks as with CBC.
     */
    static List<String> usualSuites() {
        return Stream.of(defaults().getDefaultSSLParameters().getCipherSuites())
                .filter(suite -> USUAL.matcher(suite).matches())
                .toList();
    }

    /** Returns the suites for the JDK. Those of TLS 1.3 cannot be chosen, as in Go. */
    static List<String> suites(List<String> names) {
        Set<String> supported = Set.of(supported());
        List<String> suites = new ArrayList<>();
        TLS_1_3.stream().filter(supported::contains).sorted().forEach(suites::add);
        for (String name : names) {
            // Go leaves the hash of these out.
            String suite = name.endsWith("_CHACHA20_POLY1305") ? name + "_SHA256" : name;
            if (!supported.contains(suite)) {
                throw new TlsException(
                        "unrecognized cipher %s (expected: names like".formatted(name)
                                + " TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256)");
            }
            suites.add(suite);
        }
        return suites.stream().distinct().toList();
    }

    private static String[] supported() {
        return defaults().getSupportedSSLParameters().getCipherSuites();
    }

    /** Returns a new context. The default one would read all authorities that the JDK trusts. */
    private static SSLContext defaults() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** Returns the curves for the JDK. */
    static String[] curves(List<String> names) {
        return names.stream().map(Algorithms::curve).toArray(String[]::new);
    }

    private static String curve(String name) {
        String curve = CURVES.get(name.toLowerCase(Locale.ROOT));
        if (curve == null) {
            throw new TlsException(
                    "unrecognized curve preference %s (expected: CurveP256, CurveP384, CurveP521 or"
                                    .formatted(name)
                            + " X25519)");
        }
        return curve;
    }
}
