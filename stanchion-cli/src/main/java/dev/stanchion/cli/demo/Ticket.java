package dev.stanchion.cli.demo;

import dev.stanchion.cli.terminal.JsonLine;

/** What the publisher sells. */
public record Ticket(String id, String title, int price) {
    /** Names the tickets t1, t2, … in the order of their sale. */
    public static Ticket number(int number) {
        return new Ticket("t" + number, "concert", 20);
    }

    public String json() {
        return new JsonLine().with("id", id).with("title", title).with("price", price).end();
    }
}
