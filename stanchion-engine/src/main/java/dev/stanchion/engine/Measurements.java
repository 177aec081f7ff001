package dev.stanchion.engine;

import java.util.Arrays;

/**
 * One number of each of many channels, in no particular order. It is two arrays and not a list of
 * objects, because one is made every second while somebody looks at a list of channels: with ten
 * thousand objects in it, a collection of the young generation that comes meanwhile would move them
 * to the old one. Immutable.
 */
public final class Measurements {
    /** Of no channel. */
    public static final Measurements NONE = new Measurements(new String[0], new long[0], 0);

    private final String[] channels;
    private final long[] values;
    private final int size;

    private Measurements(String[] channels, long[] values, int size) {
        this.channels = channels;
        this.values = values;
        this.size = size;
    }

    /** Returns how many channels were measured. */
    public int size() {
        return size;
    }

    /** Returns the name of the channel at an index. */
    public String channel(int index) {
        return channels[index];
    }

    /** Returns the number of the channel at an index. */
    public long value(int index) {
        return values[index];
    }

    /** Returns both together. */
    Measurements plus(Measurements other) {
        if (size == 0) {
            return other;
        }
        String[] names = Arrays.copyOf(channels, size + other.size);
        long[] numbers = Arrays.copyOf(values, size + other.size);
        System.arraycopy(other.channels, 0, names, size, other.size);
        System.arraycopy(other.values, 0, numbers, size, other.size);
        return new Measurements(names, numbers, size + other.size);
    }

    /** Takes measurements one after the other. Confined to the thread of its shard. */
    static final class Taking {
        private final String[] channels;
        private final long[] values;
        private int size;

        /**
         * @param most how many there can be
         */
        Taking(int most) {
            channels = new String[most];
            values = new long[most];
        }

        void add(String channel, long value) {
            channels[size] = channel;
            values[size++] = value;
        }

        /** Returns what was taken; nothing is taken any more. */
        Measurements taken() {
            return new Measurements(channels, values, size);
        }
    }
}
