package dev.stanchion.client;

/** Sees what becomes of the messages of one subscription. Safe for use by many threads. */
interface DeliveryWatch {
    /** Sees nothing. */
    DeliveryWatch NONE =
            new DeliveryWatch() {
                @Override
                public boolean admits(Message message) {
                    return true;
                }

                @Override
                public void acknowledged(Message message) {}

                @Override
                public void handled(Message message, long nanos, boolean succeeded) {}
            };

    /**
     * Sees a message that has arrived. Called in the order of arrival, on the thread that receives
     * messages.
     *
     * @return false if the handler must not get it
     */
    boolean admits(Message message);

    /** Sees that a message was acknowledged, before the acknowledgement is sent. */
    void acknowledged(Message message);

    /** Sees that the handler has returned. */
    void handled(Message message, long nanos, boolean succeeded);
}
