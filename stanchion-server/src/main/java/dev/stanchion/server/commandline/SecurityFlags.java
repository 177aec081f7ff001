package dev.stanchion.server.commandline;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.Secret;
import dev.stanchion.nats.tls.ClientCertificates;
import dev.stanchion.nats.tls.Tls;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.ParsedFlags;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads who may connect, and how connections are encrypted: the rules of a file with the changes of
 * the flags. Flags for a single user, a token or the certificate beat the file. Source: {@code
 * spec/operations.md} 1.4 and 1.5. Pure.
 */
final class SecurityFlags {
    private static final String PLAIN_SECRETS = "Plaintext passwords detected, use nkeys or bcrypt";
    private static final List<Flag> OF_TLS =
            List.of(Flag.TLS, Flag.TLS_VERIFY, Flag.TLS_CACERT, Flag.TLS_CERT, Flag.TLS_KEY);

    /** In the Go server these ask for TLS of the embedded server as well. */
    private static final List<Flag> OF_OWN_CONNECTION =
            List.of(Flag.TLS_CLIENT_CERT, Flag.TLS_CLIENT_KEY, Flag.TLS_CLIENT_CACERT);

    private SecurityFlags() {}

    /**
     * Returns the rules of the file with the changes of the flags.
     *
     * @throws ConfigurationException if the result is not valid
     */
    static NatsSecurity read(ParsedFlags flags, NatsSecurity file) {
        boolean isExternal = ExternalNatsFlags.areGiven(flags);
        return new NatsSecurity(
                isExternal ? file.authentication() : authentication(flags, file.authentication()),
                tls(flags, file.tls(), !isExternal && saysWhoConnects(flags)));
    }

    /** On the command line; in a file these are about the own connection alone. */
    private static boolean saysWhoConnects(ParsedFlags flags) {
        return OF_OWN_CONNECTION.stream()
                .anyMatch(flag -> flags.has(flag) && flags.labelOf(flag).startsWith("-"));
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

    private static Tls tls(ParsedFlags flags, Tls file, boolean saysWhoConnects) {
        if (flags.has(Flag.TLS) && !flags.bool(Flag.TLS)) {
            return Tls.OFF;
        }
        if (!saysWhoConnects && OF_TLS.stream().noneMatch(flags::has)) {
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

    /** Returns remarks for the operator about the rules, one on each line. */
    static List<String> remarks(NatsSecurity security) {
        return security.authentication().hasPlainSecrets() ? List.of(PLAIN_SECRETS) : List.of();
    }
}
