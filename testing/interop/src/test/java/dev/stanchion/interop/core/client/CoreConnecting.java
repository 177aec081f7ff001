package dev.stanchion.interop.core.client;

import dev.stanchion.interop.driver.Fields;

/**
 * The options for a core connection. An option that is not set has the library's default.
 *
 * @param request the fields of a {@code connect} request
 */
public record CoreConnecting(Fields request) {

    static CoreConnecting to(String url) {
        return new CoreConnecting(Fields.none().with("url", url));
    }

    public CoreConnecting as(String user, String password) {
        return with("user", user).with("password", password);
    }

    public CoreConnecting withToken(String token) {
        return with("token", token);
    }

    public CoreConnecting withNkey(String seed) {
        return with("nkeySeed", seed);
    }

    /** Trusts the tests' authority. */
    CoreConnecting trusting(Certificates certificates) {
        return with("authority", certificates.authority());
    }

    /** Shows a certificate of the tests' authority. */
    CoreConnecting showing(Certificates certificates) {
        return with("certificate", certificates.client()).with("key", certificates.clientKey());
    }

    /** Tries to reconnect ten times a second, and never gives up. */
    public CoreConnecting reconnectingQuickly() {
        return with("reconnectMillis", 100);
    }

    private CoreConnecting with(String name, Object value) {
        return new CoreConnecting(request.with(name, value));
    }
}
