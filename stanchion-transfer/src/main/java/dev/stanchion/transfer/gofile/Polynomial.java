package dev.stanchion.transfer.gofile;

import java.util.zip.CRC32;
import java.util.zip.Checksum;

/**
 * The polynomial of the checksums in the files of the Go server, as its flag {@code
 * -file_crc_poly}. The files do not record it.
 *
 * @param reflected the polynomial with its bits in reverse order, 32 bits
 */
public record Polynomial(long reflected) {
    private static final long IEEE = 0xEDB8_8320L;
    private static final long MOST = 0xFFFF_FFFFL;

    /** The one that the Go server uses if nobody chooses another. */
    public static final Polynomial DEFAULT = new Polynomial(IEEE);

    public Polynomial {
        if (reflected < 1 || reflected > MOST) {
            throw new IllegalArgumentException(
                    "polynomial: " + reflected + " (expected: 1 to " + MOST + ")");
        }
    }

    /** Returns a checksum of no bytes. */
    Checksum newChecksum() {
        return reflected == IEEE ? new CRC32() : new ReflectedCrc((int) reflected);
    }
}
