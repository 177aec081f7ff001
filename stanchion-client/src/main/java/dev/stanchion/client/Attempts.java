package dev.stanchion.client;

import io.nats.client.AuthenticationException;
import io.nats.client.Options;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Collects why the attempts to connect failed. jnats reports each failure to its error listener,
 * and at the end throws an exception with the addresses only. If it reports only a time-out, {@link
 * Probe} checks the port. Safe for use by many threads.
 */
final class Attempts {
    /** The texts of jnats, which has no types for these errors. */
    private static final String TLS_REQUIRED = "SSL required by server";

    private static final String TLS_NOT_OFFERED = "SSL connection wanted by client";
    private static final String OTHER_GREETING = "Received non-info initial message";
    private static final String NO_GREETING = "Failed to read initial info message";
    private static final String REFUSED_PORT = "refused";
    private static final String UNTRUSTED = "PKIX path building failed";

    /**
     * One failed attempt.
     *
     * @param detail details beyond the sentence about the trouble; may be empty
     */
    private record Found(Trouble trouble, String detail, @Nullable Exception cause) {}

    private final Queue<Found> found = new ConcurrentLinkedQueue<>();
    private volatile String serverError = "";
    private volatile boolean isOver;

    /** Records an error of the server. */
    void heard(String error) {
        if (!isOver) {
            serverError = error;
        }
    }

    /** Records the exception that ended an attempt. */
    void failed(Exception failure) {
        if (isOver) {
            return;
        }
        Exception cause =
                failure instanceof ExecutionException wrapper
                                && wrapper.getCause() instanceof Exception inner
                        ? inner
                        : failure;
        trouble(cause).ifPresent(trouble -> found.add(new Found(trouble, detail(cause), cause)));
    }

    /** Ends the collection after a successful attempt. Later reconnects may fail for some time. */
    void succeeded() {
        isOver = true;
        found.clear();
    }

    /** Returns the exception for a connection that could not be made. */
    StreamingException explain(ConnectOptions options, Options nats, IOException thrown) {
        if (!serverError.isEmpty() || thrown instanceof AuthenticationException) {
            found.add(new Found(credentials(nats), serverError, thrown));
        }
        if (found.isEmpty()) {
            nats.getServers().forEach(server -> probe(server, options));
        }
        Found most =
                found.stream()
                        .min(Comparator.comparing(Found::trouble))
                        .orElseGet(() -> new Found(Trouble.OTHER, "", thrown));
        return Failures.unreachable(
                most.trouble().problem(options.displayUrl()) + inBrackets(most.detail()),
                most.trouble().remedy(),
                serverError.isEmpty() ? null : serverError,
                most.cause() == null ? thrown : most.cause());
    }

    private void probe(URI server, ConnectOptions options) {
        String scheme = String.valueOf(server.getScheme());
        if (scheme.startsWith("ws")) {
            found.add(new Found(Trouble.OTHER, "", null));
            return;
        }
        Trouble trouble = Probe.ask(server, options.connectTimeout());
        boolean isEncrypting = scheme.endsWith("tls");
        found.add(
                trouble == Trouble.TLS_REQUIRED && isEncrypting
                        ? new Found(Trouble.TLS_FAILED, "it took too long", null)
                        : new Found(trouble, "", null));
    }

    /** Returns the trouble; empty if the exception only reports a time-out. */
    private static Optional<Trouble> trouble(Exception cause) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof SSLException) {
            return Optional.of(
                    text.contains(UNTRUSTED)
                            ? Trouble.CERTIFICATE_NOT_TRUSTED
                            : Trouble.TLS_FAILED);
        }
        if (text.startsWith(TLS_REQUIRED)) {
            return Optional.of(Trouble.TLS_REQUIRED);
        }
        if (text.startsWith(TLS_NOT_OFFERED)) {
            return Optional.of(Trouble.TLS_NOT_OFFERED);
        }
        if (text.startsWith(OTHER_GREETING) || text.startsWith(NO_GREETING)) {
            return Optional.of(Trouble.NOT_NATS);
        }
        return cause instanceof IOException failure
                ? Optional.of(ofSocket(failure))
                : Optional.empty();
    }

    /** Returns the meaning of a socket's exception. */
    static Trouble ofSocket(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return Trouble.UNKNOWN_HOST;
        }
        if (failure instanceof ConnectException
                && String.valueOf(failure.getMessage()).contains(REFUSED_PORT)) {
            return Trouble.NOTHING_LISTENS;
        }
        boolean isSilence =
                failure instanceof ConnectException
                        || failure instanceof NoRouteToHostException
                        || failure instanceof SocketTimeoutException;
        if (isSilence) {
            return Trouble.NO_ANSWER;
        }
        return failure instanceof SocketException ? Trouble.CUT : Trouble.OTHER;
    }

    /** Returns the detail of an exception; empty if the sentence about the trouble is enough. */
    private static String detail(Exception cause) {
        return switch (trouble(cause).orElse(Trouble.NO_ANSWER)) {
            case TLS_FAILED, CUT, OTHER -> String.valueOf(cause.getMessage());
            case UNKNOWN_HOST -> "'" + cause.getMessage() + "'";
            default -> "";
        };
    }

    private static Trouble credentials(Options nats) {
        boolean hasToken = nats.getTokenChars() != null;
        boolean hasUser = nats.getUsernameChars() != null;
        String inUrl =
                nats.getServers().stream()
                        .map(URI::getUserInfo)
                        .flatMap(Stream::ofNullable)
                        .findFirst()
                        .orElse("");
        if (hasUser || inUrl.contains(":")) {
            return Trouble.PASSWORD_WRONG;
        }
        if (hasToken || !inUrl.isEmpty()) {
            return Trouble.TOKEN_WRONG;
        }
        return nats.getAuthHandler() == null
                ? Trouble.CREDENTIALS_MISSING
                : Trouble.CREDENTIALS_WRONG;
    }

    private static String inBrackets(String detail) {
        return detail.isEmpty() ? "" : " (" + detail + ")";
    }
}
