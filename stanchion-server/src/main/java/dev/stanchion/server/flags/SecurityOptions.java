package dev.stanchion.server.flags;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.Secret;
import dev.stanchion.nats.tls.ClientCertificates;
import dev.stanchion.nats.tls.Tls;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Value;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect, and how connections are encrypted, from a file and from flags. What the line
 * says about a single user, a token or the certificate beats the file. Source: {@code
 * spec/operations.md} 1.4, 1.5 and 2.8. Pure.
 */
final class SecurityOptions {
    private static final String PLAIN_SECRETS = "Plaintext passwords detected, use nkeys or bcrypt";
    private static final List<Flag> OF_TLS =
            List.of(
                    Flag.TLS,
                    Flag.TLS_VERIFY,
                    Flag.TLS_CACERT,
                    Flag.TLS_CERT,
                    Flag.TLS_KEY,
                    Flag.TLS_CLIENT_CERT,
                    Flag.TLS_CLIENT_KEY,
                    Flag.TLS_CLIENT_CACERT);

    private SecurityOptions() {}

    /**
     * Reads the rules of a file.
     *
     * @throws BadKeyException if something in it cannot be
     */
    static NatsSecurity ofFile(Value.Section file) {
        Entry authorization = file.find(FileKey.AUTHORIZATION.names());
        Entry noAuthUser = file.find(FileKey.NO_AUTH_USER.names());
        Entry tls = file.find(FileKey.TLS.names());
        Authentication authentication =
                authorization == null ? Authentication.NONE : AuthorizationKeys.read(authorization);
        if (noAuthUser != null) {
            authentication = withNoAuthUser(authentication, noAuthUser);
        }
        boolean plainAllowed = isTrue(file.find(FileKey.ALLOW_NON_TLS.names()));
        return new NatsSecurity(
                authentication,
                tls == null || isFalse(tls) ? Tls.OFF : TlsKeys.read(tls, plainAllowed));
    }

    /**
     * Reads how the connections of another port are encrypted.
     *
     * @throws BadKeyException if something in it cannot be
     */
    static Tls tls(Value.Section section, FileKey key) {
        Entry tls = section.find(key.names());
        return tls == null || isFalse(tls) ? Tls.OFF : TlsKeys.read(tls, false);
    }

    private static boolean isFalse(Entry entry) {
        return entry.value() instanceof Value.Truth(boolean holds) && !holds;
    }

    private static Authentication withNoAuthUser(Authentication authentication, Entry entry) {
        try {
            return authentication.withNoAuthUser(StrictSection.text(entry));
        } catch (IllegalArgumentException e) {
            throw new BadKeyException(entry, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isTrue(@Nullable Entry entry) {
        if (entry == null) {
            return false;
        }
        if (entry.value() instanceof Value.Truth(boolean holds)) {
            return holds;
        }
        throw StrictSection.wrongKind(entry, entry.value(), "bool");
    }

    /**
     * Returns the rules of the file as the line changes them.
     *
     * @throws ConfigurationException if that gives rules that cannot be
     */
    static NatsSecurity read(ParsedFlags flags, NatsSecurity file) {
        return new NatsSecurity(
                authentication(flags, file.authentication()), tls(flags, file.tls()));
    }

    private static Authentication authentication(ParsedFlags flags, Authentication file) {
        String user = flags.text(Flag.USER);
        String password = flags.text(Flag.PASS);
        String token = flags.text(Flag.AUTH);
        if (user.isEmpty() && file.user().isEmpty() && !password.isEmpty()) {
            throw new ConfigurationException(
                    "pass",
                    "%s: without a user it would let everybody in (expected: -user <name> beside it)"
                            .formatted(flags.labelOf(Flag.PASS)));
        }
        return new Authentication(
                file.users(),
                file.keyUsers(),
                file.noAuthUser(),
                token.isEmpty() ? file.token() : Secret.of(token),
                user.isEmpty() ? file.user() : user,
                password.isEmpty() ? file.password() : Secret.of(password),
                file.timeout());
    }

    private static Tls tls(ParsedFlags flags, Tls file) {
        if (flags.has(Flag.TLS) && !flags.bool(Flag.TLS)) {
            return Tls.OFF;
        }
        if (OF_TLS.stream().noneMatch(flags::has)) {
            return file;
        }
        require(flags, Flag.TLS_CERT, "TLS Server certificate must be present and valid");
        require(flags, Flag.TLS_KEY, "TLS Server private key must be present and valid");
        TlsOptions options =
                TlsOptions.of(
                        Path.of(flags.text(Flag.TLS_CERT)), Path.of(flags.text(Flag.TLS_KEY)));
        ClientCertificates asked =
                flags.bool(Flag.TLS_VERIFY) ? ClientCertificates.VERIFIED : ClientCertificates.NONE;
        return options.withClientCertificates(asked, Path.of(flags.text(Flag.TLS_CACERT)));
    }

    private static void require(ParsedFlags flags, Flag flag, String text) {
        if (flags.text(flag).isEmpty()) {
            throw new ConfigurationException(
                    "tls", "%s (expected: -%s <file>)".formatted(text, flag.names().getFirst()));
        }
    }

    /** Returns what an operator should know about the rules, one per line. */
    static List<String> remarks(NatsSecurity security) {
        return security.authentication().hasPlainSecrets() ? List.of(PLAIN_SECRETS) : List.of();
    }
}
