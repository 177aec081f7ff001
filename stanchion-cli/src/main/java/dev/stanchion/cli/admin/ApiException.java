package dev.stanchion.cli.admin;

/** The server cannot be asked. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    ApiException(String text, String remedy, Throwable cause) {
        super(text, cause);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
