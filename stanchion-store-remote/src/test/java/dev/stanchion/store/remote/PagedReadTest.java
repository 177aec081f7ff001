package dev.stanchion.store.remote;

import static dev.stanchion.store.remote.Examples.message;
import static dev.stanchion.store.remote.Examples.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.ManualShard;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagedReadTest {
    private final PagedMessages log = new PagedMessages();
    private final Reader reader = new Reader();

    /** A log of ten durable messages, of which the tail has the last three, and one more. */
    private static final class PagedMessages implements PagedLog {
        private static final int PAGE = 4;

        private final Tail tail = new Tail(new TailMemory(10_000, 0), ManualShard.alone(), 8);
        private final PageCache pages = new PageCache();
        private final List<Long> fetches = new ArrayList<>();
        private long first = 1;
        private long unreadable;
        private @Nullable StoreException failure;

        PagedMessages() {
            LongStream.rangeClosed(8, 11).forEach(sequence -> tail.add(message(sequence)));
        }

        @Override
        public long firstSequence() {
            return first;
        }

        @Override
        public long durableSequence() {
            return 10;
        }

        @Override
        public Tail tail() {
            return tail;
        }

        @Override
        public PageCache pages() {
            return pages;
        }

        @Override
        public void fetchPage(long from, Runnable fetched, Consumer<StoreException> failed) {
            fetches.add(from);
            if (failure != null) {
                failed.accept(failure);
                return;
            }
            List<Page.Row> rows =
                    LongStream.range(Math.max(from, first), from + PAGE)
                            .mapToObj(this::row)
                            .toList();
            pages.add(new Page(from, from + PAGE, rows));
            fetched.run();
        }

        private Page.Row row(long sequence) {
            return new Page.Row(message(sequence), sequence == unreadable ? damage() : null);
        }
    }

    private static StoreException damage() {
        return new StoreException(StoreException.Kind.CORRUPT, "read", "orders", "damaged");
    }

    /** Takes messages until it has as many as it wants. */
    private static final class Reader implements LogReader {
        private final List<Long> sequences = new ArrayList<>();
        private int wanted = Integer.MAX_VALUE;
        private long end;
        private long unreadable;

        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            assertThat(buffer.toString(index, length, UTF_8)).isEqualTo(text(message(sequence)));
            sequences.add(sequence);
            return sequences.size() < wanted;
        }

        @Override
        public void onEnd(long nextSequence) {
            end = nextSequence;
        }

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            unreadable = sequence;
        }
    }

    @Test
    void shouldReadPagesAndThenTheTailUpToWhatIsDurable() {
        // when
        PagedRead.start(log, 1, 100, reader);

        // then
        assertThat(reader.sequences).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(reader.end).isEqualTo(11);
        assertThat(log.fetches).containsExactly(1L, 5L);
    }

    @Test
    void shouldTakeFromAPageThatIsStillThere() {
        // given
        PagedRead.start(log, 1, 2, reader);

        // when
        PagedRead.start(log, reader.end, 2, reader);

        // then
        assertThat(reader.sequences).containsExactly(1L, 2L, 3L, 4L);
        assertThat(reader.end).isEqualTo(5);
        assertThat(log.fetches).containsExactly(1L);
    }

    @Test
    void shouldStopWhenTheReaderHasEnough() {
        // given
        reader.wanted = 3;

        // when
        PagedRead.start(log, 1, 100, reader);

        // then
        assertThat(reader.sequences).containsExactly(1L, 2L, 3L);
        assertThat(reader.end).isEqualTo(4);
    }

    @Test
    void shouldBeginAtTheFirstMessageThatIsStored() {
        // given
        log.first = 6;

        // when
        PagedRead.start(log, 1, 100, reader);

        // then
        assertThat(reader.sequences).containsExactly(6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void shouldReportAMessageThatCannotBeRead() {
        // given
        log.unreadable = 3;

        // when
        PagedRead.start(log, 1, 100, reader);

        // then
        assertThat(reader.sequences).containsExactly(1L, 2L);
        assertThat(reader.unreadable).isEqualTo(3);
        assertThat(reader.end).isZero();
    }

    @Test
    void shouldReportAPageThatCannotBeFetched() {
        // given
        log.failure = damage();

        // when
        PagedRead.start(log, 5, 100, reader);

        // then
        assertThat(reader.unreadable).isEqualTo(5);
    }
}
