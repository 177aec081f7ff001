package dev.stanchion.engine.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.kit.bus.MemoryBus;
import dev.stanchion.kit.shard.ManualShards;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LateAnswersTest {
    private static final long KEEP_NANOS = 1_000_000;
    private static final long MAX_BYTES = 20_000;

    private final ManualShards shards = new ManualShards(1);
    private final MemoryBus bus = new MemoryBus(shards);
    private final LateAnswers answers =
            new LateAnswers(shards.all().getFirst(), bus, KEEP_NANOS, MAX_BYTES);
    private final List<String> heard = new ArrayList<>();

    private void send(String subject, String text) {
        Destination to = Subjects.destination(bus, subject);
        ByteBuf bytes = Unpooled.copiedBuffer("<" + text + ">", UTF_8);
        shards.on(0, () -> answers.send(to, bytes, 1, text.length()));
        bytes.setZero(0, bytes.capacity()); // whoever sent it uses its buffer again
    }

    private void listen(String subject) {
        bus.subscribe(
                subject,
                message ->
                        heard.add(
                                message.buffer()
                                        .toString(
                                                message.payloadIndex(),
                                                message.payloadLength(),
                                                UTF_8)));
        settle();
    }

    private void settle() {
        do {
            shards.settle();
        } while (bus.deliver());
    }

    private static String text(int number) {
        return "answer %4d".formatted(number);
    }

    @Test
    void shouldKeepNothingThatIsHeard() {
        // given
        listen("inbox");

        // when
        send("inbox", "now");
        settle();

        // then
        assertThat(heard).containsExactly("now");
        assertThat(answers.keptBytes()).isZero();
        assertThat(bus.watchCount()).isZero();
    }

    @Test
    void shouldKeepWhatItIsToldLateThatNobodyHeard() {
        // given
        bus.learnsLate();
        answers.open();
        send("inbox", "first");
        settle();
        send("inbox", "second");
        settle();

        // when
        listen("inbox");

        // then
        assertThat(heard).containsExactly("first", "second");
        assertThat(answers.keptBytes()).isZero();
        assertThat(bus.watchCount()).isZero();
    }

    @Test
    void shouldKeepWhatFitsAndDropTheRest() {
        // given
        List<String> all = IntStream.range(0, 1_000).mapToObj(LateAnswersTest::text).toList();

        // when
        all.forEach(text -> send("inbox", text));
        long kept = answers.keptBytes();
        listen("inbox");

        // then
        assertThat(kept).isBetween(MAX_BYTES - 100, MAX_BYTES);
        assertThat(heard).hasSizeBetween(100, 500).isEqualTo(all.subList(0, heard.size()));
        assertThat(answers.keptBytes()).isZero();
    }

    @Test
    void shouldBoundHowManySubjectsItFollows() {
        // when
        for (int i = 0; i < 1_000; i++) {
            send("inbox." + i, "x");
        }

        // then
        assertThat(bus.watchCount()).isBetween(1, 10);
        assertThat(answers.keptBytes()).isLessThanOrEqualTo(MAX_BYTES);
    }

    @Test
    void shouldDropEachAtItsTime() {
        // given
        send("inbox", "first");
        shards.advance(KEEP_NANOS / 2);
        send("inbox", "second");
        shards.advance(KEEP_NANOS / 2);

        // when
        listen("inbox");

        // then
        assertThat(heard).containsExactly("second");
        assertThat(shards.pendingTimers()).isZero();
        assertThat(bus.watchCount()).isZero();
    }

    @Test
    void shouldKeepNothingForASubjectThatNobodyCanListenOn() {
        // when
        send("not a subject", "x");
        send("", "x");

        // then
        assertThat(answers.keptBytes()).isZero();
    }

    @Test
    void shouldDropEverythingWhenItCloses() {
        // given
        send("inbox", "x");
        send("outbox", "y");

        // when
        shards.on(0, answers::close);
        send("inbox", "z");
        listen("inbox");

        // then
        assertThat(heard).isEmpty();
        assertThat(answers.keptBytes()).isZero();
        assertThat(shards.pendingTimers()).isZero();
        assertThat(bus.watchCount()).isZero();
    }
}
