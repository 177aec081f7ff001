package dev.stanchion.load.traffic;

/** Reads the acknowledgements that a publisher receives. */
interface Receipts {
    /**
     * Returns the number of the acknowledged message.
     *
     * @throws dev.stanchion.load.LoadException if the server refused the message
     */
    long numberOf(Incoming acknowledgement);
}
