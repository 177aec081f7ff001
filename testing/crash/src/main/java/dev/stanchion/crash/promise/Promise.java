package dev.stanchion.crash.promise;

/** The promises of a store, whatever happens to its process, its machine and its disk. */
public enum Promise {
    DURABLE_IS_KEPT("a message that was reported durable is there, once, as it was"),
    NOTHING_IS_INVENTED("every message there is was appended, and they are in order"),
    REMOVED_STAYS_REMOVED("what limits or age removed does not come back"),
    SEQUENCES_ARE_NOT_REUSED("a sequence that anybody has seen is given to no other message"),
    TIME_DOES_NOT_GO_BACK("the time of a channel's next message is at least its last one's"),
    COUNTS_ARE_EXACT("first and last sequence, count and bytes are those of what can be read"),
    POSITIONS_ARE_RESUMED(
            "subscriptions are found as after one of their changes, none before the last flush; nor,"
                    + " but after a loss of power, before the last batch that has ended"),
    DELIVERIES_ARE_KNOWN("nothing is said to be missing that a kill alone leaves"),
    CLIENTS_ARE_KEPT("a client is registered if, and as, that was answered"),
    CHANNELS_ARE_WHOLE("a channel is there if that was answered, and gone if that was"),
    IDENTITY_IS_KEPT("the server is who it was"),
    GOES_ON("without a fault the store opens, answers, appends and closes"),
    NO_FALSE_ALARM("a check calls nothing damaged that no damage was done to"),
    LOST_IS_TOLD("nothing fails silently, and nothing is called lost without a fault"),
    NOTHING_IS_LEFT_BEHIND("no file and no descriptor outlives what it was for"),
    SHARDS_NEVER_WAIT(
            "a shard's thread never calls the disk, but for a few bytes of the commit log that"
                    + " nobody syncs"),
    NOTHING_ESCAPES("no task of the store ends with an exception that nobody expected");

    private final String sentence;

    Promise(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
