package dev.stanchion.cli.healing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.client.StreamingClient;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JavaClientSnippetsIT {
    @Test
    void shouldWorkAsWritten() throws Exception {
        // given
        JavaClientSnippets snippets = new JavaClientSnippets();
        ServerOptions options =
                ServerOptions.builder().clusterId("ticketing").host("127.0.0.1").port(0).build();
        try (StanchionServer server = StanchionServer.start(options)) {

            // when
            assertThat(snippets.service(server.clientUrl())).hasSize(2);
            assertThat(snippets.handled().poll(30, TimeUnit.SECONDS)).startsWith("{\"id\":");

            // then
            try (StreamingClient client =
                    StreamingClient.builder("ticketing").url(server.clientUrl()).build()) {
                for (int i = 2; i <= 41; i++) {
                    client.publish("tickets:created", "more");
                }
                Thread late =
                        Thread.startVirtualThread(
                                () -> publishWhenCaughtUp(client, snippets.handled()));
                assertThat(snippets.pull(client)).isTrue();
                late.join();
            }
        }
    }

    private static void publishWhenCaughtUp(StreamingClient client, BlockingQueue<String> read) {
        try {
            String text = "";
            while (!"more".equals(text)) {
                text = read.poll(30, TimeUnit.SECONDS);
            }
            client.publish("tickets:created", "last");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
