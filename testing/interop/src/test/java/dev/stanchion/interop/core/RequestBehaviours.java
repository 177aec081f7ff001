package dev.stanchion.interop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.core.client.CoreClient;
import dev.stanchion.interop.core.client.CoreLibraryUnderTest;
import dev.stanchion.interop.core.client.CoreMessage;
import org.junit.jupiter.api.Test;

/** Requests and their answers. */
interface RequestBehaviours {
    /**
     * The common part of all libraries' texts: {@code no responders}, {@code NoResponders}, or the
     * code 503.
     */
    String NO_RESPONDERS = "(?is).*(no.?responders|503).*";

    @Test
    default void shouldCarryARequestAndItsAnswer(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        library.connect().serveEcho(subject);

        // when
        CoreClient client = library.connect();
        CoreMessage first = client.request(subject, "are you there?");
        CoreMessage second = client.request(subject, "and now?");

        // then
        assertThat(first.text()).isEqualTo("are you there?");
        assertThat(second.text()).isEqualTo("and now?");
    }

    @Test
    default void shouldCarryTheHeadersOfARequestAndOfItsAnswer(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        library.connect().serveEcho(subject);

        // when
        CoreMessage answer = library.connect().request(subject, "traced", "Trace-Id: 4711");

        // then
        assertThat(answer.text()).isEqualTo("traced");
        assertThat(answer.headers()).containsExactly("Trace-Id: 4711");
    }

    @Test
    default void shouldReportAtOnceThatNobodyAnswers(CoreLibraryUnderTest library) {
        // when
        String refusal = library.connect().refusalOfRequest(library.newName());

        // then it is not the library's time-out
        assertThat(refusal).matches(NO_RESPONDERS);
    }

    @Test
    default void shouldReportAtOnceThatThereIsNoJetStream(CoreLibraryUnderTest library) {
        // when
        String refusal = library.connect().refusalOfRequest("$JS.API.INFO");

        // then
        assertThat(refusal).matches(NO_RESPONDERS);
    }
}
