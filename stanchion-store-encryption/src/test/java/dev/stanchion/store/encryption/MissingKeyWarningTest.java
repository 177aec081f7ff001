package dev.stanchion.store.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.store.DecoratedDevice;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.naive.NaiveDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MissingKeyWarningTest {
    private static final Logger LOG = Logger.getLogger(MissingKeyWarning.class.getName());

    private final List<String> logged = new ArrayList<>();
    private final Handler witness = new Witness();
    private final DecoratedDevice device =
            new DecoratedDevice(
                    new NaiveDevice(),
                    store -> TestEncryption.around(store, EncryptionCipher.AES, "old"),
                    SealedPayload.OVERHEAD_BYTES);
    private final StoreFixture fixture = new StoreFixture(device);

    @BeforeEach
    void listen() {
        LOG.addHandler(witness);
    }

    @AfterEach
    void close() {
        LOG.removeHandler(witness);
        fixture.close();
    }

    @Test
    void shouldWarnWhenAKeyWasTakenAwayTooEarly() {
        // given
        fixture.open("missing-key").store("of the old key");
        restartWith("new", "old");
        fixture.open("missing-key").store("of the new key");
        assertThat(logged).isEmpty();

        // when
        restartWith("new");
        fixture.open("missing-key");

        // then
        assertThat(logged)
                .singleElement()
                .asString()
                .contains(
                        "Channel missing-key: message 1",
                        "cannot be decrypted with any of the 1 encryption keys");
    }

    private void restartWith(String... keys) {
        device.decorateWith(store -> TestEncryption.around(store, EncryptionCipher.AES, keys));
        fixture.restart();
    }

    private final class Witness extends Handler {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getMessage().contains("missing-key")) {
                logged.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
