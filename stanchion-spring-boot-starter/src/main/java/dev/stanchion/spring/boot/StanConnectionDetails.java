package dev.stanchion.spring.boot;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/** Where the server is. A bean of this type goes before the properties. */
public interface StanConnectionDetails extends ConnectionDetails {
    /** Returns NATS URLs, separated by commas. */
    String getUrl();

    String getClusterId();

    default @Nullable String getUser() {
        return null;
    }

    default @Nullable String getPassword() {
        return null;
    }

    /** Returns a file with NATS credentials. */
    default @Nullable Path getCredentials() {
        return null;
    }

    /** Returns a file with the seed of a user's NKey. */
    default @Nullable Path getNkeyFile() {
        return null;
    }
}
