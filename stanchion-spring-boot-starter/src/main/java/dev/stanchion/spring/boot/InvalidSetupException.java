package dev.stanchion.spring.boot;

/** Properties that cannot work together, and what to do. */
final class InvalidSetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    InvalidSetupException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
