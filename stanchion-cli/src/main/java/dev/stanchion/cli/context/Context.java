package dev.stanchion.cli.context;

import dev.stanchion.admin.http.MonitoringAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A server under a name. Immutable.
 *
 * @param url empty if the context does not name it; so for the others
 */
record Context(String name, String url, String cluster, String monitoring) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Tells why this cannot be a context; empty if it can. */
    Optional<String> defect() {
        if (!NAME.matcher(name).matches()) {
            return Optional.of(
                    "name of a context: '%s' (expected: up to 64 letters, digits, '-' and '_')"
                            .formatted(name));
        }
        if (!monitoring.isEmpty() && MonitoringAddress.parse(monitoring).isEmpty()) {
            return Optional.of(
                    "monitoring URL of the context %s: '%s' (expected: http://host:port)"
                            .formatted(name, monitoring));
        }
        return Optional.empty();
    }

    /** Returns the context as people and logs may see it. */
    Context withoutSecrets() {
        return new Context(name, shown(url), cluster, shown(monitoring));
    }

    /** Returns a URL without user and password, for people. */
    static String shown(String url) {
        return url.replaceAll("//[^@/,]*@", "//…@");
    }
}
