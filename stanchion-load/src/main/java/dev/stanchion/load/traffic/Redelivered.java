package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;

/** A message that came a second time, which makes a round invalid. */
final class Redelivered {
    private Redelivered() {}

    static LoadException message(long sequence) {
        return new LoadException(
                "message " + sequence + " was delivered a second time",
                "Was it unacknowledged for minutes? Then the machine is too busy.");
    }
}
