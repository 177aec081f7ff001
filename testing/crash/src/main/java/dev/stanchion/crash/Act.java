package dev.stanchion.crash;

/** The events that can happen in one step. */
enum Act {
    PUBLISH(40, true),
    COMMIT(6, true),
    READ(8, false),
    FIND_BY_TIME(3, false),
    SKIP(1, false),
    EXPIRE(3, false),
    SUBSCRIBE(4, false),
    DELIVER(12, false),
    ACKNOWLEDGE(10, false),
    UNSUBSCRIBE(1, false),
    FLUSH(5, false),
    CONNECT(3, false),
    DISCONNECT(2, false),
    OPEN_CHANNEL(6, true),
    DELETE_CHANNEL(2, false),
    WORK(25, true),
    REST(6, false),
    PASS_TIME(8, true),
    KILL_SOON(3, true),
    KILL_NOW(1, false),
    LOSE_POWER_SOON(3, false),
    CLOSE(1, true),
    FAIL_SOON(3, false),
    FILL_UP(1, false);

    private final int weight;
    private final boolean indispensable;

    Act(int weight, boolean indispensable) {
        this.weight = weight;
        this.indispensable = indispensable;
    }

    int weight() {
        return weight;
    }

    boolean isIndispensable() {
        return indispensable;
    }
}
