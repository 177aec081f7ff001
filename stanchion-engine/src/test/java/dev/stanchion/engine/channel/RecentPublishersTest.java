package dev.stanchion.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.channel.RecentPublishers.Publisher;
import org.junit.jupiter.api.Test;

class RecentPublishersTest {
    private final RecentPublishers publishers = new RecentPublishers();

    @Test
    void shouldRememberWhoHasPublishedAndWhen() {
        // when
        publishers.note("tickets-1", 10);
        publishers.note("tickets-2", 20);
        publishers.note("tickets-1", 30);

        // then
        assertThat(publishers.last()).isEqualTo("tickets-1");
        assertThat(publishers.since(0))
                .containsExactlyInAnyOrder(
                        new Publisher("tickets-1", 30), new Publisher("tickets-2", 20));
        assertThat(publishers.since(21)).containsExactly(new Publisher("tickets-1", 30));
    }

    @Test
    void shouldForgetWhoHasPublishedLongestAgoWhenThereAreMany() {
        // when
        for (int i = 0; i <= RecentPublishers.MOST; i++) {
            publishers.note("client-" + i, i);
        }

        // then
        assertThat(publishers.since(0))
                .hasSize(RecentPublishers.MOST)
                .noneMatch(each -> each.clientId().equals("client-0"))
                .anyMatch(each -> each.clientId().equals("client-" + RecentPublishers.MOST));
    }

    @Test
    void shouldNameNobodyWhileNobodyHasPublished() {
        assertThat(publishers.last()).isEmpty();
        assertThat(publishers.since(0)).isEmpty();
    }
}
