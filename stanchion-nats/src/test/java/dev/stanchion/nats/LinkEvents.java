package dev.stanchion.nats;

import dev.stanchion.nats.link.LinkListener;
import dev.stanchion.nats.link.PeerInfo;
import dev.stanchion.nats.link.ServerAddress;
import java.util.Queue;

/** Keeps in words what happens to a link. */
record LinkEvents(Queue<String> events) implements LinkListener {
    @Override
    public void onUp(ServerAddress server, PeerInfo info, boolean again) {
        events.add(again ? "up again" : "up");
    }

    @Override
    public void onDown(ServerAddress server, String why) {
        events.add("down");
    }

    @Override
    public void onMove(ServerAddress from, ServerAddress to) {
        events.add("move");
    }

    @Override
    public void onComplaint(ServerAddress server, String text) {
        events.add(text);
    }
}
