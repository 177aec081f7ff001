package dev.stanchion.protocol;

/**
 * The wire type in the lower three bits of a field's tag. It determines the layout of the value.
 */
final class WireType {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int START_GROUP = 3;
    static final int END_GROUP = 4;
    static final int FIXED32 = 5;

    private WireType() {}
}
