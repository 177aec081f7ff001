package dev.stanchion.store.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stanchion.engine.spi.StoreException;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission("the database", 100);

    @Test
    void shouldRefuseMessagesWhenTooManyBytesWait() {
        // given
        admission.admit("orders", 60);

        // when
        StoreException why =
                catchThrowableOfType(StoreException.class, () -> admission.admit("orders", 41));

        // then
        assertThat(why.kind()).isEqualTo(StoreException.Kind.BUSY);
        assertThat(why)
                .hasMessage(
                        "append orders: messages of 60 bytes wait for the database already"
                                + " (limit: 100); publish more slowly, or try again");
        assertThat(admission.waitingBytes()).isEqualTo(60);

        // when
        admission.release(60);
        admission.admit("orders", 41);

        // then
        assertThat(admission.waitingBytes()).isEqualTo(41);
    }

    @Test
    void shouldTakeAMessageAboveTheLimitWhenNothingElseWaits() {
        // when
        admission.admit("orders", 1000);

        // then
        assertThat(admission.waitingBytes()).isEqualTo(1000);
    }

    @Test
    void shouldRefuseMessagesUntilItOpensAgain() {
        // given
        admission.refuse(StoreException.Kind.IO, "out of reach");

        // when, then
        assertThatThrownBy(() -> admission.admit("orders", 1))
                .isInstanceOf(StoreException.class)
                .hasMessage("append orders: out of reach");

        // when
        admission.open();
        admission.admit("orders", 1);

        // then
        assertThat(admission.waitingBytes()).isEqualTo(1);
    }
}
