package dev.stanchion.nats.monitoring;

/** The memory and processor use of a process. */
public interface ProcessFigures {
    /** Returns its memory in bytes, as the system counts it. */
    long memoryBytes();

    /** Returns its processor use in percent of one core. */
    double cpuPercent();

    int cores();
}
