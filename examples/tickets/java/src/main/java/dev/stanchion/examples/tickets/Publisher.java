package dev.stanchion.examples.tickets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.streaming.StreamingConnection;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Publishes its arguments, one event each; without arguments one example. */
public final class Publisher {
    private static final TicketCreated EXAMPLE =
            new TicketCreated("123", "concert", new BigDecimal(20));

    private Publisher() {}

    public static void main(String[] args) throws InterruptedException {
        List<String> events = args.length > 0 ? List.of(args) : List.of(EXAMPLE.toJson());
        try {
            StreamingConnection connection = Ticketing.connect(System.getenv());
            for (String event : events) {
                System.out.println("Event published: " + publish(connection, event));
            }
            System.exit(0);
        } catch (Exception e) {
            Ticketing.fail(e);
        }
    }

    /** Returns the event's GUID once the server has recorded the event. */
    private static String publish(StreamingConnection connection, String event) throws Exception {
        var recorded = new CompletableFuture<String>();
        connection.publish(
                TicketCreated.CHANNEL,
                event.getBytes(UTF_8),
                (guid, error) -> {
                    if (error == null) {
                        recorded.complete(guid);
                    } else {
                        recorded.completeExceptionally(error);
                    }
                });
        return recorded.get();
    }
}
