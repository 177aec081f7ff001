package dev.stanchion.transfer;

/** A copy cannot begin or end. */
public final class TransferException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param problem why the copy is refused
     * @param remedy what the user can do
     */
    public TransferException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    /** Does the same as the other constructor, with a cause. */
    public TransferException(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /** Returns what the user can do. */
    public String remedy() {
        return remedy;
    }
}
