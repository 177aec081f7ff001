package dev.stanchion.interop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.core.client.CoreClient;
import dev.stanchion.interop.core.client.CoreConnecting;
import dev.stanchion.interop.core.client.CoreLibraryUnderTest;
import dev.stanchion.interop.core.client.CoreSubscription;
import dev.stanchion.interop.core.client.Setup;
import dev.stanchion.interop.core.client.Users;
import org.junit.jupiter.api.Test;

/** The clients that may connect, and their permissions. */
interface AccessBehaviours {
    /**
     * The common part of all libraries' texts: {@code Authorization Violation}, {@code
     * authorization failed}.
     */
    String AUTHORIZATION = "authorization";

    @Test
    default void shouldAdmitAUserWithItsPassword(CoreLibraryUnderTest library) {
        assertServed(library, clerk(library));
    }

    @Test
    default void shouldRefuseAWrongPassword(CoreLibraryUnderTest library) {
        assertThat(library.refusalOf(library.connectingTo(Setup.USERS).as(Users.NAME, "wrong")))
                .containsIgnoringCase(AUTHORIZATION);
    }

    @Test
    default void shouldRefuseAClientThatNamesNobody(CoreLibraryUnderTest library) {
        assertThat(library.refusalOf(library.connectingTo(Setup.USERS)))
                .containsIgnoringCase(AUTHORIZATION);
    }

    @Test
    default void shouldAdmitAToken(CoreLibraryUnderTest library) {
        assertServed(library, library.connectingTo(Setup.TOKEN).withToken(Users.TOKEN));
    }

    @Test
    default void shouldRefuseAWrongToken(CoreLibraryUnderTest library) {
        assertThat(library.refusalOf(library.connectingTo(Setup.TOKEN).withToken("wrong")))
                .containsIgnoringCase(AUTHORIZATION);
    }

    @Test
    default void shouldAdmitAnNkey(CoreLibraryUnderTest library) {
        assertServed(library, library.connectingTo(Setup.USERS).withNkey(Users.NKEY_SEED));
    }

    @Test
    default void shouldRefuseAnUnknownNkey(CoreLibraryUnderTest library) {
        assertThat(
                        library.refusalOf(
                                library.connectingTo(Setup.USERS)
                                        .withNkey(Users.STRANGERS_NKEY_SEED)))
                .containsIgnoringCase(AUTHORIZATION);
    }

    @Test
    default void shouldReportAForbiddenPublishAndKeepTheConnection(CoreLibraryUnderTest library) {
        // given
        CoreClient client = library.connect(clerk(library));
        String forbidden = library.newName();

        // when
        client.publish(forbidden, "forbidden");

        // then
        client.awaitError(forbidden);
        assertGoesOn(library, client);
    }

    @Test
    default void shouldReportAForbiddenSubscriptionAndKeepTheConnection(
            CoreLibraryUnderTest library) {
        // given
        CoreClient client = library.connect(clerk(library));
        String forbidden = library.newName();

        // when
        client.startSubscribing(forbidden);

        // then
        client.awaitError(forbidden);
        assertGoesOn(library, client);
    }

    private static CoreConnecting clerk(CoreLibraryUnderTest library) {
        return library.connectingTo(Setup.USERS).as(Users.NAME, Users.PASSWORD);
    }

    private static void assertServed(CoreLibraryUnderTest library, CoreConnecting how) {
        assertGoesOn(library, library.connect(how));
    }

    private static void assertGoesOn(CoreLibraryUnderTest library, CoreClient client) {
        String subject = Users.ALLOWED_SUBJECT + library.newName();
        CoreSubscription subscription = client.subscribe(subject);
        client.publish(subject, "allowed");
        subscription.awaitExactly("allowed");
        assertThat(client.wasDisconnected()).isFalse();
    }
}
