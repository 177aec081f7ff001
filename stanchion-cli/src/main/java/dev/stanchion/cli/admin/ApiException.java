package dev.stanchion.cli.admin;

import org.jspecify.annotations.Nullable;

/** The server cannot be asked, or does not do what it is asked. */
public class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    ApiException(String text, String remedy, @Nullable Throwable cause) {
        super(text, cause);
        this.remedy = remedy;
    }

    /** Returns what the user can do. */
    public String remedy() {
        return remedy;
    }
}
