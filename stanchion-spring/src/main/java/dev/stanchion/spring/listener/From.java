package dev.stanchion.spring.listener;

import dev.stanchion.client.StartAt;

/** Where a listener begins, if neither its durable nor its group exists yet. */
public enum From {
    /** With messages that are published from now on. */
    NEW,

    /** With the oldest message of the channel. */
    FIRST,

    /** With the newest message of the channel. */
    LAST;

    StartAt start() {
        return switch (this) {
            case NEW -> StartAt.newOnly();
            case FIRST -> StartAt.first();
            case LAST -> StartAt.lastReceived();
        };
    }
}
