package dev.stanchion.activity;

/** Hears of the process's role. Called on the shard; must not block. */
public interface ActivityListener {
    /** The role has changed, or something else of the report. */
    void changed(ActivityReport report);

    /** A term can never begin here; the process must end. */
    void failed(RuntimeException why);
}
