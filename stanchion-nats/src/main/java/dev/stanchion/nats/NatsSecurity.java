package dev.stanchion.nats;

import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.tls.Tls;

/**
 * Who may connect, and how connections are encrypted. Immutable. {@link NatsServer#reload} gives a
 * running server another one.
 */
public record NatsSecurity(Authentication authentication, Tls tls) {
    /** Everybody may connect, in clear text. */
    public static final NatsSecurity NONE = new NatsSecurity(Authentication.NONE, Tls.OFF);

    /** Returns this with another {@link #authentication}. */
    public NatsSecurity withAuthentication(Authentication changed) {
        return new NatsSecurity(changed, tls);
    }

    /** Returns this with another {@link #tls}. */
    public NatsSecurity withTls(Tls changed) {
        return new NatsSecurity(authentication, changed);
    }
}
