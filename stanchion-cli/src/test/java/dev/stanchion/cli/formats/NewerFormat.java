package dev.stanchion.cli.formats;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Makes a file of the file store look as if the next version had written it. */
final class NewerFormat {
    private static final int VERSION_AT = 8;
    private static final int SEGMENT_NAME_LENGTH_AT = 32;

    private NewerFormat() {}

    /** Each kind of file has the magic, the version, and a checksum behind its other fields. */
    static void raise(Path file, int versions) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer content = ByteBuffer.wrap(bytes);
        int checksumAt =
                switch (magic(bytes)) {
                    case "STANSEGM" ->
                            SEGMENT_NAME_LENGTH_AT
                                    + Integer.BYTES
                                    + content.getInt(SEGMENT_NAME_LENGTH_AT);
                    case "STANCOMM", "STANDELV" -> 28;
                    case "STANRECS" -> 20;
                    default -> throw new AssertionError(file + " has no header");
                };
        content.putInt(VERSION_AT, content.getInt(VERSION_AT) + versions);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, checksumAt);
        content.putInt(checksumAt, (int) checksum.getValue());
        Files.write(file, bytes);
    }

    /** Returns how a file begins. */
    static String magic(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes.length < VERSION_AT ? "" : magic(bytes);
    }

    private static String magic(byte[] bytes) {
        return new String(bytes, 0, VERSION_AT, US_ASCII);
    }
}
