package dev.stanchion.nats;

import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.tls.Tls;

/**
 * Who may connect, and how connections are encrypted. Immutable. A running server takes another one
 * by {@link NatsServer#reload}.
 */
public record NatsSecurity(Authentication authentication, Tls tls) {
    /** Everybody may connect, in clear text. */
    public static final NatsSecurity NONE = new NatsSecurity(Authentication.NONE, Tls.OFF);

    /** This with other rules about who may connect. */
    public NatsSecurity withAuthentication(Authentication changed) {
        return new NatsSecurity(changed, tls);
    }

    /** This with another encryption. */
    public NatsSecurity withTls(Tls changed) {
        return new NatsSecurity(authentication, changed);
    }
}
