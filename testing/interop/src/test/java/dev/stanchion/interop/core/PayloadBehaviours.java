package dev.stanchion.interop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.core.client.CoreClient;
import dev.stanchion.interop.core.client.CoreFeature;
import dev.stanchion.interop.core.client.CoreLibraryUnderTest;
import dev.stanchion.interop.core.client.CoreMessage;
import dev.stanchion.interop.core.client.CoreSubscription;
import dev.stanchion.interop.core.client.NeedsCore;
import dev.stanchion.interop.driver.Payload;
import org.junit.jupiter.api.Test;

/** The possible content of messages. */
interface PayloadBehaviours {
    /** The default of {@code max_payload}; {@code spec/nats-core.md} 1. */
    int MAX_PAYLOAD_BYTES = 1024 * 1024;

    @Test
    default void shouldCarryAllByteValues(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        CoreClient client = library.connect();
        CoreSubscription subscription = client.subscribe(subject);

        // when
        client.publish(subject, everyByte());

        // then
        assertThat(subscription.awaitOne().data()).isEqualTo(everyByte());
    }

    @Test
    default void shouldCarryAnEmptyMessage(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        CoreClient client = library.connect();
        CoreSubscription subscription = client.subscribe(subject);

        // when
        client.publish(subject, new byte[0]);

        // then
        assertThat(subscription.awaitOne().bytes()).isZero();
    }

    @Test
    default void shouldCarryTheLargestMessageBothWays(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        CoreClient client = library.connect();
        CoreSubscription subscription = client.subscribe(subject);

        // when
        client.publishLarge(subject, everyByte(), MAX_PAYLOAD_BYTES);

        // then
        CoreMessage message = subscription.awaitOne();
        assertThat(message.bytes()).isEqualTo(MAX_PAYLOAD_BYTES);
        assertThat(message.sha256()).isEqualTo(Payload.sha256(largest()));
    }

    @Test
    default void shouldHaveALargerMessageRefusedReadably(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        CoreClient client = library.connect();
        CoreSubscription subscription = client.subscribe(subject);

        // when
        String refusal = client.refusalOfLarge(subject, everyByte(), MAX_PAYLOAD_BYTES + 1);

        // then the connection continues
        assertThat(refusal).containsIgnoringCase("payload");
        client.publish(subject, "smaller");
        subscription.awaitExactly("smaller");
        assertThat(client.wasDisconnected()).isFalse();
    }

    @Test
    default void shouldCarryHeaders(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        CoreClient client = library.connect();
        CoreSubscription subscription = client.subscribe(subject);

        // when
        client.publish(subject, "labelled", "Trace-Id: 4711", "Content-Type: text/plain; a=b");

        // then
        CoreMessage message = subscription.awaitOne();
        assertThat(message.text()).isEqualTo("labelled");
        assertThat(message.headers())
                .containsExactlyInAnyOrder("Trace-Id: 4711", "Content-Type: text/plain; a=b");
    }

    @Test
    @NeedsCore(CoreFeature.REPEATED_HEADERS)
    default void shouldCarrySeveralValuesOfAHeader(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        CoreClient client = library.connect();
        CoreSubscription subscription = client.subscribe(subject);

        // when
        client.publish(subject, "labelled", "Via: berlin", "Via: paris", "Via: berlin");

        // then
        assertThat(subscription.awaitOne().headers())
                .containsExactly("Via: berlin", "Via: paris", "Via: berlin");
    }

    private static byte[] everyByte() {
        return repeated(256);
    }

    private static byte[] largest() {
        return repeated(MAX_PAYLOAD_BYTES);
    }

    private static byte[] repeated(int bytes) {
        byte[] data = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            data[i] = (byte) i;
        }
        return data;
    }
}
