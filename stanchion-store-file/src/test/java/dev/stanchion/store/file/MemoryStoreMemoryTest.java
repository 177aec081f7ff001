package dev.stanchion.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.file.journal.NoJournal;
import dev.stanchion.store.file.log.CountedMemory;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Memory outside the heap comes back when it should, not when the collector finds it. */
class MemoryStoreMemoryTest {
    private final CountedMemory memory = new CountedMemory();

    @Test
    void shouldGiveADeletedChannelsMemoryBack() {
        // given
        try (StoreFixture fixture = new StoreFixture(new Counted(memory))) {
            fixture.open("foo").store("kept", 100);
            long before = memory.usedBytes();
            fixture.open("bar").store("deleted", 10_000);

            // when
            fixture.delete("bar");

            // then
            assertThat(memory.usedBytes()).isEqualTo(before);
        }
    }

    @Test
    void shouldGiveAllMemoryBackWhenClosedByAnotherThread() throws InterruptedException {
        // given
        try (StoreFixture fixture = new StoreFixture(new Counted(memory))) {
            fixture.open("foo").store("m", 1_000);
            fixture.open("bar").store("m", 1_000);

            // when
            Thread closing = new Thread(() -> fixture.store().close(), "closing");
            closing.start();
            closing.join();

            // then
            assertThat(memory.usedBytes()).isZero();
        }
    }

    private record Counted(CountedMemory memory) implements StoreFixture.Device {
        @Override
        public Store open() {
            return new MemoryStore(memory, new NoJournal());
        }

        @Override
        public void letOthersWork() {} // the store has no other threads

        @Override
        public void crash(Store store) {
            store.close();
        }

        @Override
        public Optional<String> whyItForgets() {
            return Optional.of("memory ends with the process");
        }

        @Override
        public void close() {} // nothing outlives a store
    }
}
