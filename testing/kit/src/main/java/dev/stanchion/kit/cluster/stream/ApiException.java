package dev.stanchion.kit.cluster.stream;

/** Ends a request that JetStream refuses. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    public ApiException(ApiError error) {
        super(error.description());
        this.error = error;
    }

    public ApiError error() {
        return error;
    }
}
