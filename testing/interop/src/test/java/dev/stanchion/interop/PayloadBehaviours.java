package dev.stanchion.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.client.Client;
import dev.stanchion.interop.client.LibraryUnderTest;
import dev.stanchion.interop.client.Received;
import dev.stanchion.interop.client.Subscribing;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The possible content of a message. */
interface PayloadBehaviours {
    int MAX_PAYLOAD_BYTES = 1024 * 1024;

    /** The bytes that the server allows for the envelope of a streaming client in addition. */
    int MAX_ENVELOPE_BYTES = 8 * 1024;

    @Test
    default void shouldCarryAnEmptyMessage(LibraryUnderTest library) {
        assertThat(carried(library, new byte[0]).bytes()).isZero();
    }

    @Test
    default void shouldCarryAllByteValues(LibraryUnderTest library) {
        // given
        byte[] everyByte = everyByte();

        // then
        assertThat(carried(library, everyByte).data()).isEqualTo(everyByte);
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Test
    default void shouldCarryTextInAnyScript(LibraryUnderTest library) {
        // given
        String text = "Zürich – Ωμέγα – концерт – 東京 – 🎫\u0000\r\n";

        // then
        assertThat(carried(library, text.getBytes(UTF_8)).text()).isEqualTo(text);
    }

    private static Received carried(LibraryUnderTest library, byte[] data) {
        Client client = library.connect();
        String channel = library.newName();
        client.publish(channel, data);
        return client.subscribe(Subscribing.to(channel).fromFirst()).awaitExactly(1L).getFirst();
    }

    @Test
    default void shouldCarryAMessageAsLargeAsThePayloadLimitLets(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        int bytes = largestMessageBytes(library, client, channel);

        // when
        client.publishLarge(channel, everyByte(), bytes);

        // then
        Received message =
                client.subscribe(Subscribing.to(channel).fromFirst()).awaitExactly(1L).getFirst();
        assertThat(message.bytes()).isEqualTo(bytes);
        assertThat(message.sha256()).isEqualTo(sha256OfEveryByteRepeated(bytes));
    }

    private static String sha256OfEveryByteRepeated(int bytes) {
        byte[] data = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            data[i] = (byte) i;
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Some libraries' GUIDs differ in length, hence a few bytes more than one. */
    @Test
    default void shouldRefuseALargerMessageReadably(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        int bytes = MAX_PAYLOAD_BYTES + MAX_ENVELOPE_BYTES + 16;

        // when
        String refusal = client.refusalOfLarge(channel, everyByte(), bytes);

        // then
        assertThat(refusal).containsIgnoringCase("payload");
        Client next = library.connect();
        next.publish(channel, "small");
        assertThat(next.subscribe(Subscribing.to(channel).fromFirst()).awaitExactly(1L))
                .extracting(Received::text)
                .containsExactly("small");
    }

    private static int largestMessageBytes(
            LibraryUnderTest library, Client client, String channel) {
        return MAX_PAYLOAD_BYTES - library.library().envelopeBytes(client.id(), channel);
    }
}
