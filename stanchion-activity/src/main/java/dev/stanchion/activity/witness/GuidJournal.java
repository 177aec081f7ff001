package dev.stanchion.activity.witness;

/**
 * Remembers which of the newest messages of a store have which guid, if the store itself does not.
 * Any shard may call it for its channels. It must survive the end of the process, and no more.
 */
public interface GuidJournal {
    /**
     * Records a message that is appended now. It may never become durable; then its sequence is
     * lost or recorded again.
     */
    void appended(long channelHash, long sequence, long guidHash);

    /**
     * Returns the hashes of the guids of a channel's messages behind a sequence, up to the last
     * that is stored.
     */
    long[] guidHashes(long channelHash, long behind, long last);
}
