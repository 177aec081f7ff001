package dev.stanchion.transfer.gofile;

/**
 * Bounds how many bytes a search for the next record may put through a checksum, so that no file
 * can keep the search busy for ever.
 */
final class SearchBudget {
    private static final int TIMES = 16;
    private static final long LEAST = 64L << 20;

    private long left;

    /**
     * @param fileBytes the size of the file that is searched
     */
    SearchBudget(long fileBytes) {
        left = LEAST + TIMES * fileBytes;
    }

    /** Returns whether these bytes may be checked, and takes them off the budget. */
    boolean allows(long bytes) {
        left -= bytes;
        return left >= 0;
    }

    boolean isSpent() {
        return left < 0;
    }
}
