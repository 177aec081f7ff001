package dev.stanchion.store.jetstream.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpareMessagesTest {
    private final SpareMessages spare = new SpareMessages();

    @Test
    void shouldUseAMessageAgain() {
        // given
        Waiting first = spare.take();

        // when
        Waiting second = spare.take();
        spare.giveBack(first);

        // then
        assertThat(second).isNotSameAs(first);
        assertThat(spare.take()).isSameAs(first);
        assertThat(spare.take()).isNotIn(first, second);
    }

    @Test
    void shouldKeepNoMoreThanItsBound() {
        // given
        List<Waiting> taken = new ArrayList<>();
        for (int i = 0; i < SpareMessages.MOST + 10; i++) {
            taken.add(spare.take());
        }

        // when
        taken.forEach(spare::giveBack);

        // then
        assertThat(spare.size()).isEqualTo(SpareMessages.MOST);
    }

    @Test
    void shouldNotKeepLongHeaders() {
        // given
        Waiting usual = spare.take();
        usual.outgoing().roomForHeaders(SpareMessages.MOST_HEADER_BYTES);
        Waiting longer = spare.take();
        longer.outgoing().roomForHeaders(SpareMessages.MOST_HEADER_BYTES + 1);

        // when
        spare.giveBack(usual);
        spare.giveBack(longer);

        // then
        assertThat(spare.size()).isEqualTo(1);
        assertThat(spare.take()).isSameAs(usual);
    }
}
