package dev.stanchion.dist.licence;

/** A library cannot be shipped, since nobody knows under which licence. */
final class LicenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LicenceException(String message) {
        super(message);
    }
}
