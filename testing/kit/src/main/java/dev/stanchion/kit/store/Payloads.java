package dev.stanchion.kit.store;

/** Examples of payloads. */
final class Payloads {
    /**
     * Lengths at which the encoded length needs another byte, and a payload as large as most
     * servers allow.
     */
    static final int[] SIZES = {0, 1, 65_535, 65_536, 900 * 1024, 5, 0};

    private Payloads() {}

    static String ofAllBytes(int size) {
        StringBuilder data = new StringBuilder(size);
        for (int i = 0; i < size; i++) {
            data.append((char) (i & 0xFF));
        }
        return data.toString();
    }
}
