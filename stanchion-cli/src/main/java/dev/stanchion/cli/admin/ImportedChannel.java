package dev.stanchion.cli.admin;

/** A channel of a file, and what the server has of it. For one thread. */
final class ImportedChannel {
    private final String name;
    private final boolean isNew;
    private final long kept;
    private long last;
    private long leftOutUpTo;
    private long firstInFile;
    private long lastInFile;
    private long count;
    private long leftOut;
    private String timeOfLast = "";

    /**
     * @param kept how many messages the channel has on the server
     * @param last its last sequence there
     */
    ImportedChannel(String name, boolean isNew, long kept, long last) {
        this.name = name;
        this.isNew = isNew;
        this.kept = kept;
        this.last = last;
    }

    String name() {
        return name;
    }

    boolean isNew() {
        return isNew;
    }

    long kept() {
        return kept;
    }

    long last() {
        return last;
    }

    long firstInFile() {
        return firstInFile;
    }

    long lastInFile() {
        return lastInFile;
    }

    /** Returns how many messages are to be imported. */
    long count() {
        return count;
    }

    /** Returns how many messages of the file the channel has already. */
    long leftOut() {
        return leftOut;
    }

    /** Returns up to which sequence messages of the file are left out. */
    long leftOutUpTo() {
        return leftOutUpTo;
    }

    /** Returns the time of the message of the file that is the last one of the channel. */
    String timeOfLast() {
        return timeOfLast;
    }

    /** Leaves out what the channel has already. */
    void leaveOutWhatIsThere() {
        leftOutUpTo = last;
    }

    /** Counts a message of the file. */
    void found(long sequence, String time) {
        if (firstInFile == 0) {
            firstInFile = sequence;
        }
        lastInFile = sequence;
        if (sequence == last) {
            timeOfLast = time;
        }
        if (sequence <= leftOutUpTo) {
            leftOut++;
        } else {
            count++;
        }
    }

    /** The server has taken messages up to this sequence. */
    void reached(String sequence) {
        last = sequence.isEmpty() ? last : Long.parseLong(sequence);
    }
}
