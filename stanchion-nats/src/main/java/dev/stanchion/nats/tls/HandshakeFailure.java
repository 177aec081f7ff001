package dev.stanchion.nats.tls;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** The reason for a failed handshake, in words for an operator. */
public final class HandshakeFailure {
    private static final int LONGEST = 200;

    private HandshakeFailure() {}

    /**
     * Returns the text for the log. For an expired certificate the JDK says "validity check
     * failed", and it sends the client {@code certificate_unknown}, whatever is wrong.
     */
    public static String text(Throwable failure) {
        return text(failure, "client");
    }

    /** As {@link #text}, where the certificate is a server's. */
    public static String ofServer(Throwable failure) {
        return text(failure, "server");
    }

    private static String text(Throwable failure, String whose) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "the " + whose + "'s certificate has expired (" + cause.getMessage() + ")";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "the "
                        + whose
                        + "'s certificate is not valid yet ("
                        + cause.getMessage()
                        + ")";
            }
        }
        return bounded(String.valueOf(failure.getMessage()));
    }

    /** Netty shows all that it was sent in place of a TLS record. */
    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
