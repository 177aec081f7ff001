package dev.stanchion.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.store.DecoratedDevice;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.kit.store.naive.NaiveDevice;
import dev.stanchion.kit.store.naive.NaiveDisk;
import dev.stanchion.kit.store.naive.NaiveStore;
import dev.stanchion.store.encryption.EncryptionCipher;
import dev.stanchion.store.encryption.EncryptionKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server on a store that an earlier one has filled with encrypted messages. */
class EncryptedServerIT {
    private final NaiveDisk disk = new NaiveDisk();

    @Test
    void s8_67_shouldNotStartWithAnotherKeyAndLeaveTheStoreAsItIs() {
        // given
        List<TestMessage> stored = storedWith("right");

        // when
        assertThatThrownBy(() -> start("wrong"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("tickets:created")
                .hasMessageContaining("message 3 cannot be decrypted with any of the 1 configured")
                .hasMessageContaining("add that key to the end of the key file");

        // then
        assertThat(kept("right")).isEqualTo(stored);
    }

    @Test
    void shouldStartWithTheKeyAmongOthers() {
        // given
        List<TestMessage> stored = storedWith("right");

        // when
        start("new", "right").close();

        // then
        assertThat(kept("right")).isEqualTo(stored);
    }

    @Test
    void shouldStartTwiceWithTheSameOptions() {
        // given
        storedWith("right");
        ServerOptions options = options("right");

        // when // then
        StanchionServer.start(options, new NaiveStore(disk)).close();
        StanchionServer.start(options, new NaiveStore(disk)).close();
    }

    private List<TestMessage> storedWith(String key) {
        try (StoreFixture fixture = fixture(key)) {
            fixture.open("tickets:created").store("m", 3);
        }
        return kept(key);
    }

    private List<TestMessage> kept(String key) {
        try (StoreFixture fixture = fixture(key)) {
            return fixture.open("tickets:created").kept();
        }
    }

    private StoreFixture fixture(String key) {
        return new StoreFixture(
                new DecoratedDevice(new NaiveDevice(disk), encryption(key)::around, 29));
    }

    private StanchionServer start(String... keys) {
        return StanchionServer.start(options(keys), new NaiveStore(disk));
    }

    private static ServerOptions options(String... keys) {
        return ServerOptions.builder()
                .host("127.0.0.1")
                .port(0)
                .eventLoops(2)
                .storeEncryption(encryption(keys))
                .build();
    }

    private static StoreEncryption encryption(String... keys) {
        List<byte[]> bytes = List.of(keys).stream().map(key -> key.getBytes(UTF_8)).toList();
        return StoreEncryption.with(EncryptionCipher.AES, EncryptionKeys.of(bytes));
    }
}
