package dev.stanchion.store.file;

import dev.stanchion.kit.store.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file store whose disk, work and time are driven by hand, opened anew for each test. */
public abstract class OnManualDisk {
    @TempDir protected Path temp;
    protected ManualStore device;
    protected StoreFixture fixture;

    @BeforeEach
    void openStore() {
        device = new ManualStore(temp, ManualStore.SMALL);
        fixture = new StoreFixture(device);
    }

    @AfterEach
    void closeStore() {
        device.disk().heal();
        fixture.close();
    }

    protected void reopenWith(FileStoreOptions options) {
        device.setOptions(options);
        fixture.restart();
    }
}
