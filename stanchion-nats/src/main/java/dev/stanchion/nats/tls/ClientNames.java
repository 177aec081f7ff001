package dev.stanchion.nats.tls;

import dev.stanchion.nats.auth.CertificateName;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * The names of a certificate's holder in a configuration, best first ({@code spec/nats-core.md}
 * 7.5): e-mail addresses, DNS names and URIs of the certificate, then its subject: the same parts
 * in order, the same parts in any order, and its text.
 */
public final class ClientNames {
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final Map<String, String> SHORT_NAMES =
            Map.of("1.2.840.113549.1.9.1", "EMAILADDRESS");

    private ClientNames() {}

    /** Returns the names of a certificate's holder. */
    public static List<CertificateName> of(X509Certificate certificate) {
        List<CertificateName> names = new ArrayList<>();
        for (int type : new int[] {EMAIL, DNS, URI}) {
            for (String name : alternativeNames(certificate, type)) {
                names.add(name::equals);
            }
        }
        X500Principal subject = certificate.getSubjectX500Principal();
        String text = subject.getName(X500Principal.RFC2253, SHORT_NAMES);
        parsed(text).ifPresent(parts -> addParts(names, parts));
        names.add(text::equals);
        return names;
    }

    private static List<String> alternativeNames(X509Certificate certificate, int type) {
        Collection<List<?>> all;
        try {
            all = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return List.of(); // the certificate is verified, but its unreadable names match no user
        }
        if (all == null) {
            return List.of();
        }
        return all.stream()
                .filter(entry -> entry.get(0).equals(type))
                .map(entry -> String.valueOf(entry.get(1)))
                .toList();
    }

    private static void addParts(List<CertificateName> names, List<Rdn> subject) {
        names.add(user -> parsed(user).filter(subject::equals).isPresent());
        names.add(user -> parsed(user).filter(parts -> isSameSet(parts, subject)).isPresent());
    }

    private static boolean isSameSet(List<Rdn> some, List<Rdn> others) {
        return some.size() == others.size() && some.containsAll(others) && others.containsAll(some);
    }

    private static Optional<List<Rdn>> parsed(String name) {
        try {
            return Optional.of(new LdapName(name).getRdns());
        } catch (InvalidNameException e) {
            return Optional.empty(); // most user names are not distinguished names
        }
    }
}
