package dev.stanchion.server.api.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do. Each role includes those before it. */
public enum Role {
    /** Numbers and names. */
    VIEWER,
    /** The content of messages. */
    READER,
    /** Publish, move, pause, kick. */
    OPERATOR,
    /** Delete, purge, import, and read the audit. */
    ADMIN;

    /** Returns whether this role may do what the other may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** Returns the role in the form of the configuration and the API. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a role by its text. */
    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
