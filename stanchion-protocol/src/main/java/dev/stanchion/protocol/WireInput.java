package dev.stanchion.protocol;

/** The bytes that a {@link WireReader} reads. */
interface WireInput {
    /** Returns the number of bytes. */
    int capacity();

    byte at(int index);

    /** Returns whether these bytes are valid UTF-8. */
    boolean isUtf8(int index, int length);

    String utf8(int index, int length);

    /** Returns one char for each byte. */
    String latin1(int index, int length);
}
