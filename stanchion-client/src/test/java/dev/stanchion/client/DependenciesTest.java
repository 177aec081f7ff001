package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Services bring a Netty of their own, so the client must work without one. */
class DependenciesTest {
    @Test
    void shouldBringNoNetty() {
        assertThatThrownBy(() -> Class.forName("io.netty.buffer.ByteBuf"))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
