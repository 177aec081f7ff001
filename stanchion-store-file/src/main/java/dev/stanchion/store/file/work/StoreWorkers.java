package dev.stanchion.store.file.work;

/** The workers of one store. Safe for use by many threads. */
public interface StoreWorkers extends AutoCloseable {
    /** Writes and syncs the commit log. Nothing that takes long is given to it. */
    Worker committer();

    /** Writes the channels' segments, and deletes files that are no longer needed. */
    Worker writer();

    /** Keeps the catalog: clients, channels, subscriptions. */
    Worker keeper();

    /** Returns the worker that reads for a channel; always the same for the same number. */
    Worker reader(long channelNumber);

    /** Ends the workers. Tasks that have not begun do not run. */
    @Override
    void close();
}
