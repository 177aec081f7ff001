package dev.stanchion.simulation.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskChannelTest {
    private static final ChannelLimits ONE_MESSAGE = new ChannelLimits(1, 0, 0);

    private final DiskChannel disk = new DiskChannel();

    /** A crash may bring back the message that made room, and then it is behind the foreign one. */
    @Test
    void shouldGiveForeignMessagesNoLaterTimeThanAMessageThatMadeRoom() {
        // given
        disk.append(StoredMessage.foreign("tickets", 1, 10, "ours"), ONE_MESSAGE);
        disk.append(StoredMessage.foreign("tickets", 2, 20, "ours, too"), ONE_MESSAGE);

        // when
        List<StoredMessage> foreign = disk.insert("tickets", List.of("theirs"), ONE_MESSAGE);

        // then
        assertThat(foreign).extracting(StoredMessage::sequence).containsExactly(1L);
        assertThat(foreign).extracting(StoredMessage::timestampEpochNanos).containsExactly(10L);
    }
}
