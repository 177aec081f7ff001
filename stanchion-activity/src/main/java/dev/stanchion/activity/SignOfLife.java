package dev.stanchion.activity;

/**
 * What followers learn of the active beside the lock, and what the active tells them. Confined to
 * one shard.
 */
public interface SignOfLife extends AutoCloseable {
    /** Nobody can ask anybody; the lock alone shows who lives. */
    SignOfLife NONE =
            new SignOfLife() {
                @Override
                public void listen(Hearer hearer) {
                    // there is nothing to hear
                }

                @Override
                public void ask() {
                    // there is nobody to ask
                }

                @Override
                public void answer(boolean answers) {
                    // nobody asks
                }

                @Override
                public boolean isThere() {
                    return false;
                }

                @Override
                public boolean isConnected() {
                    return true;
                }

                @Override
                public void close() {
                    // nothing is open
                }
            };

    /** Hears on the shard. */
    interface Hearer {
        /** The active has answered. */
        void alive();

        /** Nobody was there to answer. */
        void nobody();

        /** A server that is no Stanchion says that it is active. */
        void outsiderAlive();

        /** Another member asks whether this one is there. */
        void asked();

        /** The connection is lost. What clients send until there is another does not arrive. */
        void disconnected();
    }

    /** Begins to hear. */
    void listen(Hearer hearer);

    /** Asks once whether the active is there. The answer may never come. */
    void ask();

    /** Begins or ceases to answer those who ask. */
    void answer(boolean answers);

    /** Tells whether there is anything to ask on. */
    boolean isThere();

    /** Tells whether an answer could come now. */
    boolean isConnected();

    /**
     * Tells whether another follower has received what clients send for longer without a gap. That
     * one comes first: this process may lack what the last active has not stored.
     */
    default boolean isBehind() {
        return false;
    }

    /** This process has not kept what clients sent until now. */
    default void keptNothing() {
        // nobody knows what others have kept
    }

    @Override
    void close();
}
