package dev.stanchion.dist.advisory;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A release of a library, by its numbers: {@code 4.2.18.Final} is 4, 2, 18. Immutable.
 *
 * <p>What is no number in it counts for nothing, so a preview is taken for the release that it
 * precedes; none is shipped.
 */
record Release(String text) implements Comparable<Release> {
    @Override
    public int compareTo(Release other) {
        int[] mine = numbers();
        int[] others = other.numbers();
        int length = Math.max(mine.length, others.length);
        return Arrays.compare(Arrays.copyOf(mine, length), Arrays.copyOf(others, length));
    }

    private int[] numbers() {
        return Stream.of(text.split("[.-]"))
                .filter(part -> part.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
