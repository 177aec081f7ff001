package dev.stanchion.bus.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.UnheardListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnconfirmedAnswersTest {
    private final UnconfirmedAnswers answers = new UnconfirmedAnswers();
    private final List<String> told = new ArrayList<>();
    private final UnheardListener listener =
            (to, source, index, length) ->
                    told.add(to.subject() + ":" + source.toString(index, length, UTF_8));

    /** A destination for answers that need not arrive. */
    private record Nowhere(String subject) implements Destination {
        @Override
        public boolean publish(ByteBuf source, int index, int length) {
            return true;
        }

        @Override
        public boolean publish(ByteBuf source, int index, int length, String replyTo) {
            return true;
        }

        @Override
        public boolean isCongested() {
            return false;
        }

        @Override
        public void whenRelieved(ShardExecutor shard, Runnable task) {}
    }

    private long add(String subject, String text) {
        long number = answers.nextNumber();
        ByteBuf bytes = Unpooled.copiedBuffer("<" + text + ">", UTF_8);
        answers.add(new Nowhere(subject), bytes, 1, text.length());
        return number;
    }

    @Test
    void shouldGiveBackWhatNobodyHeardOnce() {
        // given
        add("a", "first");
        long second = add("b", "second");
        answers.seal();
        long third = add("c", "third");

        // when
        answers.unheard(third, listener);
        answers.unheard(second, listener);
        answers.unheard(second, listener);
        answers.unheard(third + 1, listener);

        // then
        assertThat(told).containsExactly("c:third", "b:second");
    }

    @Test
    void shouldForgetWhatIsConfirmed() {
        // given
        long sealed = add("a", "first");
        answers.seal();
        add("b", "second");

        // when
        answers.confirm();
        answers.unheard(sealed, listener);
        answers.giveUp(listener);

        // then: the answers after the PING stay unknown
        assertThat(told).containsExactly("b:second");
        assertThat(answers.isEmpty()).isTrue();
    }

    @Test
    void shouldRememberNoMoreThanItMay() {
        // given
        String text = "x".repeat(1024 * 1024);
        for (int i = 0; i < 5; i++) {
            add("a" + i, text);
        }

        // when
        answers.giveUp((to, source, index, length) -> told.add(to.subject()));
        long again = add("b", "small");
        answers.unheard(again, listener);

        // then
        assertThat(told).containsExactly("a0", "a1", "a2", "a3", "b:small");
    }

    @Test
    void shouldRememberNoMoreAnswersThanItMay() {
        // given
        for (int i = 0; i < 70_000; i++) {
            add("a", "");
        }

        // when
        answers.giveUp(listener);

        // then
        assertThat(told).hasSize(64 * 1024);
    }
}
