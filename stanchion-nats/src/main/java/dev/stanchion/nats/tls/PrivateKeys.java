package dev.stanchion.nats.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Private keys from PEM files: PKCS#8, and the older forms of RSA (PKCS#1) and EC keys (SEC 1),
 * which the JDK can read after they are wrapped as PKCS#8:
 *
 * <pre>
 *   SEQUENCE { INTEGER 0, SEQUENCE { algorithm, parameters }, OCTET STRING { the old form } }
 * </pre>
 */
final class PrivateKeys {
    private static final String WHAT = "key file";
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int EC_PARAMETERS = 0xA0;
    private static final int LONGEST_SHORT = 0x7F;
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private PrivateKeys() {}

    /**
     * Reads the only key of a file.
     *
     * @throws TlsException if the file has no usable key
     */
    static PrivateKey read(Path file) {
        for (Pem.Section section : Pem.read(file, WHAT)) {
            switch (section.title()) {
                case "PRIVATE KEY" -> {
                    return parse(section.der(), file);
                }
                case "RSA PRIVATE KEY" -> {
                    requirePlain(section, file);
                    return parse(wrap(RSA, section.der()), file);
                }
                case "EC PRIVATE KEY" -> {
                    requirePlain(section, file);
                    return parse(wrap(ecAlgorithm(section.der(), file), section.der()), file);
                }
                case "ENCRYPTED PRIVATE KEY" -> throw encrypted(file);
                default -> {} // EC PARAMETERS, or a certificate in the same file
            }
        }
        throw new TlsException(
                "%s %s: no private key in it (expected: a section PRIVATE KEY, RSA PRIVATE KEY or EC"
                                .formatted(WHAT, file)
                        + " PRIVATE KEY)");
    }

    private static void requirePlain(Pem.Section section, Path file) {
        if (section.der().length == 0) {
            throw encrypted(file);
        }
    }

    private static TlsException encrypted(Path file) {
        return new TlsException(
                "%s %s: the key is encrypted, and its password is not known (expected: a"
                                .formatted(WHAT, file)
                        + " key without one: openssl pkey -in %s -out <new file>)".formatted(file));
    }

    private static PrivateKey parse(byte[] pkcs8, Path file) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                // the key has another algorithm; no error text contains any part of it
            }
        }
        throw new TlsException(
                "%s %s: no RSA, EC or Ed25519 key (expected: one of them, as openssl writes it)"
                        .formatted(WHAT, file));
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, join(VERSION_0, algorithm, element(OCTET_STRING, key)));
    }

    /**
     * Encodes the algorithm of an EC key. Encodes the algorithm of an EC key. The curve is a
     * parameter of the algorithm in PKCS#8, and a part of the key in SEC 1.
     */
    private static byte[] ecAlgorithm(byte[] key, Path file) {
        byte[] curve = curveOf(ByteBuffer.wrap(key));
        if (curve.length == 0) {
            throw new TlsException(
                    "%s %s: the EC key names no curve (expected: a named curve, as openssl ecparam"
                                    .formatted(WHAT, file)
                            + " -genkey writes it, or a key in PKCS#8)");
        }
        return element(SEQUENCE, join(EC, curve));
    }

    /**
     * Reads {@code SEQUENCE { version, key, [0] { curve } … }}.
     *
     * @return the encoded name of the curve; empty if there is none
     */
    private static byte[] curveOf(ByteBuffer key) {
        try {
            ByteBuffer fields = content(key, SEQUENCE);
            skip(fields); // the version
            skip(fields); // the key
            ByteBuffer parameters = content(fields, EC_PARAMETERS);
            byte[] curve = new byte[parameters.remaining()];
            parameters.get(curve);
            return curve.length > 0 && curve[0] == OBJECT_IDENTIFIER ? curve : new byte[0];
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static void skip(ByteBuffer in) {
        content(in, in.duplicate().get() & 0xff);
    }

    /** Takes one element with this tag. */
    private static ByteBuffer content(ByteBuffer in, int tag) {
        if ((in.get() & 0xff) != tag) {
            throw new BufferUnderflowException();
        }
        int length = in.get() & 0xff;
        if (length > LONGEST_SHORT) {
            int bytes = length - LONGEST_SHORT - 1;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << Byte.SIZE | (in.get() & 0xff);
            }
        }
        ByteBuffer content = slice(in, length);
        in.position(in.position() + length);
        return content;
    }

    private static ByteBuffer slice(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return in.slice(in.position(), length);
    }

    private static byte[] element(int tag, byte[] content) {
        List<Byte> length = new ArrayList<>();
        if (content.length <= LONGEST_SHORT) {
            length.add((byte) content.length);
        } else {
            int bytes = content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
            length.add((byte) (0x80 | bytes));
            for (int i = bytes - 1; i >= 0; i--) {
                length.add((byte) (content.length >> (Byte.SIZE * i)));
            }
        }
        byte[] encoded = new byte[1 + length.size() + content.length];
        encoded[0] = (byte) tag;
        for (int i = 0; i < length.size(); i++) {
            encoded[1 + i] = length.get(i);
        }
        System.arraycopy(content, 0, encoded, 1 + length.size(), content.length);
        return encoded;
    }

    private static byte[] join(byte[]... parts) {
        byte[] all = {};
        for (byte[] part : parts) {
            int end = all.length;
            all = Arrays.copyOf(all, end + part.length);
            System.arraycopy(part, 0, all, end, part.length);
        }
        return all;
    }
}
