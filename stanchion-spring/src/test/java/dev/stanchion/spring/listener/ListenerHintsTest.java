package dev.stanchion.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.spring.StanHeaders;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.ExecutableHint;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.messaging.handler.annotation.Header;

/** What a native image is told about listeners. */
class ListenerHintsTest {
    record Ticket(String id) {}

    static class Tickets {
        @StanListener(channel = "tickets:created")
        void on(Ticket ticket, @Header(StanHeaders.SEQUENCE) long sequence) {}

        void other() {}
    }

    @Test
    void shouldNameListenerMethodsAndTheirPayloads() {
        // given
        RuntimeHints hints = new RuntimeHints();

        // when
        new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Tickets.class);

        // then
        assertThat(methods(hints, Tickets.class)).containsExactly("on");
        assertThat(methods(hints, Ticket.class)).contains("id");
    }

    private static List<String> methods(RuntimeHints hints, Class<?> type) {
        TypeHint hint = Objects.requireNonNull(hints.reflection().getTypeHint(type));
        return hint.methods().map(ExecutableHint::getName).toList();
    }
}
