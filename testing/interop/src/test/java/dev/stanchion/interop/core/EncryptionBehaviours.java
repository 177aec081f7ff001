package dev.stanchion.interop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.core.client.CoreClient;
import dev.stanchion.interop.core.client.CoreConnecting;
import dev.stanchion.interop.core.client.CoreFeature;
import dev.stanchion.interop.core.client.CoreLibraryUnderTest;
import dev.stanchion.interop.core.client.CoreSubscription;
import dev.stanchion.interop.core.client.NeedsCore;
import dev.stanchion.interop.core.client.Setup;
import org.junit.jupiter.api.Test;

/** TLS, also with WebSockets. */
interface EncryptionBehaviours {

    @Test
    default void shouldServeAClientThatTrustsItsAuthority(CoreLibraryUnderTest library) {
        assertServed(library, library.trusting(library.connectingTo(Setup.TLS)));
    }

    @Test
    default void shouldNotBeTrustedWithoutItsAuthority(CoreLibraryUnderTest library) {
        assertThat(library.refusalOf(library.connectingTo(Setup.TLS))).isNotEmpty();
    }

    @Test
    default void shouldServeAClientThatShowsACertificate(CoreLibraryUnderTest library) {
        assertServed(
                library,
                library.certified(library.trusting(library.connectingTo(Setup.MUTUAL_TLS))));
    }

    @Test
    default void shouldRefuseAClientWithoutACertificate(CoreLibraryUnderTest library) {
        assertThat(library.refusalOf(library.trusting(library.connectingTo(Setup.MUTUAL_TLS))))
                .isNotEmpty();
    }

    @Test
    @NeedsCore(CoreFeature.WEBSOCKET)
    default void shouldServeWebSockets(CoreLibraryUnderTest library) {
        assertServed(library, library.connectingByWebSocketTo(Setup.OPEN));
    }

    @Test
    @NeedsCore(CoreFeature.WEBSOCKET)
    default void shouldServeEncryptedWebSockets(CoreLibraryUnderTest library) {
        assertServed(library, library.trusting(library.connectingByWebSocketTo(Setup.TLS)));
    }

    private static void assertServed(CoreLibraryUnderTest library, CoreConnecting how) {
        CoreClient client = library.connect(how);
        String subject = library.newName();
        CoreSubscription subscription = client.subscribe(subject);
        byte[] unit = {1, 2, 3};
        client.publishLarge(subject, unit, PayloadBehaviours.MAX_PAYLOAD_BYTES);
        client.publish(subject, "small");
        assertThat(subscription.await(2).getLast().text()).isEqualTo("small");
        assertThat(subscription.received().getFirst().bytes())
                .isEqualTo(PayloadBehaviours.MAX_PAYLOAD_BYTES);
    }
}
