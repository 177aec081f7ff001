package dev.stanchion.nats.monitoring;

/** What a process costs its machine. */
public interface ProcessFigures {
    /** Its memory in bytes, as the system sees it. */
    long memoryBytes();

    /** How much of one core it uses, in percent. */
    double cpuPercent();

    int cores();
}
