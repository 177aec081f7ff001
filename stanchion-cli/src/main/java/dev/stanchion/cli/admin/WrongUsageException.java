package dev.stanchion.cli.admin;

/** The arguments of a command do not fit together. */
final class WrongUsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUsageException(String text) {
        super(text);
    }
}
