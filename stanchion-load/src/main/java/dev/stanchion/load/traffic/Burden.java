package dev.stanchion.load.traffic;

import dev.stanchion.load.shape.Ballast;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Creates the ballast on a server, and keeps it during the measurement. */
final class Burden {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int WINDOW = 4096;

    private final Cast cast;
    private final Dialer dialer;

    Burden(Cast cast, Dialer dialer) {
        this.cast = cast;
        this.dialer = dialer;
    }

    /** Connects the idle clients. Afterwards their connections belong to the loop. */
    void connectIdle(Ballast ballast, DriverLoop loop) {
        List<String> channels = cast.channels("idle", ballast.clients());
        List<StreamingClient> clients = new ArrayList<>();
        for (String channel : channels) {
            StreamingClient client = cast.idleClient();
            subscribe(client, Subscriber.FIRST_SID, channel);
            loop.take(client.link());
            clients.add(client);
        }
        if (!clients.isEmpty()) {
            loop.addChore(new Pings(clients));
        }
    }

    /** Opens the subscriptions of one client. Afterwards its connection belongs to the loop. */
    void subscribeMany(Ballast ballast, DriverLoop loop) {
        if (ballast.subscriptions() == 0) {
            return;
        }
        StoringClient client = cast.busyClient();
        int sid = Subscriber.FIRST_SID;
        for (String channel : cast.channels("subs", ballast.subscriptions())) {
            subscribe(client, sid++, channel);
        }
        loop.take(client.link());
    }

    private void subscribe(StoringClient client, int sid, String channel) {
        client.subscribe(dialer, sid, channel, "", 1, StoringClient.From.NEW_ONLY, envelope -> {});
    }

    /** Returns the messages that the driver still has to publish, and their channels. */
    List<Stock> stocks(Ballast ballast) {
        List<Stock> stocks = new ArrayList<>();
        if (ballast.channels() > 0) {
            stocks.add(new Stock(cast.channels("more", ballast.channels()), ballast.channels()));
        }
        if (ballast.messages() > 0) {
            stocks.add(new Stock(cast.channels("big", 1), ballast.messages()));
        }
        return stocks;
    }

    /** Messages that the driver stores before a measurement. */
    record Stock(List<String> channels, int messages) {
        Quota quota() {
            return new Quota(messages, LIMIT, 0);
        }

        int window() {
            return WINDOW;
        }
    }

    /** Sends pings as the client libraries do, spread evenly over time. */
    private static final class Pings implements DriverLoop.Chore {
        private final List<StreamingClient> clients;
        private final byte[][] requests;
        private final long intervalNanos;
        private long dueNanos;
        private int next;

        Pings(List<StreamingClient> clients) {
            this.clients = clients;
            long period = Duration.ofSeconds(StreamingClient.PING_SECONDS).toNanos();
            intervalNanos = period / clients.size();
            requests = new byte[clients.size()][];
            for (int i = 0; i < requests.length; i++) {
                requests[i] = clients.get(i).pingRequest();
            }
            dueNanos = System.nanoTime();
        }

        @Override
        public void doWhatIsDue(long now, DriverLoop loop) throws IOException {
            while (now - dueNanos >= 0) {
                StreamingClient client = clients.get(next);
                client.link().small().put(requests[next]);
                loop.flush(client.link());
                next = (next + 1) % requests.length;
                dueNanos += intervalNanos;
            }
        }
    }
}
