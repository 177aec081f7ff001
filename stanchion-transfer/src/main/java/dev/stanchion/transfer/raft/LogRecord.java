package dev.stanchion.transfer.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A record of the Raft log. It is encoded as a map of MessagePack; libraries of different age write
 * its texts in different forms.
 *
 * @param type 0 for an operation of the streaming server
 * @param data the encoded operation
 */
record LogRecord(long type, ByteBuf data) {
    /**
     * Decodes a record.
     *
     * @throws IndexOutOfBoundsException if it is damaged
     */
    static LogRecord decode(ByteBuf value) {
        Unpacker in = new Unpacker(value.slice());
        int entries = in.mapSize();
        long type = -1;
        ByteBuf data = Unpooled.EMPTY_BUFFER;
        for (int i = 0; i < entries; i++) {
            switch (in.bytes().toString(UTF_8)) {
                case "Type" -> type = in.number();
                case "Data" -> data = in.bytes();
                default -> in.skip();
            }
        }
        return new LogRecord(type, data);
    }

    /** Reads the forms of MessagePack that a record can have. */
    private record Unpacker(ByteBuf in) {
        private static final int NIL = 0xC0;

        int mapSize() {
            int code = in.readUnsignedByte();
            return switch (code) {
                case 0xDE -> in.readUnsignedShort();
                case 0xDF -> in.readInt();
                default -> (code & 0xF0) == 0x80 ? code & 0x0F : wrong(code);
            };
        }

        long number() {
            int code = in.readUnsignedByte();
            return switch (code) {
                case 0xCC -> in.readUnsignedByte();
                case 0xCD -> in.readUnsignedShort();
                case 0xCE -> in.readUnsignedInt();
                case 0xCF, 0xD3 -> in.readLong();
                case 0xD0 -> in.readByte();
                case 0xD1 -> in.readShort();
                case 0xD2 -> in.readInt();
                default -> code < 0x80 ? code : wrong(code);
            };
        }

        /** Reads a text or bytes; nothing is empty. */
        ByteBuf bytes() {
            int code = in.readUnsignedByte();
            int length =
                    switch (code) {
                        case NIL -> 0;
                        case 0xC4, 0xD9 -> in.readUnsignedByte();
                        case 0xC5, 0xDA -> in.readUnsignedShort();
                        case 0xC6, 0xDB -> Math.toIntExact(in.readUnsignedInt());
                        default -> (code & 0xE0) == 0xA0 ? code & 0x1F : wrong(code);
                    };
            return in.readSlice(length);
        }

        /** Skips a number, a text, bytes, a time or nothing. */
        void skip() {
            int code = in.getUnsignedByte(in.readerIndex());
            if (code == NIL || code == 0xC2 || code == 0xC3) {
                in.skipBytes(1);
            } else if (code == 0xD6 || code == 0xD7) {
                in.skipBytes(2 + (code == 0xD6 ? Integer.BYTES : Long.BYTES));
            } else if (code == 0xC7) {
                in.skipBytes(1);
                in.skipBytes(1 + in.readUnsignedByte());
            } else if (code < 0x80 || (code >= 0xCC && code <= 0xD3)) {
                number();
            } else {
                bytes();
            }
        }

        private static int wrong(int code) {
            throw new IndexOutOfBoundsException("code " + code + " of MessagePack");
        }
    }
}
