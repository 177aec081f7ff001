package dev.stanchion.server.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.StoreEncryption;
import dev.stanchion.server.file.OperatorFile;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.ParsedFlags;
import dev.stanchion.store.encryption.EncryptionCipher;
import dev.stanchion.store.encryption.EncryptionKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads encryption at rest from flags, the environment and a file of keys. The environment's key
 * comes before the flag's, and the file's keys follow. No text contains a key.
 *
 * <p>Source of the first two and of the texts: {@code spec/stores.md} 3.8.
 */
final class EncryptionFlags {
    static final String VARIABLE = "NATS_STREAMING_ENCRYPTION_KEY";

    private static final int MAX_FILE_BYTES = 64 * 1024;
    private static final char UNDECODED = '\uFFFD';

    private EncryptionFlags() {}

    /**
     * Reads whether messages are encrypted, and with which keys.
     *
     * @throws ConfigurationException if there is no key, or no such cipher
     * @throws dev.stanchion.server.file.FileOpenException if the file cannot be read
     */
    static StoreEncryption read(ParsedFlags flags, Map<String, String> environment) {
        if (!isOn(flags)) {
            return StoreEncryption.OFF;
        }
        EncryptionCipher cipher = cipher(flags.text(Flag.ENCRYPTION_CIPHER));
        List<byte[]> keys = new ArrayList<>();
        String key = key(flags, environment);
        if (!key.isEmpty()) {
            keys.add(decoded(key));
        }
        String file = flags.text(Flag.ENCRYPTION_KEY_FILE);
        if (!file.isEmpty()) {
            keys.addAll(keysOf(Path.of(file)));
        }
        if (keys.isEmpty()) {
            throw new ConfigurationException(
                    "encryption key",
                    "encryption key required (in the environment variable %s, or with -%s or -%s)"
                            .formatted(
                                    VARIABLE,
                                    flags.nameOf(Flag.ENCRYPTION_KEY_FILE),
                                    flags.nameOf(Flag.ENCRYPTION_KEY)));
        }
        return StoreEncryption.with(cipher, EncryptionKeys.of(keys));
    }

    /**
     * Returns whether encryption is on. A key in the environment alone does not switch it on, as in
     * the Go server.
     */
    private static boolean isOn(ParsedFlags flags) {
        return flags.bool(Flag.ENCRYPT)
                || !flags.text(Flag.ENCRYPTION_KEY).isEmpty()
                || !flags.text(Flag.ENCRYPTION_KEY_FILE).isEmpty();
    }

    private static EncryptionCipher cipher(String name) {
        return name.isEmpty()
                ? EncryptionCipher.usualOn(System.getProperty("os.arch", ""))
                : EncryptionCipher.named(name).orElseThrow(() -> noSuchCipher(name));
    }

    private static ConfigurationException noSuchCipher(String name) {
        return new ConfigurationException(
                "encryption cipher",
                "encryption cipher not supported: %s (expected: AES or CHACHA)"
                        .formatted(Quoted.quote(name)));
    }

    private static String key(ParsedFlags flags, Map<String, String> environment) {
        String inEnvironment = environment.getOrDefault(VARIABLE, "");
        return inEnvironment.isEmpty() ? flags.text(Flag.ENCRYPTION_KEY) : inEnvironment;
    }

    /**
     * Returns the bytes of a key. Refuses a key with characters that the JVM has replaced because
     * of the locale.
     */
    private static byte[] decoded(String key) {
        if (key.indexOf(UNDECODED) >= 0) {
            throw new ConfigurationException(
                    "encryption key",
                    "encryption key: it has bytes that are no characters in the locale of this"
                            + " process; start it in a UTF-8 locale, or use a file of keys");
        }
        return key.getBytes(UTF_8);
    }

    /** Reads the keys of a file. Each line is a key as it stands, with a space at its end. */
    private static List<byte[]> keysOf(Path file) {
        byte[] content = OperatorFile.readBytes(file, MAX_FILE_BYTES);
        List<byte[]> keys = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= content.length; at++) {
            if (at == content.length || content[at] == '\n') {
                int to = at > from && content[at - 1] == '\r' ? at - 1 : at;
                if (to > from) {
                    keys.add(Arrays.copyOfRange(content, from, to));
                }
                from = at + 1;
            }
        }
        Arrays.fill(content, (byte) 0);
        if (keys.isEmpty()) {
            throw new ConfigurationException(
                    "encryption key",
                    "encryption key required: %s is empty (expected: one key per line)"
                            .formatted(file));
        }
        return keys;
    }

    /** Returns remarks for the user about the flags and the variable, one on each line. */
    static List<String> remarks(ParsedFlags flags, Map<String, String> environment) {
        List<String> remarks = new ArrayList<>();
        boolean hasVariable = !environment.getOrDefault(VARIABLE, "").isEmpty();
        if (!isOn(flags)) {
            if (hasVariable) {
                remarks.add(VARIABLE + " has no effect: it needs -encrypt");
            }
            if (!flags.text(Flag.ENCRYPTION_CIPHER).isEmpty()) {
                remarks.add(
                        flags.labelOf(Flag.ENCRYPTION_CIPHER)
                                + " has no effect: it needs -encrypt");
            }
            return remarks;
        }
        String label = flags.labelOf(Flag.ENCRYPTION_KEY);
        boolean hasFlag = !flags.text(Flag.ENCRYPTION_KEY).isEmpty();
        if (hasFlag && hasVariable) {
            remarks.add(label + " has no effect: " + VARIABLE + " takes its place");
        }
        if (hasFlag && label.startsWith("-")) {
            remarks.add(
                    label
                            + " shows the key to every user that may list processes; "
                            + VARIABLE
                            + " or -encryption_key_file does not");
        }
        return remarks;
    }
}
