package dev.stanchion.kit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.StoreException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of the store as a whole: {@code spec/stores.md} 8.1. */
public abstract class StoreContract extends ContractTest {
    @Test
    void s8_01_shouldRecoverNothingWhenNew() {
        assertThat(fixture().recovered()).isEqualTo(RecoveredState.NOTHING);
    }

    @Test
    void s8_02_shouldLetTheServerRecordBeReplaced() {
        // when
        fixture().store().initialize(StoreFixture.SERVER);
        fixture().store().initialize(new ServerRecord("test-cluster", "_DISCOVER", "token"));

        // then
        fixture().open("foo").store("usable");
    }

    @Test
    void s8_03_shouldRecoverTheLastServerRecord() {
        // given
        requirePersistence();
        ServerRecord last = new ServerRecord("test-cluster", "_DISCOVER", "token");
        fixture().store().initialize(last);

        // when
        fixture().restart();

        // then
        assertThat(fixture().recovered().server()).isEqualTo(Optional.of(last));
    }

    @Test
    void s8_04_shouldRefuseToOpenAChannelTwice() {
        // given
        TestChannel channel = fixture().open("foo");

        // when
        Answer<?> second =
                fixture().tryOpen("foo", ChannelLimits.UNLIMITED, new RecordedDurability());

        // then
        assertThat(second.failure().kind()).isEqualTo(StoreException.Kind.BUSY);
        assertThat(second.failure().place()).isEqualTo("foo");
        assertThat(channel.store("first is intact").sequence()).isEqualTo(1);
    }

    @Test
    void s8_06_shouldOpenManyChannels() {
        for (int i = 0; i < 10; i++) {
            assertThat(fixture().open("foo." + i).store("hello").sequence()).isEqualTo(1);
        }
    }

    /** The Go server's stores answer "not found"; here the wish is fulfilled already. */
    @Test
    void s8_08_shouldSucceedInDeletingAChannelThatIsNotThere() {
        fixture().delete("unknown");
    }

    @Test
    void s8_09_shouldBeginAnewWhenADeletedChannelIsCreatedAgain() {
        // given
        TestChannel other = fixture().open("bar");
        other.store("other", 2);
        TestChannel deleted = fixture().open("foo");
        deleted.store("old", 3);
        deleted.subscriptions().put(Subscriptions.record(4, "orders"));

        // when
        fixture().delete("foo");
        TestChannel again = fixture().open("foo");

        // then
        assertThat(again.log().lastSequence()).isZero();
        assertThat(again.log().lastTimestampEpochNanos()).isZero();
        assertThat(again.kept()).isEmpty();
        assertThat(again.subscriptions().highestId()).isZero();
        assertThat(again.store("new").sequence()).isEqualTo(1);
        assertThat(other.keptSequences()).containsExactly(1L, 2L);
    }

    @Test
    void s8_09_shouldNotRecoverADeletedChannel() {
        // given
        requirePersistence();
        fixture().open("bar").store("other");
        fixture().open("foo").store("old");
        fixture().delete("foo");

        // when
        fixture().crash();

        // then
        assertThat(fixture().recovered().channels())
                .extracting(RecoveredState.Channel::name)
                .containsExactly("bar");
    }

    @Test
    void s8_10_shouldCloseTwice() {
        // given
        fixture().open("foo").store("hello");

        // when // then
        fixture().store().close();
        fixture().store().close();
    }

    @Test
    void shouldNameItsTypeInCapitals() {
        assertThat(fixture().store().type()).matches("[A-Z]+");
    }
}
