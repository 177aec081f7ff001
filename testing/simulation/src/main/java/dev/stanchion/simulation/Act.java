package dev.stanchion.simulation;

/**
 * The events that can happen next, each with a weight. A seed leaves out some of them completely,
 * which produces rare combinations.
 */
enum Act {
    PUBLISH(30),
    PUBLISH_NONSENSE(2),
    CONNECT(8),
    CONNECT_AGAIN(2),
    SUBSCRIBE(14),
    UNSUBSCRIBE(3),
    CLOSE_SUBSCRIPTION(4),
    CLOSE_CLIENT(2),
    CRASH_CLIENT(2),
    CRASH_HOST(1),
    RESTART_CLIENT(3),
    PING(3),
    SEND_NONSENSE(1),
    CUT(3),
    BLINK(4),
    FALL_SILENT(3),
    REVIVE(8),
    NEGLECT_HEARTBEATS(1),
    CONGEST(4),
    TROUBLE_STORE(2),
    CALM_STORE(4),
    PURGE(2),
    /** Only where a policy parks messages. */
    REDRIVE(2),
    PAUSE(2),
    JUMP_WALL(2),
    STAND_STILL(1),
    RESTART_ENGINE(1),
    CRASH_ENGINE(1),
    /** Only where several servers share a store. */
    PAUSE_ENGINE(2),
    WAIT(4);

    private final int weight;

    Act(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }

    /** Returns whether the world needs this event. */
    boolean isIndispensable() {
        return switch (this) {
            case PUBLISH, CONNECT, SUBSCRIBE, REVIVE, WAIT -> true;
            case PUBLISH_NONSENSE,
                    CONNECT_AGAIN,
                    UNSUBSCRIBE,
                    CLOSE_SUBSCRIPTION,
                    CLOSE_CLIENT,
                    CRASH_CLIENT,
                    CRASH_HOST,
                    RESTART_CLIENT,
                    PING,
                    SEND_NONSENSE,
                    CUT,
                    BLINK,
                    FALL_SILENT,
                    NEGLECT_HEARTBEATS,
                    CONGEST,
                    TROUBLE_STORE,
                    CALM_STORE,
                    PURGE,
                    REDRIVE,
                    PAUSE,
                    JUMP_WALL,
                    STAND_STILL,
                    RESTART_ENGINE,
                    CRASH_ENGINE,
                    PAUSE_ENGINE ->
                    false;
        };
    }
}
