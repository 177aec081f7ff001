package dev.stanchion.server.config.keys;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.tls.Tls;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Value;
import org.jspecify.annotations.Nullable;

/**
 * Reads who may connect, and how connections are encrypted, from a configuration file. Source:
 * {@code spec/operations.md} 2.8. Pure.
 */
final class SecurityKeys {
    private SecurityKeys() {}

    /**
     * Reads the rules of a file.
     *
     * @throws BadKeyException if something in it is not valid
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
     * @throws BadKeyException if something in it is not valid
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
}
